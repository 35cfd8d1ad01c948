import { isValueMap, type Value, type ValueMap, valueMap } from '../value/value.ts';
import { type Imported, newNotes, type Notes, type Refused, type SourceText } from './imported.ts';
import { listedPoints, parameterNames } from './listedPoints.ts';
import { parameterName, stemOf } from './name.ts';
import { plainYaml } from './plainYaml.ts';

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
  if (runs.length === 0) return { refused: 'There is no parameters.yaml.' };
  return {
    name: experimentOf(sources[0]?.path ?? ''),
    task: valueMap(listedPoints(runs)),
    notes: notes.list,
    objective: parameterNames(runs),
  };
}

/** `output/<experiment>/<date>_<id>/parameters.yaml` */
function experimentOf(path: string): string {
  const parts = path.split('/');
  return stemOf(parts.at(-3) ?? parts.at(-2) ?? 'experiment');
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
