import * as z from 'zod';
import type { Bench, BenchWorkspace } from '../bench.ts';
import { DISTRIBUTED, ENTROPIC, LOOP, MEMORY, PARALLEL, type Peer, PSYRUN, SNAKEMAKE } from '../peers.ts';
import type { Measured } from '../process.ts';
import type { Contestant, Goal, Row, Sample } from '../row.ts';

type Language = 'python' | 'node';

/** The work of one row: a grid of so many items, run for the first time or again when all of it is kept. */
interface Grid {
  readonly name: string;
  readonly language?: Language;
  readonly items: number;
  readonly again?: boolean;
  /** Peers in the order of the table; `true` for those that take minutes. */
  readonly peers?: Readonly<Record<string, boolean>>;
  readonly goals: readonly Goal[];
}

const GRIDS: readonly Grid[] = [
  {
    name: 'python1k',
    items: 1000,
    peers: {
      [LOOP]: false,
      [PARALLEL]: false,
      [MEMORY]: false,
      [PSYRUN]: false,
      [ENTROPIC]: true,
      [DISTRIBUTED]: true,
      [SNAKEMAKE]: true,
    },
    goals: [
      { against: PSYRUN, most: 0.15 },
      { against: MEMORY, most: 0.3 },
      { against: ENTROPIC, most: 0.05 },
    ],
  },
  {
    name: 'python10k',
    items: 10_000,
    peers: { [LOOP]: false, [PARALLEL]: false, [MEMORY]: false, [PSYRUN]: false, [DISTRIBUTED]: true },
    goals: [
      { against: PSYRUN, most: 0.08 },
      { against: MEMORY, most: 0.05 },
      { against: PARALLEL, most: 0.3 },
    ],
  },
  {
    name: 'python100k',
    items: 100_000,
    peers: { [LOOP]: false, [PARALLEL]: false, [MEMORY]: true, [PSYRUN]: true },
    goals: [
      { against: LOOP, most: 0.7 },
      { against: PARALLEL, most: 1 },
      { against: PSYRUN, most: 0.02 },
    ],
  },
  {
    name: 'python1m',
    items: 1_000_000,
    peers: { [LOOP]: false, [PARALLEL]: false },
    goals: [
      { against: LOOP, most: 0.35 },
      { of: 'peak', most: 300e6 },
    ],
  },
  { name: 'node100k', language: 'node', items: 100_000, goals: [{ most: 1 }] },
  {
    name: 'cached1k',
    items: 1000,
    again: true,
    peers: { [LOOP]: false, [MEMORY]: false, [PSYRUN]: false, [ENTROPIC]: true },
    goals: [{ against: PSYRUN, most: 0.5 }],
  },
  {
    name: 'cached100k',
    items: 100_000,
    again: true,
    peers: { [LOOP]: false, [MEMORY]: true, [PSYRUN]: true },
    goals: [{ against: PSYRUN, most: 0.5 }],
  },
  { name: 'cached1m', items: 1_000_000, again: true, peers: { [LOOP]: true }, goals: [{ most: 1 }] },
];

/** Sweeps of trivial objectives over a grid, with every result stored, and the same again. */
export function sweepRows(bench: Bench, peers: ReadonlyMap<string, Peer>): readonly Row[] {
  return GRIDS.map((grid): Row => {
    const { name, language = 'python', items, again = false, goals } = grid;
    const others = Object.entries(grid.peers ?? {}).flatMap(([by, slow]) => {
      const peer = peers.get(by);
      return peer ? [{ ...contestant(peer, items, again), ...(slow && { slow }) }] : [];
    });
    const work = `${items.toLocaleString('en')} items, ${language}, ${again ? 'all of them kept' : 'first'}`;
    return { name, work, unit: 's', goals, contestants: [contestant(ours(bench, language, again), items, again), ...others] };
  });
}

function contestant({ by, run, forget = () => undefined }: Peer, items: number, again: boolean): Contestant {
  const prepare = async (): Promise<void> => {
    forget();
    await run(items);
  };
  return {
    by,
    ...(again && { prepare }),
    async measure() {
      if (!again) forget();
      return sampleOf(await run(items));
    },
  };
}

/** Seconds of the whole process. */
export function sampleOf({ seconds, cpu, peak }: Measured): Sample {
  return { value: seconds, cpu, peak };
}

/** The built command line; what it says of the sweep is checked every time. */
function ours(bench: Bench, language: Language, again: boolean): Peer {
  const place = bench.workspace(`${language}-${again ? 'again' : 'first'}`);
  place.write('trivial.py', 'def f(a, b, c):\n    return {"result": a * b + c}\n');
  place.write('trivial.mjs', 'export const f = ({ a, b, c }) => ({ result: a * b + c });\n');
  return {
    by: 'sweepdeck',
    run: (items) =>
      runSweep(place, place.write(`${language}${items}.sweep.yaml`, gridTask(RUN[language], items)), { items, python: bench.python }),
    forget: place.forget,
  };
}

const RUN: Readonly<Record<Language, string>> = { python: 'python: trivial:f', node: 'node: ./trivial.mjs#f' };

/** Runs a sweep with two workers. Throws when not every one of its items is done afterwards. */
export async function runSweep(
  place: BenchWorkspace,
  file: string,
  { items, python }: { readonly items: number; readonly python: string },
): Promise<Measured> {
  const measured = await place.sweepdeck('run', file, '--workers', '2', '--python', python, '--json');
  const summary = Summary.parse(JSON.parse(measured.stdout));
  if (summary.done !== items) throw new Error(`The sweep ${file} of ${items} items came to ${measured.stdout}`);
  return measured;
}

const Summary = z.object({ done: z.number() });

/** A task over 10 × 10 × the rest, as the peers run it. */
export function gridTask(run: string, items: number): string {
  return [
    'run:',
    `  ${run}`,
    'parameters:',
    '  a: {min: 0, max: 9, step: 1}',
    '  b: {min: 0, max: 9, step: 1}',
    `  c: {min: 0, max: ${items / 100 - 1}, step: 1}`,
    '',
  ].join('\n');
}
