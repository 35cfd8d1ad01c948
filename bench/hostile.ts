/*
 * Files that hang other readers, one after the other the second open editor of the built language server (reliability.md F40).
 * node build.ts --production && node bench/hostile.ts
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { HOSTILE } from '../test/support/hostileTexts.ts';
import { startLanguageClient } from '../test/support/languageClient.ts';

const GOOD = 'run: {command: [solve, "${x}"]}\nparameters: {x: [1, 2]}\n';

console.log('input | ms to its answer (≤ 600) | ms to the answer about another file meanwhile (≤ 100) | MB resident (≤ 400)');
for (const [name, text] of Object.entries(HOSTILE)) {
  await using client = await startLanguageClient({}, { server: join(import.meta.dirname, '../dist/server.mjs'), budget: 500 });
  await client.open('good.sweep.yaml', GOOD);
  await client.problems('good.sweep.yaml');
  await client.open('bad.sweep.yaml', '');
  // As long as it takes to paste a text.
  await setTimeout(2_000);
  await client.edit('bad.sweep.yaml', text);
  const bad = timed(() => client.problems('bad.sweep.yaml'));
  await client.edit('good.sweep.yaml', GOOD.replace('2', '3'));
  const good = timed(() => client.problems('good.sweep.yaml'));
  const status = async () => await readFile(`/proc/${client.pid}/status`, 'utf8');
  console.log(`${name} | ${(await bad).toFixed(0)} | ${(await good).toFixed(0)} | ${residentOf(await status()).toFixed(0)}`);
}

async function timed(ask: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await ask();
  return performance.now() - began;
}

/** The most that was ever resident. */
function residentOf(status: string): number {
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}
