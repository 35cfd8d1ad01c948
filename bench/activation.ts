import { openSession } from '../test/support/ui/session.ts';
import type { Window } from '../test/support/ui/window.ts';

/**
 * What VS Code itself says of our start ("Developer: Startup Performance"), once in windows that paint meanwhile and show our
 * view first, and once in windows that had come to rest when the first task file was opened:
 *   node build.ts --production && node bench/activation.ts [ROUNDS]
 */

/** Milliseconds of the parts of one activation; the first two are what "Show Running Extensions" adds up, and block the host. */
interface Activation {
  readonly load: number;
  readonly call: number;
  readonly finish: number;
}

const rounds = Number(process.argv[2] ?? 5);
const session = await openSession();
const kinds = {
  'at the start of the window': async (window: Window) => {
    await window.showSweeps();
    await window.row(/^pendulum, 160 items/).waitFor();
  },
  'in a window at rest': async (window: Window) => {
    await window.open('pendulum.py');
    await window.page.waitForLoadState('networkidle');
    await window.open('pendulum.sweep.yaml');
    await window.lens(/Run/).first().waitFor();
  },
};
try {
  await session.window.page.close();
  for (const [kind, activate] of Object.entries(kinds)) {
    const found: Activation[] = [];
    for (let round = 1; round <= rounds; round++) {
      const window = await session.openWindow();
      await activate(window);
      found.push(await activationOf(window));
      await window.page.close();
    }
    for (const one of found) console.log(`${kind}: loading ${one.load} ms, activate() ${one.call} ms, its promise ${one.finish} ms`);
    const sums = found.map(({ load, call }) => load + call).toSorted((a, b) => a - b);
    console.log(`${kind}: median ${sums[Math.floor(rounds / 2)]} ms of ${rounds}; goal 50 ms`);
  }
} finally {
  await session.close();
}

/** Reads our row of the table of extensions, which the workbench writes as a document. */
async function activationOf({ page, command }: Window): Promise<Activation> {
  await command('Developer: Startup Performance');
  await page.getByRole('tab', { name: /Startup Performance/ }).waitFor();
  await page.locator('.view-line', { hasText: 'System Info' }).waitFor();
  for (;;) {
    await page.keyboard.press('Control+A');
    await page.keyboard.press('Control+C');
    const text = await page.evaluate(() => navigator.clipboard.readText());
    const row = text.split('\n').find((line) => line.includes('sweepdeck.sweepdeck'));
    if (row === undefined) continue;
    const [, , , load, call, finish] = row.split('|').map((cell) => Number(cell));
    return { load: load ?? Number.NaN, call: call ?? Number.NaN, finish: finish ?? Number.NaN };
  }
}
