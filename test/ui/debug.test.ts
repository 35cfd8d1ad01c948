import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { openSession, type Session } from '../support/ui/session.ts';
import { stepsOf } from '../support/ui/steps.ts';
import type { Window } from '../support/ui/window.ts';

/** A point under the debugger of its language, in the real workbench with the JavaScript debugger that VS Code brings along. */

const COMMAND = `run: { command: [node, ask.mjs, '--rate=\${rate}'] }
parameters: { rate: [0.5, 0.25] }
`;
/** Fails, but for somebody who is there and answers. */
const ASK = `import { writeFileSync } from 'node:fs';
if (!process.stdin.isTTY) throw new Error('nobody is there');
console.log('what now?');
process.stdin.once('data', (text) => {
  writeFileSync('answer.txt', process.argv[2] + ' ' + String(text).trim());
  process.exit(0);
});
`;

let session: Session;
let window: Window;

beforeAll(async () => {
  session = await openSession({
    async prepare(workspace) {
      await writeFile(join(workspace, 'ask.sweep.yaml'), COMMAND);
      await writeFile(join(workspace, 'ask.mjs'), ASK);
    },
  });
  window = session.window;
});
afterAll(async () => session.close());

const step = stepsOf('debug', () => window);

/** Runs a sweep until some of its items have failed, and debugs the first of these. */
async function debugFailed(file: string, [run, rerun]: readonly [RegExp, RegExp]): Promise<void> {
  await window.open(file);
  await window.lens(run).click();
  await window.lens(rerun).waitFor({ timeout: 60_000 });
  await window.command('Sweepdeck: Debug Point…');
  await window.page.locator('.quick-input-widget').getByPlaceholder('Choose an item').waitFor();
  await window.page.locator('.quick-input-list').getByRole('option').first().click();
}

step('stops at a breakpoint of the objective, with the values of the point', '1-stopped', async () => {
  const { page } = window;
  const source = await readFile(join(session.workspace, 'pendulum.mjs'), 'utf8');
  await window.open('pendulum.mjs');
  await window.replace(source, 'const count =', 'const count =');
  await window.save();
  await page.keyboard.press('F9');
  await page.locator('.codicon-debug-breakpoint, .codicon-debug-breakpoint-unverified').first().waitFor();
  await debugFailed('pendulum-node.sweep.yaml', [/^▶ Run 160$/, /^↻ Rerun 3 failed$/]);
  await page.locator('.debug-top-stack-frame-line, .debug-top-stack-frame-column').first().waitFor({ timeout: 60_000 });
  const local = page.getByRole('treeitem', { name: /^Scope Local: simulate/ });
  await local.waitFor();
  if ((await local.getAttribute('aria-expanded')) !== 'true') await local.locator('.monaco-tl-twistie').click();
  await page.getByRole('treeitem', { name: /^damping/ }).waitFor();
});

step('goes on to its end when it is told to', '2-ended', async () => {
  await window.page
    .locator('.debug-toolbar')
    .getByRole('button', { name: /^Continue/ })
    .click();
  await window.page.locator('.debug-toolbar').waitFor({ state: 'hidden', timeout: 60_000 });
  await window.page.locator('.repl', { hasText: 'unstable step' }).first().waitFor();
});

step('of a Python sweep offers the extension that is missing', '3-python', async () => {
  await debugFailed('pendulum.sweep.yaml', [/^▶ Run 160$/, /^↻ Rerun 3 failed$/]);
  const offer = window.page.locator('.notification-toast', { hasText: 'install the extension Python Debugger (ms-python.debugpy)' });
  await offer.waitFor();
  await offer.getByRole('button', { name: 'Install' }).waitFor();
});

step('of a command is the command itself in a terminal, with the keyboard', '4-command', async () => {
  await debugFailed('ask.sweep.yaml', [/^▶ Run 2$/, /^↻ Rerun 2 failed$/]);
  const terminal = window.page.locator('.terminal-wrapper.active');
  await terminal.locator('.xterm-rows', { hasText: 'what now?' }).waitFor();
  await window.page.keyboard.type('go on');
  await window.page.keyboard.press('Enter');
  await terminal.locator('.xterm-rows', { hasText: 'The command ended with exit status 0' }).waitFor();
  expect(await readFile(join(session.workspace, 'answer.txt'), 'utf8')).toBe('--rate=0.5 go on');
  await window.screenshot('debug-4-terminal');
  await window.page.keyboard.press('Enter');
  await terminal.waitFor({ state: 'detached' });
});
