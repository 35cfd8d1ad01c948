/*
 * Damaged texts against the built language server (reliability.md F39): every example cut off at every character, then random mutations.
 * node build.ts --production && node bench/storm.ts [mutations] [seed]
 */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fixtureTexts } from '../test/support/checkFixtures.ts';
import { startLanguageClient } from '../test/support/languageClient.ts';
import { mutate, random } from '../test/support/mutate.ts';
import { storm, truncations } from '../test/support/stormLanguage.ts';

const mutations = Number(process.argv[2] ?? 10_000);
const next = random(Number(process.argv[3] ?? 1));
const examples = globSync(join(import.meta.dirname, '../examples/**/*.sweep.yaml')).map((path) => readFileSync(path, 'utf8'));
const seeds = [...fixtureTexts(), ...examples];

await report('truncations', () => examples.flatMap((text) => [...truncations(text, 1)]));
await report('mutations', () => Array.from({ length: mutations }, () => mutate(seeds[Math.floor(next() * seeds.length)] ?? '', next)));

async function report(name: string, texts: () => readonly string[]): Promise<void> {
  await using client = await startLanguageClient({}, { server: join(import.meta.dirname, '../dist/server.mjs'), budget: 500 });
  const { asked, hung, times } = await storm(client, texts());
  const p99 = times[Math.floor(times.length * 0.99)] ?? 0;
  console.log(
    `${name}: ${asked} answered, p99 ${p99.toFixed(1)} ms (≤ 150), ${hung.length} given up, ${client.log.length} faults logged (0)`,
  );
  for (const text of hung.slice(0, 3)) console.log(JSON.stringify(text));
}
