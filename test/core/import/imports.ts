import { analyse } from '../../../core/check/analyse.ts';
import { type ImportKind, importTask } from '../../../core/import/importTask.ts';
import { nest } from '../../../core/value/value.ts';
import { allGrammars } from '../code/sources.ts';
import { memoryWorld } from '../../support/memoryWorld.ts';

const grammars = await allGrammars();

/** What an import means, once the written task file was read by the same code that checks and runs task files. */
export interface Meaning {
  readonly text: string;
  readonly notes: readonly string[];
  readonly problems: readonly string[];
  /** The first points, groups nested, as JSON. */
  readonly points: readonly unknown[];
  readonly count: number;
}

/** Imports files, given by path, and reads the result; a refusal is thrown. */
export function imported(kind: ImportKind, sources: Readonly<Record<string, string>>, beside: readonly string[] = []): Meaning {
  const read = importTask(
    kind,
    Object.entries(sources).map(([path, text]) => ({ path, text })),
    (text) => grammars.parse('python', text),
  );
  if ('refused' in read) throw new Error(read.refused);
  const [task] = read.files;
  const file = `/ws/${task?.name ?? ''}`;
  const all = [
    ...Object.entries(sources).map(([path, text]) => ({ name: path, text })),
    ...beside.map((name) => ({ name, text: '' })),
    ...read.files,
  ];
  const analysis = analyse(file, memoryWorld(new Map(all.map(({ name, text }) => [`/ws/${name}`, text]))));
  const { space } = analysis;
  const points = space ? Array.from({ length: Math.min(space.points, 50) }, (_, at) => plain(space.point(at))) : [];
  return {
    text: task?.text ?? '',
    notes: read.notes.map((note) => note.key),
    problems: analysis.problems.map((one) => `${one.severity} ${one.code}: ${one.message}`),
    points,
    count: space?.points ?? 0,
  };
}

function plain(point: Parameters<typeof nest>[0]): unknown {
  return JSON.parse(JSON.stringify(nest(point)));
}
