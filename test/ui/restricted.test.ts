import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CANARIES, writeHostileWorkspace } from '../support/hostileWorkspace.ts';
import { startBrowser } from '../support/host/browser.ts';
import { startServer } from '../support/host/server.ts';
import { openWorkbench } from '../support/host/workbench.ts';
import { windowOf } from '../support/ui/window.ts';
import type { SuiteEvent } from '../vscode/events.ts';
import { BUNDLE, bundleSuite, readEvents } from '../vscode/suiteRun.ts';

/**
 * What test/vscode/suite/restricted.test.ts asks for, in the extension host of a window that is not trusted. VS Code trusts every workspace
 * in which it is told to run tests, so there the suite is an extension that begins when the window is ready.
 */

const ROOT = join(import.meta.dirname, '../..');
const DRIVER = {
  name: 'driver',
  publisher: 'sweepdeck-tests',
  version: '0.0.1',
  engines: { vscode: '^1.101.0' },
  main: './suite.cjs',
  activationEvents: ['*'],
  capabilities: { untrustedWorkspaces: { supported: true } },
};

test('a hostile repository in Restricted Mode executes, changes, opens and connects nothing', { timeout: 300_000 }, async () => {
  await bundleSuite();
  const folder = await mkdtemp(join(tmpdir(), 'sdr-'));
  const [workspace, canaries, channel] = [join(folder, 'workspace'), join(folder, 'canaries'), join(folder, 'events.jsonl')];
  await mkdir(canaries);
  const driver = join(folder, 'driver');
  await cp(BUNDLE, driver, { recursive: true });
  await writeFile(join(driver, 'package.json'), JSON.stringify(DRIVER));
  await symlink(join(ROOT, 'node_modules'), join(driver, 'node_modules'));
  await writeFile(channel, '');
  writeHostileWorkspace(workspace, canaries);
  const environment = {
    SWEEPDECK_SUITE_EVENTS: channel,
    SWEEPDECK_SUITE_WORKSPACE: workspace,
    SWEEPDECK_SUITE_NAME: 'restricted',
    [CANARIES]: canaries,
  };
  const server = await startServer({ trusted: false, environment });
  const browser = await startBrowser();
  try {
    const { page } = await openWorkbench({ server, browser, workspace, extensions: [ROOT, driver] });
    await expect.poll(() => ended(channel), { timeout: 240_000, interval: 500 }).toBe(true);
    await windowOf(page).screenshot('restricted');
    const events = await readEvents(channel);
    expect(events.filter(({ kind }) => kind === 'fail')).toEqual([]);
    expect(events.filter(({ kind }) => kind === 'pass').length).toBeGreaterThan(30);
  } finally {
    await browser.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
});

async function ended(channel: string): Promise<boolean> {
  return (await readEvents(channel)).some((event: SuiteEvent) => event.kind === 'end');
}
