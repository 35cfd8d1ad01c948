import { sameValue } from '../value/equal.ts';
import { isValueMap, type Value, type ValueMap, valueMap } from '../value/value.ts';
import { type Imported, newNotes, type Notes, type Refused, type SourceText } from './imported.ts';
import { parameterName, stemOf } from './name.ts';
import { plainYaml } from './plainYaml.ts';
import { constantOf } from './writeTask.ts';

/** The `parameters.yaml` of one or more runs of an experiment: every file is a point, what all share a constant. */
export function importPystematic(sources: readonly SourceText[]): Imported | Refused {
  const notes = newNotes();
  const runs: ValueMap[] = [];
  for (const source of [...sources].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    const read = plainYaml(source.text, source.path);
    if ('refused' in read) return read;
    if (!isValueMap(read.value)) return { refused: `${source.path} holds no parameters.` };
    runs.push(pointOf(read.value, notes));
  }
  const [first] = runs;
  if (!first) return { refused: 'There is no parameters.yaml.' };
  const names = [...new Set(runs.flatMap((run) => Object.keys(run)))];
  const constant = names.filter((name) => runs.every((run) => isSame(run[name], first[name])));
  const varying = names.filter((name) => !constant.includes(name));
  const task: [string, Value][] = [];
  if (constant.length > 0) task.push(['parameters', valueMap(constant.map((name) => [name, constantOf(first[name] ?? null)]))]);
  if (varying.length > 0)
    task.push([
      'points',
      runs.map((run) => valueMap(varying.flatMap((name) => (Object.hasOwn(run, name) ? [[name, run[name] ?? null] as const] : [])))),
    ]);
  return { name: experimentOf(sources[0]?.path ?? ''), task: valueMap(task), notes: notes.list, objective: names };
}

/** `output/<experiment>/<date>_<id>/parameters.yaml` */
function experimentOf(path: string): string {
  const parts = path.split('/');
  return stemOf(parts.at(-3) ?? parts.at(-2) ?? 'experiment');
}

function isSame(a: Value | undefined, b: Value | undefined): boolean {
  return a !== undefined && b !== undefined && sameValue(a, b);
}

/** Parameters that the system itself gives to every experiment. */
const OWN: Readonly<Record<string, string>> = {
  output_dir: 'every item has a folder of its own: `sweepdeck.dir()`.',
  debug: '"Debug this point" starts any item under a debugger.',
  params_file: 'its values are in the points; `--set name=value` replaces one for a run.',
  subprocess: 'processes that an objective starts are its own business.',
  local_rank: 'processes that an objective starts are its own business.',
};

function pointOf(given: ValueMap, notes: Notes): ValueMap {
  const entries: [string, Value][] = [];
  for (const [name, value] of Object.entries(given)) {
    if (OWN[name] !== undefined) {
      notes.add(name, OWN[name]);
      continue;
    }
    if (name === 'random_seed') notes.add(name, 'is a parameter, so that each run keeps its own; `seed` with `replicates` makes new ones.');
    entries.push([parameterName(name, notes), value]);
  }
  return valueMap(entries);
}
