import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { type SuiteEvent, suiteEventSchema, SUITES } from './events.ts';

const ROOT = join(import.meta.dirname, '../..');

/** Where the bundled suites lie; below node_modules, so that Mocha is found. */
export const BUNDLE = join(ROOT, 'node_modules/.cache/vscode-suite');

/** Runs the Mocha suite inside the extension host of one VS Code, on a copy of the example; prints and returns what happened. */
export async function runSuite(vscodeExecutablePath: string): Promise<{ readonly passed: number; readonly failed: number }> {
  await bundleSuite();
  const folder = await mkdtemp(join(tmpdir(), 'sd-suite-'));
  const channel = join(folder, 'events.jsonl');
  const workspace = join(folder, 'workspace');
  try {
    await writeFile(channel, '');
    await cp(join(ROOT, 'examples/pendulum'), workspace, { recursive: true });
    const failure = await runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath: ROOT,
      extensionTestsPath: join(BUNDLE, 'suite.cjs'),
      extensionTestsEnv: { SWEEPDECK_SUITE_EVENTS: channel, SWEEPDECK_SUITE_WORKSPACE: workspace },
      launchArgs: [workspace, `--user-data-dir=${join(folder, 'user')}`, '--disable-workspace-trust'],
    }).then(
      () => null,
      (error: unknown) => error,
    );
    return report(await readEvents(channel), failure);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The extension host requires its tests, so they become CommonJS; it is given `vscode`, and Mocha stays a package. */
export async function bundleSuite(): Promise<void> {
  const tests = Object.values(SUITES)
    .flat()
    .map((name) => ({ in: join(import.meta.dirname, `suite/${name}.test.ts`), out: name }));
  await build({
    entryPoints: [{ in: join(import.meta.dirname, 'suite.ts'), out: 'suite' }, ...tests],
    outdir: BUNDLE,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
}

/** What the suite has told so far. */
export async function readEvents(channel: string): Promise<readonly SuiteEvent[]> {
  const lines = (await readFile(channel, 'utf8')).split('\n').filter((line) => line !== '');
  return lines.map((line) => suiteEventSchema.parse(JSON.parse(line)));
}

/** A host that crashed exits like one that succeeded, so only the final event says that all tests were run. */
function report(events: readonly SuiteEvent[], failure: unknown): { readonly passed: number; readonly failed: number } {
  for (const event of events) {
    if (event.kind === 'pass') console.log(`  ✓ ${event.title} (${event.milliseconds} ms)`);
    if (event.kind === 'fail') console.log(`  ✗ ${event.title}\n${event.message}`);
  }
  const passed = events.filter((event) => event.kind === 'pass').length;
  const failed = events.filter((event) => event.kind === 'fail').length;
  if (events.some((event) => event.kind === 'end')) return { passed, failed };
  console.log(`  ✗ The extension host ended before the suite did: ${failure instanceof Error ? failure.message : 'no reason was given'}.`);
  return { passed, failed: failed + 1 };
}
