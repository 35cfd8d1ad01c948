import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest';
import { openSession, type Session } from '../support/ui/session.ts';
import type { Window } from '../support/ui/window.ts';

/** What a repository says in descriptions, docstrings and help texts is shown in hovers as text: it loads nothing and leads nowhere (reliability.md S10). */

const SINK = 'sink.invalid';
const PAYLOAD = `![p](https://${SINK}/i.png) [run](command:workbench.action.closeWindow) <img src=https://${SINK}/h> $(bug) https://${SINK}/auto`;

const TASK = `description: "${PAYLOAD}"
run: {python: evil:objective}
schema:
  parameters:
    mu: {type: enum, values: ["a", "${PAYLOAD}"], unit: "${PAYLOAD}", description: "${PAYLOAD}"}
  outputs: {energy: {description: "${PAYLOAD}"}}
parameters:
  mu: [a, "nothing ${PAYLOAD}"]
metric: {name: energy, goal: minimize}
`;
const SCRIPT_TASK = 'run: {command: [python3, script.py, --rate=1]}\nparameters: {}\n';

let session: Session;
let window: Window;
const asked: string[] = [];

beforeAll(async () => {
  session = await openSession({
    prepare: async (workspace) => {
      await writeFile(join(workspace, 'evil.sweep.yaml'), TASK);
      await writeFile(
        join(workspace, 'evil.py'),
        `def objective(mu):\n    """${PAYLOAD}\n\n    Args:\n        mu: ${PAYLOAD}\n    """\n    return mu\n`,
      );
      await writeFile(join(workspace, 'script.sweep.yaml'), SCRIPT_TASK);
      await writeFile(
        join(workspace, 'script.py'),
        `import argparse\np = argparse.ArgumentParser()\np.add_argument('--rate', help='''${PAYLOAD}''', choices=['1', '''${PAYLOAD}'''])\np.parse_args()\n`,
      );
    },
  });
  window = session.window;
  window.page.on('request', (request) => request.url().includes(SINK) && asked.push(request.url()));
});
afterAll(async () => session.close());

/** Links and pictures of the repository's making on the whole screen. */
async function made(): Promise<readonly string[]> {
  const places = [
    '[href*="closeWindow"]',
    '[data-href*="closeWindow"]',
    `[href*="${SINK}"]`,
    `[data-href*="${SINK}"]`,
    `img[src*="${SINK}"]`,
  ];
  return window.page.locator(places.map((place) => `.monaco-hover ${place}`).join(', ')).allTextContents();
}

test.for([
  ['a parameter', 'evil.sweep.yaml', TASK, 'mu: [a', 'command:workbench.action.closeWindow'],
  ['the objective', 'evil.sweep.yaml', TASK, 'objective}', `https://${SINK}/h`],
  ['an output', 'evil.sweep.yaml', TASK, 'energy, goal', `https://${SINK}/auto`],
  ['a diagnostic', 'evil.sweep.yaml', TASK, '"nothing', 'closeWindow'],
  ['the option of a script', 'script.sweep.yaml', SCRIPT_TASK, '--rate', `https://${SINK}/auto`],
] as const)('the hover of %s shows it as text', async ([what, file, source, place, expected]) => {
  onTestFailed(() => window.screenshot(`failed-hover-${what}`));
  await window.open(file);
  await window.place(source, place);
  expect(await window.hover()).toContain(expected);
  expect(await made()).toEqual([]);
  expect(asked).toEqual([]);
  await window.screenshot(`hover ${what}`.replaceAll(' ', '-'));
  await window.page.keyboard.press('Escape');
});
