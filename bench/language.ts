/*
 * Our language server beside yaml-language-server with our JSON Schema, both over real LSP, in turns in one run.
 * node build.ts --production && node bench/language.ts [rounds] [word …]
 * Words choose what is measured: `startup`, `mixed`, `parameters`, `points`, each also with its lines (`mixed:1000`), `huge`, `day`.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { taskJsonSchema } from '../core/task/jsonSchema.ts';
import { type BenchServer, type Change, startOurs, startPeer } from './languageServers.ts';
import { mixed, parameters, points, type Sample } from './languageTexts.ts';

const ROUNDS = Number(process.argv[2] ?? 3);
const WORDS = process.argv.slice(3);
const MANY_EDITS = 10_000;

interface Numbers {
  readonly ours: number;
  readonly peer: number;
}

const folder = await mkdtemp(join(tmpdir(), 'sweepdeck-bench-'));
await writeFile(join(folder, 'schema.json'), JSON.stringify(taskJsonSchema()));
console.log(
  `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'processor'}, load ${loadavg()[0]?.toFixed(1)}, ${ROUNDS} rounds`,
);
console.log('measure | ours | yaml-language-server | ratio | goal');
if (isChosen('startup')) await startups();
for (const [name, make] of Object.entries({ mixed, parameters, points }))
  for (const lines of [100, 1_000, 10_000]) if (isChosen(name) || isChosen(`${name}:${lines}`)) await typing(make(lines), lines);
if (isChosen('huge')) await huge();
if (isChosen('day')) await day();
await rm(folder, { recursive: true, force: true });

function isChosen(word: string): boolean {
  return WORDS.length === 0 || WORDS.includes(word);
}

async function startups(): Promise<void> {
  const found = await rounds(5, async (start) => {
    const server = await start(folder);
    await server.stop();
    return { startup: server.startup };
  });
  tell('spawn → initialize, ms', middle(found, 'startup'), 0.35);
}

/** Edits of one digit in the middle of a file, each waited for; then completion behind an edit, and the memory of it all. */
async function typing(sample: Sample, lines: number): Promise<void> {
  const edits = lines > 5_000 ? 10 : 25;
  const found = await rounds(ROUNDS, async (start) => {
    const server = await start(folder);
    const opened = await timed(() => server.open('bench.sweep.yaml', sample.text));
    for (let index = 0; index < 5; index++) await server.edit(change(sample, index));
    const times: number[] = [];
    for (let index = 0; index < edits; index++) times.push(await timed(() => server.edit(change(sample, index))));
    const completion: number[] = [];
    const { line } = change(sample, 0);
    for (let index = 0; index < 8; index++)
      completion.push(
        await timed(() => server.editAndAsk(change(sample, index), 'textDocument/completion', { position: { line, character: 4 } })),
      );
    const memory = await server.memory();
    await server.stop();
    return { opened, p50: quantile(times, 0.5), p95: quantile(times, 0.95), completion: quantile(completion, 0.5), memory };
  });
  const title = `${sample.name}, ${lines} lines`;
  tell(`${title}: change → diagnostics p50, ms`, middle(found, 'p50'), lines > 1_000 ? 0.4 : 0.05);
  tell(`${title}: change → diagnostics p95, ms`, middle(found, 'p95'), lines > 1_000 ? undefined : 0.1);
  tell(`${title}: completion after an edit p50, ms`, middle(found, 'completion'), lines === 1_000 ? 0.15 : undefined);
  tell(`${title}: open → diagnostics, ms`, middle(found, 'opened'), 0.4);
  tell(`${title}: memory, MB`, middle(found, 'memory'), 0.5);
}

/** Counting 10^12 points; no peer does. */
async function huge(): Promise<void> {
  const server = await startOurs(folder);
  const axes = ['a', 'b', 'c', 'd'].map((name) => `  ${name}: {min: 1, max: 1000, step: 1}`).join('\n');
  await server.open('huge.sweep.yaml', `run: {command: [solve, "\${args}"]}\nparameters:\n${axes}\n`);
  const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
  const times: number[] = [];
  for (let index = 0; index < 20; index++)
    times.push(
      await timed(() =>
        server.editAndAsk({ line: 2, character: 16, removed: 1, text: String(1 + (index % 9)) }, 'textDocument/inlayHint', { range }),
      ),
    );
  say('inlays of 10^12 points behind an edit, p50, ms', quantile(times, 0.5), 100);
  await server.stop();
}

/** The memory after a long day. */
async function day(): Promise<void> {
  const server = await startOurs(folder);
  const sample = mixed(300);
  await server.open('day.sweep.yaml', sample.text);
  for (let index = 0; index < MANY_EDITS; index++) await server.edit(change(sample, index));
  say(`memory after ${MANY_EDITS} edits, MB`, await server.memory(), 150);
  await server.stop();
}

function say(measure: string, ours: number, goal: number): void {
  console.log(`${measure} | ${ours.toFixed(1)} | | | ≤ ${goal}${ours <= goal ? '' : ' missed'}`);
}

function tell(measure: string, { ours, peer }: Numbers, goal?: number): void {
  const ratio = ours / peer;
  const verdict = goal === undefined ? '' : `≤ ${goal}${ratio <= goal ? '' : ' missed'}`;
  console.log(`${measure} | ${ours.toFixed(1)} | ${peer.toFixed(1)} | ${ratio.toFixed(3)} | ${verdict}`);
}

/** Both servers in turns, so that a busy machine is busy for both. */
async function rounds<T>(
  count: number,
  measure: (start: (folder: string) => Promise<BenchServer>) => Promise<T>,
): Promise<readonly { ours: T; peer: T }[]> {
  const found: { ours: T; peer: T }[] = [];
  for (let round = 0; round < count; round++) found.push({ ours: await measure(startOurs), peer: await measure(startPeer) });
  return found;
}

function middle<K extends string>(
  found: readonly { readonly ours: Readonly<Record<K, number>>; readonly peer: Readonly<Record<K, number>> }[],
  key: K,
): Numbers {
  const of = (side: 'ours' | 'peer') =>
    quantile(
      found.map((one) => one[side][key]),
      0.5,
    );
  return { ours: of('ours'), peer: of('peer') };
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

async function timed(action: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await action();
  return performance.now() - began;
}

/** The digit in the middle becomes another one. */
function change({ text, offset }: Sample, index: number): Change {
  const line = text.slice(0, offset).split('\n').length - 1;
  return { line, character: offset - text.lastIndexOf('\n', offset - 1) - 1, removed: 1, text: String((index + 1) % 10) };
}
