/*
 * What a results page asks of the runner at a million items (`npm run demo:million` first), beside SQLite's own scan of
 * the JSON text in the same file:
 *   npm run bench:page
 */
import { join } from 'node:path';
import { loadSqlite } from '../runner/runtime.ts';
import { openReader } from '../runner/openRunner.ts';

const FOLDER = join(import.meta.dirname, '..', 'examples', 'million');
const FILE = join(FOLDER, 'million.sweep.yaml');
const ROUNDS = 5;

const SCANS = [
  [
    'SQLite: filter + sort + 200 rows of JSON text',
    `SELECT id FROM run WHERE json_extract(parameters, '$.mass') < 20 ORDER BY json_extract(outputs, '$.amplitude') LIMIT 200`,
  ],
  ['SQLite: sort + 200 rows of JSON text', `SELECT id FROM run ORDER BY json_extract(outputs, '$.amplitude') LIMIT 200`],
  [
    'SQLite: count, min, max, avg of JSON text',
    `SELECT count(json_extract(outputs, '$.amplitude')), min(json_extract(outputs, '$.amplitude')), max(json_extract(outputs, '$.amplitude')), avg(json_extract(outputs, '$.amplitude')) FROM run`,
  ],
] as const;

const { runner, close } = await openReader(FOLDER);
const db = loadSqlite()(join(FOLDER, '.sweepdeck', 'cache.db'), { readonly: true });
try {
  const [status] = await runner.status({ files: [FILE] });
  console.log(`${status?.items} items: ${status?.done} done, ${status?.failed} failed`);
  let slowest = 0;
  let before = performance.now();
  const pulse = setInterval(() => {
    slowest = Math.max(slowest, performance.now() - before - 5);
    before = performance.now();
  }, 5);
  await first('first page, no filter', { limit: 200 });
  await first('filter and sort, columns not yet read', { where: 'mass < 20', sort: 'amplitude', limit: 200 });
  slowest = 0;
  for (const [name, request] of QUERIES()) await rounds(name, async (round) => void (await runner.page({ file: FILE, ...request(round) })));
  await rounds(
    'the same again, row 500,000',
    async () => void (await runner.page({ file: FILE, sort: 'amplitude', offset: 500_000, limit: 200 })),
  );
  clearInterval(pulse);
  console.log(`longest time in which the runner answered nobody meanwhile: ${slowest.toFixed(0)} ms`);
  for (const [name, sql] of SCANS) await rounds(name, async () => void db.prepare(sql).all());
  console.log(`resident memory: ${Math.round(process.memoryUsage.rss() / 1e6)} MB`);
} finally {
  db.close();
  await close();
}

type Request = Omit<Parameters<typeof runner.page>[0], 'file'>;

/** Each round asks something else, so that no order is known. */
function QUERIES(): readonly (readonly [string, (round: number) => Request])[] {
  return [
    ['filter + sort + 200 rows', (round) => ({ where: `mass >= ${10 + round} and mass < ${20 + round}`, sort: 'amplitude' })],
    ['sort of all + 200 rows', (round) => ({ sort: round % 2 === 0 ? 'amplitude' : 'phase', descending: round > 2 })],
    ['filter by text and sort', (round) => ({ where: `regime == 'under' and damping > 0.${round}`, sort: 'phase' })],
    ['filter by arithmetic', (round) => ({ where: `amplitude * mass > ${10 + round}` })],
  ];
}

async function first(name: string, request: Request): Promise<void> {
  const start = performance.now();
  await runner.page({ file: FILE, ...request });
  console.log(`${name}: ${(performance.now() - start).toFixed(0)} ms`);
}

async function rounds(name: string, work: (round: number) => Promise<void>): Promise<void> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    await work(round);
    times.push(performance.now() - start);
  }
  const sorted = times.toSorted((a, b) => a - b);
  console.log(`${name}: median ${sorted[Math.floor(ROUNDS / 2)]?.toFixed(1)} ms, least ${sorted[0]?.toFixed(1)} ms`);
}
