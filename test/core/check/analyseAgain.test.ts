import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { mixed, parameters, points } from '../../../bench/languageTexts.ts';
import { analyse } from '../../../core/check/analyse.ts';
import type { Analysis } from '../../../core/check/analysis.ts';
import { newMemory } from '../../../core/memory.ts';
import { parseAgain } from '../../../core/task/parseAgain.ts';
import { emptyMemory, type PieceMemory } from '../../../core/task/pieceMemory.ts';
import type { World } from '../../../core/task/world.ts';
import { fixtureWorld, SIGNATURES } from '../../support/checkFixtures.ts';
import { type Edit, edit, edited } from '../../support/edits.ts';
import { memoryWorld } from '../../support/memoryWorld.ts';

const FIXTURES = fixtureWorld();
const LARGE = new Map([mixed, parameters, points].map((make) => [`/ws/${make.name}.sweep.yaml`, make(60).text]));
const FILES = new Map([...FIXTURES.files, ...LARGE]);
const TASKS = [...FIXTURES.names.filter((name) => name.endsWith('.sweep.yaml')).map((name) => `/ws/${name}`), ...LARGE.keys()];
/** What some of them extend, take their schema, points or values from. */
const USED: Readonly<Record<string, readonly string[]>> = {
  '/ws/valid-points.sweep.yaml': ['/ws/runs.csv', '/ws/runs.json'],
  '/ws/valid-extends.sweep.yaml': ['/ws/valid-base.sweep.yaml'],
  '/ws/valid-large.sweep.yaml': ['/ws/shared.sweep-params.yaml', '/ws/runs.ndjson', '/ws/data/one.csv'],
};

/** An edit, and whether it is one of the task's file. */
interface Step {
  readonly edit: Edit;
  /** Of which of the files that the task uses; -1 for its own. */
  readonly of: number;
  /** The file goes away. */
  readonly removed: boolean;
}

function steps(most: number): fc.Arbitrary<readonly Step[]> {
  const removed = fc.integer({ min: 0, max: 9 }).map((one) => one === 0);
  return fc.array(fc.record({ edit, of: fc.integer({ min: -1, max: most }), removed }), { maxLength: 8 });
}

/** An analysis with a memory says after every step what one without says. */
function holds(file: string, done: readonly Step[]): void {
  const files = new Map(FILES);
  const world = memoryWorld(files, { signatures: SIGNATURES });
  const again = remembering(world);
  expect(told(analyse(file, again))).toEqual(told(analyse(file, world)));
  for (const { edit: one, of, removed } of done) {
    const other = USED[file]?.[of];
    const changed = other ?? file;
    if (other !== undefined && removed) files.delete(other);
    else files.set(changed, edited(files.get(changed) ?? FILES.get(changed) ?? '', one));
    expect(told(analyse(file, again))).toEqual(told(analyse(file, world)));
  }
}

/** Milliseconds for a test of so many runs on a busy machine, where one may take half a second. */
const PATIENCE = Math.max(120_000, 1_000 * Number(process.env['FUZZ'] ?? 0));

const RUNS = { numRuns: Number(process.env['FUZZ'] ?? 60), seed: Number(process.env['SEED'] ?? 3) };

describe('analyse with a memory says what it says without', () => {
  it(
    'after every one of many edits of a file',
    () => {
      fc.assert(fc.property(fc.constantFrom(...TASKS), steps(-1), holds), RUNS);
    },
    PATIENCE,
  );

  it(
    'after edits of the files that it uses',
    () => {
      fc.assert(fc.property(fc.constantFrom(...Object.keys(USED)), steps(2), holds), RUNS);
    },
    PATIENCE,
  );
});

test('reads a file of points again that has changed, though nothing in the task file has', () => {
  const file = '/ws/a.sweep.yaml';
  const files = new Map([
    [file, 'run: {command: [solve, "${args}"]}\npoints: points.csv\nexclude: [{a: 3}]\n'],
    ['/ws/points.csv', 'a\n1\n2\n'],
  ]);
  const again = remembering(memoryWorld(files));
  expect(analyse(file, again).space?.points).toBe(2);
  files.set('/ws/points.csv', 'a\n1\n2\n3\n4\n');
  expect(analyse(file, again).space?.points).toBe(3);
});

/** A world that keeps its memory while its files change, like the one of the language server. */
function remembering(world: World): World {
  const memory = newMemory();
  const pieces = new Map<string, PieceMemory>();
  const parse: World['parse'] = (text, path) => {
    const known = pieces.get(path) ?? emptyMemory(memory);
    pieces.set(path, known);
    return parseAgain(text, path, known);
  };
  return { ...world, memory, parse };
}

/** Everything that an analysis says, with the ends of its space. */
function told({ space, ...analysis }: Analysis) {
  const ends = space?.exact === true && space.points > 0 ? [space.point(0), space.point(space.points - 1)] : [];
  if (space === undefined) return analysis;
  const { points, exact, merged, removed, names, axes, steps } = space;
  return { ...analysis, points, exact, merged, removed, names, axes, steps, ends };
}
