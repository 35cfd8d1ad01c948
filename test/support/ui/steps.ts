import type { FrameLocator } from 'playwright-core';
import { onTestFailed, test } from 'vitest';
import type { Window } from './window.ts';

/** Defines one step of a journey; `picture` names its screenshot. */
export type Step = (name: string, picture: string, body: (page: FrameLocator) => Promise<void>) => void;

/** Steps of a journey through one window, each with a screenshot of it as it is when the step is done, or when it fails. */
export function stepsOf(journey: string, shown: () => Window): Step {
  return (name, picture, body) =>
    test(name, async () => {
      onTestFailed(() => shown().screenshot(`failed-${journey}-${picture}`));
      await body(shown().webview());
      await shown().screenshot(`${journey}-${picture}`);
    });
}
