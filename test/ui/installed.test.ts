import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest';
import { ownTarget, packExtension } from '../../packaging/extension.ts';
import { openSession, type Session } from '../support/ui/session.ts';

/** The package of this machine, installed into a VS Code that knows nothing of the sources. */

let folder: string;
let session: Session;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sd-installed-'));
  const { file } = await packExtension(ownTarget(), folder);
  session = await openSession({ vsix: file });
});
afterAll(async () => {
  await session.close();
  await rm(folder, { recursive: true, force: true });
});

test('the installed package checks a task, runs it and shows its results', async () => {
  const { window } = session;
  onTestFailed(() => window.screenshot('failed-installed'));
  const installed = await readdir(join(session.server.folder, 'extensions'));
  expect(installed.filter((name) => name.startsWith('sweepdeck.sweepdeck-'))).toHaveLength(1);
  await window.showSweeps();
  await window.row(/^pendulum, 160 items/).waitFor();
  await window.open('pendulum.sweep.yaml');
  await window.inlay('×20').waitFor();
  await window.lens(/^▶ Run 160$/).click();
  await window.lens(/157 done/).waitFor({ timeout: 60_000 });
  await window.lens(/^Results$/).click();
  await window
    .webview()
    .getByRole('grid')
    .getByRole('row', { name: /damping/ })
    .first()
    .waitFor();
  await window.screenshot('installed');
});
