import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fixtureTexts } from '../support/checkFixtures.ts';
import { startLanguageClient } from '../support/languageClient.ts';
import { mutate, random } from '../support/mutate.ts';
import { workspaceFiles } from '../support/rows.ts';
import { type Storm, storm, truncations } from '../support/stormLanguage.ts';

/** A machine that is shared may be ten times slower. */
const PATIENCE = 120_000;

/** A script with options, a claim about its output, a condition: what the examples have not. */
const SCRIPT = `run: {command: [python3, options.py, "--lr=\${lr}", --batch-size, "3", "\${args}"]}
schema: {outputs: {loss: {type: float}}}
parameters: {lr: [0.1, 0.2], optimizer: [adam, sgd], b: {values: [1, 2], when: optimizer == 'adam'}}
hypotheses: [{expect: "loss[optimizer=adam, lr=0.1] < loss[optimizer=sgd] - 0.5"}]
views: {columns: [lr, "r = loss / lr"], plots: [{x: lr, y: loss}]}
`;

/** A taste of reliability.md F39; `node bench/storm.ts` is the meal. */
const examples = globSync(join(import.meta.dirname, '../../examples/**/*.sweep.yaml'))
  .map((path) => readFileSync(path, 'utf8'))
  .concat(SCRIPT);

async function survive(texts: Iterable<string>): Promise<Storm> {
  await using client = await startLanguageClient(workspaceFiles());
  const result = await storm(client, texts);
  expect(client.log).toEqual([]);
  expect(result.hung).toEqual([]);
  return result;
}

test(
  'every example, cut off anywhere, is answered by one and the same server',
  async () => {
    expect(examples.length).toBeGreaterThan(1);
    const { asked } = await survive(examples.flatMap((text) => [...truncations(text, 61)]));
    expect(asked).toBeGreaterThan(20);
  },
  PATIENCE,
);

test(
  'fixtures and examples with random damage are answered by one and the same server',
  async () => {
    const next = random(39);
    const seeds = [...fixtureTexts(), ...examples];
    const texts = Array.from({ length: 60 }, () => mutate(seeds[Math.floor(next() * seeds.length)] ?? '', next));
    await survive(texts);
  },
  PATIENCE,
);
