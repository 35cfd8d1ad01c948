import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { type SuiteEvent, SUITES } from './events.ts';

/** Entry of the suite inside the extension host: runs every test file beside it with Mocha and tells a file what happened. */
export async function run(): Promise<void> {
  const channel = process.env['SWEEPDECK_SUITE_EVENTS'];
  if (!channel) throw new Error('SWEEPDECK_SUITE_EVENTS must name the file that the events of the suite are appended to.');
  const files = Object.entries(SUITES).find(([name]) => name === process.env['SWEEPDECK_SUITE_NAME'])?.[1] ?? SUITES.trusted;
  const tell = (event: SuiteEvent): void => appendFileSync(channel, `${JSON.stringify(event)}\n`);
  // Mocha is an ES module, and this file is bundled as CommonJS because the extension host requires it.
  const { default: Mocha } = await import('mocha');
  const mocha = new Mocha({ ui: 'bdd', timeout: 20_000, reporter: 'base' });
  for (const name of files) mocha.addFile(join(__dirname, `${name}.cjs`));
  const { promise, resolve } = Promise.withResolvers<number>();
  const runner = mocha.run(resolve);
  runner.on('pass', (test) => tell({ kind: 'pass', title: test.fullTitle(), milliseconds: test.duration ?? 0 }));
  runner.on('fail', (test, error: Error) => tell({ kind: 'fail', title: test.fullTitle(), message: error.stack ?? error.message }));
  const failures = await promise;
  tell({ kind: 'end', failures });
  if (failures > 0) throw new Error(`${failures} tests failed.`);
}

/** The same as an extension: in Restricted Mode, because VS Code trusts every workspace in which it is told to run tests. */
export function activate(): void {
  void run();
}
