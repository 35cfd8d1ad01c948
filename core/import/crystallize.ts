import { formatValue } from '../value/format.ts';
import { isValueList, isValueMap, type Value, type ValueMap, valueMap } from '../value/value.ts';
import { type Imported, newNotes, type Notes, type Refused, type SourceText } from './imported.ts';
import { parameterName, stemOf } from './name.ts';
import { plainYaml } from './plainYaml.ts';
import { constantOf } from './writeTask.ts';

/** The `config.yaml` of an experiment (version 0.27): treatments are cases, replicates are replicates. */
export function importCrystallize(source: SourceText): Imported | Refused {
  const read = plainYaml(source.text, source.path);
  if ('refused' in read) return read;
  const config = read.value;
  if (!isValueMap(config) || (config['steps'] === undefined && config['datasource'] === undefined))
    return { refused: `${source.path} has neither \`datasource\` nor \`steps\`, so it is no experiment of crystallize.` };
  const notes = newNotes();
  const treatments = treatmentsOf(config['treatments'], notes);
  if ('refused' in treatments) return { refused: `${source.path}: ${treatments.refused}` };
  notePipeline(config, notes);
  noteHypotheses(config['hypotheses'], notes);
  noteTheRest(config, notes);
  const task: [string, Value][] = [];
  for (const key of ['name', 'description']) if (typeof config[key] === 'string') task.push([key, config[key]]);
  // Any number below one is one there.
  const replicates = typeof config['replicates'] === 'number' ? Math.max(1, config['replicates']) : 1;
  if (replicates > 1) task.push(['replicates', replicates]);
  task.push(['seed', SEED], ['cases', valueMap([['treatment', treatments.cases]])]);
  const names = new Set(Object.values(treatments.cases).flatMap((one) => (isValueMap(one) ? Object.keys(one) : [])));
  const folder = source.path.split('/').at(-2);
  return {
    name: typeof config['name'] === 'string' ? stemOf(config['name']) : stemOf(folder ?? source.path),
    task: valueMap(task),
    notes: notes.list,
    objective: ['treatment', ...names],
  };
}

const SEED = 42;

/** The baseline is always there; a treatment of that name gives it parameters. */
function treatmentsOf(given: Value | undefined, notes: Notes): { readonly cases: ValueMap } | Refused {
  if (given !== undefined && given !== null && !isValueMap(given)) return { refused: '`treatments` is no mapping.' };
  const treatments = isValueMap(given) ? given : valueMap();
  const cases: [string, Value][] = [['baseline', caseOf(treatments['baseline'], notes)]];
  for (const [name, values] of Object.entries(treatments)) if (name !== 'baseline') cases.push([name, caseOf(values, notes)]);
  return { cases: valueMap(cases) };
}

function caseOf(values: Value | undefined, notes: Notes): ValueMap {
  if (!isValueMap(values)) return valueMap();
  return valueMap(Object.entries(values).map(([name, value]) => [parameterName(name, notes), constantOf(value)]));
}

function notePipeline(config: ValueMap, notes: Notes): void {
  notes.add('datasource', `becomes a part of the function that \`run\` names: ${formatValue(config['datasource'] ?? null)}`);
  for (const [at, step] of (isValueList(config['steps']) ? config['steps'] : []).entries())
    notes.add(`steps[${at}]`, `becomes a call in that function: ${formatValue(step)}`);
  notes.add(
    'seed',
    `the seeds of replicates are those of SeedPlugin(seed=${SEED}), (seed + 31337 r) mod 2^32; give the one that you used.`,
  );
}

function noteHypotheses(given: Value | undefined, notes: Notes): void {
  for (const one of isValueList(given) ? given : []) {
    if (!isValueMap(one)) continue;
    const metric = [one['metrics']].flat(2)[0];
    const name = typeof metric === 'string' ? metric : 'metric';
    notes.add(
      `hypotheses.${formatValue(one['name'] ?? '')}`,
      `its verifier ${formatValue(one['verifier'] ?? '')} is Python; write the claim, such as \`expect: ${name}[treatment=NAME] > ${name}[treatment=baseline]\`.`,
    );
  }
}

const WITHOUT_EQUAL: Readonly<Record<string, string>> = {
  outputs: 'files that an item leaves behind are outputs of the type `file` in `schema`.',
  cli: 'groups of the sidebar are folders.',
};

const READ = new Set(['name', 'description', 'replicates', 'datasource', 'steps', 'treatments', 'hypotheses']);

function noteTheRest(config: ValueMap, notes: Notes): void {
  for (const key of Object.keys(config))
    if (!READ.has(key)) notes.add(key, WITHOUT_EQUAL[key] ?? 'has no equal here (and no meaning there).');
}
