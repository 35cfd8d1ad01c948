import { expect, onTestFailed, test } from 'vitest';
import type { Theme } from '../support/host/profile.ts';
import { openSession } from '../support/ui/session.ts';

/** The same window in every kind of colour theme and in a narrow one, for a person to look at. */

const LOOKS: readonly {
  readonly name: string;
  readonly theme: Theme;
  readonly size: { readonly width: number; readonly height: number };
}[] = [
  { name: 'dark', theme: 'dark', size: { width: 1280, height: 800 } },
  { name: 'light', theme: 'light', size: { width: 1280, height: 800 } },
  { name: 'contrast', theme: 'contrast', size: { width: 1280, height: 800 } },
  { name: 'narrow', theme: 'light', size: { width: 640, height: 800 } },
];

test.each(LOOKS)('the example has run and its results are shown: $name', async ({ name, theme, size }) => {
  const session = await openSession({ theme, size });
  try {
    const { window } = session;
    onTestFailed(() => window.screenshot(`failed-look-${name}`));
    await window.showSweeps();
    await window.open('pendulum-node.sweep.yaml');
    await window.lens(/^▶ Run 160$/).click();
    await window.lens(/^↻ Rerun 3 failed$/).waitFor();
    await window.screenshot(`look-${name}-editor`);
    await window.lens(/^Results$/).click();
    await window.webview().getByRole('grid').waitFor();
    await window.webview().getByText('160 items').waitFor();
    expect(await window.webview().getByRole('row').count()).toBeGreaterThan(10);
    await window.screenshot(`look-${name}-results`);
  } finally {
    await session.close();
  }
});
