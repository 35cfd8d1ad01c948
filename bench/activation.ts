import { openSession } from '../test/support/ui/session.ts';
import type { Window } from '../test/support/ui/window.ts';
import { median } from './report.ts';

/**
 * What VS Code itself says of our start ("Developer: Startup Performance"), once in windows that paint meanwhile and show our
 * view first, and once in windows that had come to rest when the first task file was opened. Beside it stand the extensions
 * that VS Code brings itself and that began in the same windows: what they wait for, ours waits for as well.
 *   node build.ts --production && node bench/activation.ts [ROUNDS]
 */

/** Milliseconds of the parts of one activation; the first two are what "Show Running Extensions" adds up, and block the host. */
interface Activation {
  readonly load: number;
  readonly call: number;
  readonly finish: number;
}

/** As the table names it. */
const OURS = 'sweepdeck.sweepdeck';
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
    const others = new Map<string, number[]>();
    for (let round = 1; round <= rounds; round++) {
      const window = await session.openWindow();
      await activate(window);
      for (const [name, one] of await activationsOf(window)) {
        if (name === OURS) found.push(one);
        else others.set(name, [...(others.get(name) ?? []), one.load + one.call]);
      }
      await window.page.close();
    }
    for (const one of found) console.log(`${kind}: loading ${one.load} ms, activate() ${one.call} ms, its promise ${one.finish} ms`);
    console.log(`${kind}: median ${median(found.map(({ load, call }) => load + call))} ms of ${rounds}; goal 50 ms`);
    for (const [name, sums] of others) console.log(`    beside it ${name}: median ${median(sums)} ms of ${sums.length}`);
  }
} finally {
  await session.close();
}

/** Reads the table of extensions, which the workbench writes as a document; those that have begun, ours among them. */
async function activationsOf({ page, command }: Window): Promise<ReadonlyMap<string, Activation>> {
  await command('Developer: Startup Performance');
  await page.getByRole('tab', { name: /Startup Performance/ }).waitFor();
  await page.locator('.view-line', { hasText: 'System Info' }).waitFor();
  for (;;) {
    await page.keyboard.press('Control+A');
    await page.keyboard.press('Control+C');
    const text = await page.evaluate(() => navigator.clipboard.readText());
    const rows = text.split('\n').flatMap((line): [string, Activation][] => {
      const [, name = '', , load, call, finish] = line.split('|').map((cell) => cell.trim());
      const times = { load: Number(load), call: Number(call), finish: Number(finish) };
      return /^[\w-]+\.[\w-]+$/.test(name) && Number.isFinite(times.load + times.call) ? [[name, times]] : [];
    });
    const found = new Map(rows);
    if (found.has(OURS)) return found;
  }
}
