import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { axeViolations } from '../support/ui/axe.ts';
import { openSession, type Session } from '../support/ui/session.ts';
import { stepsOf } from '../support/ui/steps.ts';
import type { Window } from '../support/ui/window.ts';

/** What the results say: hypotheses with their verdicts, and how much each parameter matters. */

const FILE = 'pendulum-node.sweep.yaml';

const HYPOTHESES = `
hypotheses:
  - name: damping calms
    expect: amplitude[damping=5] < amplitude[damping=0.25]
  - expect: energy[method=euler] < energy[method=rk4] - 10
    test: mannwhitney
  - name: steps differ
    expect: steps[method=euler] > steps[method=rk4]
    test: paired-t
  - name: too few
    expect: amplitude[damping=5, dt=0.5, method=euler] < amplitude[damping=0.25]
`;

let session: Session;
let window: Window;

beforeAll(async () => {
  session = await openSession({
    theme: 'light',
    async prepare(workspace) {
      await appendFile(join(workspace, FILE), HYPOTHESES);
      const objective = join(workspace, 'pendulum.mjs');
      const said = "console.log('\\u001b[31mstiff\\u001b[0m ' + damping + ' <b>plain</b> \\u001b]8;;command:evil\\u0007link');";
      const source = await readFile(objective, 'utf8');
      await writeFile(objective, source.replace('  const count = ', `  ${said}\n  const count = `));
    },
  });
  window = session.window;
  await window.open(FILE);
  await window.lens(/^▶ Run 160$/).click();
  await window.lens(/^↻ Rerun 3 failed$/).waitFor({ timeout: 60_000 });
  await window.lens(/^Results$/).click();
});
afterAll(async () => session.close());

const step = stepsOf('statistics', () => window);

step('every hypothesis has a verdict in words, its numbers, and the failed items by name', '1-hypotheses', async () => {
  const page = window.webview();
  await page.getByRole('button', { name: 'Statistics', exact: true }).press('Enter');
  const row = (name: string) => page.getByRole('row', { name });
  await row('damping calms').getByText('supported', { exact: true }).waitFor();
  await row('damping calms').getByText("Welch's t-test, less").waitFor();
  await row('energy[method=euler] < energy').getByText('not supported').waitFor();
  await row('too few').getByText('undecided', { exact: true }).waitFor();
  await page
    .getByText(/77 values, .*; 3 failed\. Failed and not in it:/)
    .first()
    .waitFor();
  await page.getByText(/77 pairs, 3 items without a partner/).waitFor();
  const handle = await page.locator('body').elementHandle();
  const frame = await handle?.ownerFrame();
  if (!frame) throw new Error('The results page has no frame.');
  expect(await axeViolations(frame)).toEqual([]);
});

step('the importance of each parameter stands beside what chance would give', '2-importance', async () => {
  const page = window.webview();
  const part = page.getByRole('region', { name: 'Importance of parameters' });
  await part.getByRole('row', { name: /^damping .*%/ }).waitFor();
  await part.getByLabel('Output', { exact: true }).selectOption('steps');
  await part.getByRole('row', { name: /^dt .*100 %/ }).waitFor();
  expect(await part.getByRole('row').nth(1).getByRole('rowheader').textContent()).toBe('dt');
  await part.getByText(/it is no test/).waitFor();
});

step('a failed item is one click away, with what it printed in its colours and nothing obeyed', '3-item', async () => {
  const page = window.webview();
  await page.getByTitle('Show the item').first().click();
  const printed = page.getByRole('region', { name: 'Standard output' });
  await printed.getByText('stiff', { exact: true }).waitFor();
  expect(await printed.locator('span', { hasText: 'stiff' }).first().getAttribute('style')).toContain('--vscode-terminal-ansiRed');
  await printed.getByText(/<b>plain<\/b> ␛\]8;;command:evil␇link/).waitFor();
});
