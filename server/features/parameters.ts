import type { CommandOption } from '../../core/code/commandLine/options.ts';
import type { SignatureParameter } from '../../core/code/signature.ts';
import { axesOf } from '../../core/space/axes.ts';
import type { SpaceAxis } from '../../core/space/space.ts';
import type { Block, Factor, Field } from '../../core/task/task.ts';
import type { At } from '../../core/text.ts';
import type { Checked } from '../checked.ts';
import { optionsOfParameters } from './scriptOptions.ts';

/** Everything known about one parameter of a task, from the space, the schema, and the objective's own source. */
export interface Parameter {
  readonly name: string;
  /** Every place in task files that gives it values, as `parameters` keys. */
  readonly places: readonly At[];
  readonly axis?: SpaceAxis;
  readonly constant: boolean;
  readonly field?: Field;
  readonly argument?: SignatureParameter;
  /** What it becomes for the script that a command runs. */
  readonly option?: CommandOption;
}

/** All parameters that a task uses or may use, by dotted name, those of the space first. */
export function parametersOf(checked: Checked): ReadonlyMap<string, Parameter> {
  const {
    analysis: { task },
    schema,
    signature,
  } = checked;
  const places = new Map<string, At[]>();
  const constants = new Set<string>();
  if (task)
    visitBlock(task.space, (name, at, constant) => {
      places.set(name, [...(places.get(name) ?? []), at]);
      if (constant) constants.add(name);
    });
  const axes = new Map(task && axesOf(task.space).map((axis) => [axis.name, axis]));
  const known = signature.kind === 'function' ? signature.parameters : [];
  const own = new Map(known.map((argument) => [argument.name, argument]));
  const options = optionsOfParameters(checked);
  const names = new Set([...places.keys(), ...schema.parameters.keys(), ...own.keys(), ...options.keys()]);
  return new Map(
    [...names].map((name) => {
      const axis = axes.get(name);
      const field = schema.parameters.get(name);
      const argument = own.get(name);
      const option = options.get(name);
      return [
        name,
        {
          name,
          places: places.get(name) ?? [],
          constant: constants.has(name),
          ...(axis && { axis }),
          ...(field && { field }),
          ...(argument && { argument }),
          ...(option && { option }),
        },
      ];
    }),
  );
}

type Add = (name: string, at: At, constant: boolean) => void;

function visitBlock(block: Block, add: Add): void {
  for (const factor of block.factors) visitFactor(factor, add);
}

function visitFactor(factor: Factor, add: Add): void {
  switch (factor.kind) {
    case 'constant':
    case 'axis':
      add(factor.name, factor.keyAt, factor.kind === 'constant');
      break;
    case 'zip':
      for (const column of factor.columns) visitFactor(column, add);
      break;
    case 'cases':
      add(factor.name, factor.keyAt, false);
      for (const one of factor.cases) for (const inner of one.factors) visitFactor(inner, add);
      break;
    case 'points':
      for (const name of new Set(factor.rows.flatMap((row) => [...row.values.keys()]))) add(name, factor, false);
      break;
    case 'concat':
      for (const block of factor.blocks) visitBlock(block, add);
      break;
  }
}
