import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFailed, test } from 'vitest';
import { openSession } from '../support/ui/session.ts';
import type { Window } from '../support/ui/window.ts';

/** Trust that comes, and goes, while the window is open (reliability.md S29). */

const WITNESS = 'witness.txt';

/** Leaves a line in a file whenever it is loaded or called. */
async function prepare(workspace: string): Promise<void> {
  const file = JSON.stringify(join(workspace, WITNESS));
  const leave = (what: string): string => `appendFileSync(${file}, '${what}\\n');`;
  await writeFile(
    join(workspace, 'seen.mjs'),
    `import { appendFileSync } from 'node:fs';\n${leave('loaded')}\nexport function work({ x }) { ${leave('called')} return x; }\n`,
  );
  await writeFile(join(workspace, 'seen.sweep.yaml'), 'run: { node: ./seen.mjs#work }\nparameters: { x: [1, 2, 3] }\n');
}

/** Trusts the folder, in the dialogue that VS Code has for it. */
async function trust({ page, command }: Window): Promise<void> {
  await command('Workspaces: Manage Workspace Trust');
  const dialogue = page.locator('.workspace-trust-editor');
  await dialogue.getByRole('button', { name: 'Trust', exact: true }).first().click();
  await dialogue.getByText('You trust this folder').waitFor();
  await page.locator('.modal-editor-header a.codicon-close').click();
  await dialogue.waitFor({ state: 'hidden' });
}

/** Takes the trust back: VS Code then starts its extension host anew, with the window around it where an extension is under development. */
async function distrust({ page, command }: Window): Promise<void> {
  await command('Workspaces: Manage Workspace Trust');
  const dialogue = page.locator('.workspace-trust-editor');
  await dialogue.getByText('You trust this folder').waitFor();
  const entry = dialogue.locator('.trusted-uris-table .monaco-list-row').first();
  await entry.hover();
  await entry.getByRole('button', { name: /Delete/ }).click();
  await page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor({ timeout: 60_000 });
}

/** Run is offered, and a click on it says why nothing is run. */
async function refused({ page, lens }: Window, title: RegExp): Promise<void> {
  await lens(title).click();
  const notification = page.locator('.notification-toast', { hasText: 'not trusted' });
  await notification.waitFor();
  await notification.hover();
  await notification.getByRole('button', { name: /Clear Notification/ }).click();
  await notification.waitFor({ state: 'detached' });
}

test('nothing runs before trust is given in the open window, nor after it was taken back, and at once between what is asked for', {
  timeout: 400_000,
}, async () => {
  const session = await openSession({ trusted: false, prepare });
  const { window, workspace } = session;
  onTestFailed(() => window.screenshot('failed-trust'));
  try {
    await window.showSweeps();
    await window.open('seen.sweep.yaml');
    await window.row(/^seen, 3 items/).waitFor();
    await refused(window, /^▶ Run 3$/);
    expect(existsSync(join(workspace, WITNESS))).toBe(false);
    expect(existsSync(join(workspace, '.sweepdeck'))).toBe(false);
    await window.screenshot('trust-not-given');

    await trust(window);
    await window.open('seen.sweep.yaml');
    await window.lens(/^▶ Run 3$/).waitFor();
    expect(existsSync(join(workspace, WITNESS))).toBe(false);
    await window.lens(/^▶ Run 3$/).click();
    await window.lens(/^Up to date · 3 done$/).waitFor();
    const seen = await readFile(join(workspace, WITNESS), 'utf8');
    expect(seen.split('\n').filter((line) => line === 'called')).toHaveLength(3);

    await window.screenshot('trust-granted');

    await distrust(window);
    await writeFile(join(workspace, 'seen.sweep.yaml'), 'run: { node: ./seen.mjs#work }\nparameters: { x: [4, 5] }\n');
    await window.row(/^seen, 2 items/).waitFor();
    await window.open('seen.sweep.yaml');
    await refused(window, /^▶ Run 2$/);
    await window.screenshot('trust-taken-back');
    expect(await readFile(join(workspace, WITNESS), 'utf8')).toBe(seen);
  } catch (error) {
    await window.screenshot('failed-trust');
    throw error;
  } finally {
    await session.close();
  }
});
