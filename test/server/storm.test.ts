import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fixtureTexts } from '../support/checkFixtures.ts';
import { startLanguageClient } from '../support/languageClient.ts';
import { mutate, random } from '../support/mutate.ts';
import { type Storm, storm, truncations } from '../support/stormLanguage.ts';

/** A machine that is shared may be ten times slower. */
const PATIENCE = 120_000;

/** A taste of reliability.md F39; `node bench/storm.ts` is the meal. */
const examples = globSync(join(import.meta.dirname, '../../examples/**/*.sweep.yaml')).map((path) => readFileSync(path, 'utf8'));

async function survive(texts: Iterable<string>): Promise<Storm> {
  await using client = await startLanguageClient();
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
