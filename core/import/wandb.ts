import { formatValue } from '../value/format.ts';
import { isValueList, isValueMap, type Value, type ValueMap, valueMap } from '../value/value.ts';
import { type Imported, newNotes, type Notes, type Refused, type SourceText } from './imported.ts';
import { apartFromGroups, parameterName, stemOf } from './name.ts';
import { plainYaml } from './plainYaml.ts';
import { wandbCommand } from './wandbCommand.ts';
import { wandbParameter } from './wandbParameter.ts';

/** A sweep configuration of Weights & Biases. */
export function importWandb(source: SourceText): Imported | Refused {
  const read = plainYaml(source.text, source.path);
  if ('refused' in read) return read;
  const config = read.value;
  if (!isValueMap(config) || !isValueMap(config['parameters']))
    return { refused: `${source.path} has no \`parameters\`, so it is no sweep of Weights & Biases.` };
  const notes = newNotes();
  const method = readMethod(config, notes);
  const leaves = leavesOf(config['parameters'], []);
  const names = namesOf(leaves, notes);
  const parameters = groupOf(config['parameters'], { notes, names, grid: method === 'grid', path: [] });
  if ('refused' in parameters) return { refused: `${source.path}: ${parameters.refused}` };
  const run = wandbCommand(config, names, notes);
  noteTheRest(config, notes);
  const task: [string, Value][] = [];
  for (const key of ['name', 'description']) if (typeof config[key] === 'string') task.push([key, config[key]]);
  if (run) task.push(['run', run]);
  if (method !== 'grid') task.push(['method', method], ['samples', samplesOf(config, notes)]);
  task.push(['parameters', parameters.group]);
  const metric = metricOf(config['metric'], notes);
  if (metric) task.push(['metric', metric]);
  return { name: stemOf(source.path), task: valueMap(task), notes: notes.list, ...(!run && { objective: Object.keys(parameters.group) }) };
}

function readMethod(config: ValueMap, notes: Notes): 'grid' | 'random' {
  const method = config['method'];
  if (method === 'grid' || method === 'random') return method;
  notes.add(`method: ${formatValue(method ?? null)}`, 'adaptive methods are not there yet; the same ranges are drawn at random.');
  return 'random';
}

function samplesOf(config: ValueMap, notes: Notes): Value {
  const cap = config['run_cap'];
  if (typeof cap === 'number' && cap > 0) return cap;
  notes.add(
    'run_cap',
    `is not given, and a sweep here has an end: \`samples: ${SAMPLES}\` can be raised at any time, the first ones stay.`,
  );
  return SAMPLES;
}

const SAMPLES = 100;

interface Place {
  readonly notes: Notes;
  /** As the source calls them, dotted → here. */
  readonly names: ReadonlyMap<string, string>;
  readonly grid: boolean;
  readonly path: readonly string[];
}

function groupOf(given: ValueMap, place: Place): { readonly group: ValueMap } | Refused {
  const entries: [string, Value][] = [];
  for (const [name, config] of Object.entries(given)) {
    const path = [...place.path, name];
    const inner = isValueMap(config) && isValueMap(config['parameters']) ? config['parameters'] : undefined;
    const read = inner ? groupOf(inner, { ...place, path }) : wandbParameter(config, { ...place, name: path.join('.') });
    if ('refused' in read) return read;
    const here = place.path.length === 0 && !inner ? place.names.get(name) : undefined;
    entries.push([here ?? parameterName(name, place.notes), 'group' in read ? read.group : read.value]);
  }
  return { group: valueMap(entries) };
}

function leavesOf(given: ValueMap, path: readonly string[]): readonly (readonly string[])[] {
  return Object.entries(given).flatMap(([name, config]) =>
    isValueMap(config) && isValueMap(config['parameters']) ? leavesOf(config['parameters'], [...path, name]) : [[...path, name]],
  );
}

function namesOf(leaves: readonly (readonly string[])[], notes: Notes): ReadonlyMap<string, string> {
  const names = new Map(leaves.map((path) => [path.join('.'), path.map((part) => parameterName(part, notes)).join('.')]));
  const apart = apartFromGroups([...names.values()], notes);
  return new Map(Array.from(names, ([original, name]) => [original, apart.get(name) ?? name]));
}

function metricOf(given: Value | undefined, notes: Notes): ValueMap | undefined {
  if (!isValueMap(given) || typeof given['name'] !== 'string') return undefined;
  const { name, goal, target, impute } = given;
  if (impute !== undefined)
    notes.add('metric.impute', 'a failed run has no value here: it is a row of its own, and never stands in for one.');
  return valueMap([['name', name ?? ''], ...known('goal', goal), ...known('target', target)]);
}

function known(key: string, value: Value | undefined): readonly (readonly [string, Value])[] {
  return value === undefined || value === null ? [] : [[key, value]];
}

const READ = new Set(['name', 'description', 'parameters', 'method', 'metric', 'program', 'command', 'run_cap']);

const WITHOUT_EQUAL: Readonly<Record<string, string>> = {
  early_terminate: 'items are not stopped by their metric; `execution: {timeout: …}` stops one by its time.',
  project: 'results lie in the workspace, in `.sweepdeck/cache.db`.',
  entity: 'results lie in the workspace, in `.sweepdeck/cache.db`.',
};

function noteTheRest(config: ValueMap, notes: Notes): void {
  if (config['run_cap'] !== undefined && config['method'] === 'grid')
    notes.add('run_cap', '`sweepdeck run --limit N` runs a part of a grid.');
  for (const [key, value] of Object.entries(config)) {
    if (READ.has(key)) continue;
    const shown = isValueMap(value) || isValueList(value) ? '' : ` (${formatValue(value)})`;
    notes.add(key, `${WITHOUT_EQUAL[key] ?? 'has no equal here'}${shown}`);
  }
}
