import { expect, onTestFailed, test } from 'vitest';
import type { Theme } from '../support/host/profile.ts';
import { openSession } from '../support/ui/session.ts';
import type { Window } from '../support/ui/window.ts';

/** The same window in high contrast and in a narrow one, for a person to look at; pictures.test.ts has the usual ones. */

const LOOKS: readonly {
  readonly name: string;
  readonly theme: Theme;
  readonly size: { readonly width: number; readonly height: number };
  /** Of the walkthrough's first step. */
  readonly picture: string;
}[] = [
  { name: 'narrow', theme: 'light', size: { width: 640, height: 800 }, picture: 'write-light.png' },
  { name: 'contrast', theme: 'contrast', size: { width: 1280, height: 800 }, picture: 'write-dark.png' },
];

async function openWalkthrough({ page, command }: Window): Promise<void> {
  await command('Welcome: Open Walkthrough...');
  const list = page.locator('.quick-input-list');
  await list.getByRole('option', { name: /Get Started with Parameter Sweeps/ }).click();
}

test.each(LOOKS)('the example has run, its results and the walkthrough are shown: $name', async ({ name, theme, size, picture }) => {
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
    await openWalkthrough(window);
    const image = window.page.locator('.getting-started-media img');
    await expect.poll(() => image.evaluate((shown) => ('currentSrc' in shown ? shown.currentSrc : ''))).toContain(picture);
    await expect.poll(() => image.evaluate((shown) => 'naturalWidth' in shown && shown.naturalWidth)).toBeGreaterThan(0);
    await window.screenshot(`look-${name}-walkthrough`);
  } finally {
    await session.close();
  }
});
