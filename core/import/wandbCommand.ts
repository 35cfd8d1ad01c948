import { formatValue } from '../value/format.ts';
import { isValueList, type Value, type ValueMap, valueMap } from '../value/value.ts';
import type { Notes } from './imported.ts';
import { parameterName } from './name.ts';

/** The command of a sweep's agent, with its macros; `undefined` when the sweep does not say what to run. */
export function wandbCommand(config: ValueMap, leaves: readonly (readonly string[])[], notes: Notes): ValueMap | undefined {
  const program = config['program'];
  const given = isValueList(config['command']) ? config['command'] : DEFAULT;
  if (typeof program !== 'string' && (given === DEFAULT || given.includes('${program}'))) {
    notes.add('program', 'is not given: fill in the function that `run` names, or write the command of your script.');
    return undefined;
  }
  const command = given.flatMap((word) => words(formatValue(word), { program: formatValue(program ?? ''), leaves, notes }));
  notes.add(
    'wandb.log',
    'the last line of standard output, when it is a JSON object, holds the outputs: `print(json.dumps({"loss": loss}))`.',
  );
  return valueMap([['command', command]]);
}

const DEFAULT: readonly Value[] = ['${env}', '${interpreter}', '${program}', '${args}'];

interface Context {
  readonly program: string;
  readonly leaves: readonly (readonly string[])[];
  readonly notes: Notes;
}

function words(word: string, { program, leaves, notes }: Context): readonly string[] {
  const each = (show: (path: string) => string): readonly string[] =>
    leaves.map((path) => show(path.map((part) => parameterName(part, notes)).join('.')));
  switch (word) {
    case '${env}':
      return [];
    case '${interpreter}':
      return ['python3'];
    case '${program}':
      return [program];
    case '${args}':
      return ['${args}'];
    case '${args_no_hyphens}':
      return each((path) => `${path}=\${${path}}`);
    case '${args_no_boolean_flags}':
      notes.add(word, 'a boolean is written as `--name=true` here; let the script read it.');
      return ['${args}'];
    case '${args_json}':
      notes.add(word, 'the JSON of all parameters is in a file here, whose path is given.');
      return ['${item.parameters_file}'];
    case '${args_json_file}':
      return ['${item.parameters_file}'];
    default:
      return [literal(word, notes)];
  }
}

function literal(word: string, notes: Notes): string {
  if (/\$\{envvar:/.test(word))
    notes.add(word, 'variables of the environment are not put into arguments; the program can read them itself.');
  return word.replaceAll('${', () => '$${');
}
