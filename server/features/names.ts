import { occurrences } from '../../core/task/occurrence/occurrences.ts';
import { isSameThing, type NamedThing, type Occurrence } from '../../core/task/occurrence/occurrence.ts';
import type { NameContext } from '../../core/task/occurrence/draft.ts';
import type { Block } from '../../core/task/task.ts';
import { isSchemaFile } from '../paths.ts';
import type { Checked } from '../checked.ts';
import { parametersOf } from './parameters.ts';

/** What a task knows of names; several tasks that share files share it. */
export type Names = Pick<NameContext, 'parameters' | 'outputs' | 'objects' | 'cases'>;

/** Every place of one file where something is named. */
export function occurrencesOf(checked: Checked, names: Names = namesOf(checked)): readonly Occurrence[] {
  const { file, text, tree } = checked;
  return tree ? occurrences(tree, { file, text, ...names, format: isSchemaFile(file) ? 'schema' : 'task' }) : [];
}

/** The name at an offset: of nested ones the shortest. */
export function occurrenceAt(checked: Checked, offset: number): Occurrence | undefined {
  const here = occurrencesOf(checked).filter(({ span }) => span.start <= offset && offset <= span.end);
  return here.sort((one, other) => one.span.end - one.span.start - (other.span.end - other.span.start))[0];
}

/** Those that stand for one thing. */
export function occurrencesOfThing(found: readonly Occurrence[], thing: NamedThing): readonly Occurrence[] {
  return found.filter((one) => isSameThing(one.thing, thing));
}

/** The names of a task, as its analysis knows them. */
export function namesOf(checked: Checked): Names {
  const { task } = checked.analysis;
  const parameters = withGroups(parametersOf(checked).keys());
  const regex = task?.run?.result.kind === 'regex' ? task.run.result.patterns.keys() : [];
  const outputs = new Set([...checked.schema.outputs.keys(), ...(task?.metric ? [task.metric.name] : []), ...regex]);
  const fields = [...checked.schema.parameters.values()];
  const objects = new Set(fields.filter((field) => field.type === 'object').map((field) => field.name));
  const cases = new Map<string, Set<string>>();
  if (task) addCases(cases, task.space);
  return { parameters, outputs, objects, cases };
}

/** What two tasks know together. */
export function together(one: Names, other: Names): Names {
  const cases = new Map(one.cases);
  for (const [name, values] of other.cases) cases.set(name, new Set([...(cases.get(name) ?? []), ...values]));
  return {
    parameters: new Set([...one.parameters, ...other.parameters]),
    outputs: new Set([...one.outputs, ...other.outputs]),
    objects: new Set([...one.objects, ...other.objects]),
    cases,
  };
}

function withGroups(names: Iterable<string>): ReadonlySet<string> {
  const all = new Set<string>();
  for (const name of names) for (let end = name.length; end > 0; end = name.lastIndexOf('.', end - 1)) all.add(name.slice(0, end));
  return all;
}

function addCases(cases: Map<string, Set<string>>, block: Block): void {
  for (const factor of block.factors) {
    if (factor.kind === 'cases')
      cases.set(factor.name, new Set([...(cases.get(factor.name) ?? []), ...factor.cases.map((one) => one.name)]));
    if (factor.kind === 'concat') for (const inner of factor.blocks) addCases(cases, inner);
  }
}
