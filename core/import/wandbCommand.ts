import { formatValue } from '../value/format.ts';
import { isValueList, type Value, type ValueMap, valueMap } from '../value/value.ts';
import type { Notes } from './imported.ts';

/** The command of a sweep's agent, with its macros; `undefined` when the sweep does not say what to run. */
export function wandbCommand(config: ValueMap, names: ReadonlyMap<string, string>, notes: Notes): ValueMap | undefined {
  const program = config['program'];
  const given = isValueList(config['command']) ? config['command'] : DEFAULT;
  if (typeof program !== 'string' && (given === DEFAULT || given.includes('${program}'))) {
    notes.add('program', 'is not given: fill in the function that `run` names, or write the command of your script.');
    return undefined;
  }
  const command = given.flatMap((word) => words(formatValue(word), { program: formatValue(program ?? ''), names, notes }));
  notes.add(
    'wandb.log',
    'the last line of standard output, when it is a JSON object, holds the outputs: `print(json.dumps({"loss": loss}))`.',
  );
  return valueMap([['command', command]]);
}

const DEFAULT: readonly Value[] = ['${env}', '${interpreter}', '${program}', '${args}'];

interface Context {
  readonly program: string;
  /** As the source calls them, dotted → here. */
  readonly names: ReadonlyMap<string, string>;
  readonly notes: Notes;
}

function words(word: string, { program, names, notes }: Context): readonly string[] {
  const each = (dashes: string): readonly string[] =>
    Array.from(names, ([original, name]) => `${dashes}${literal(original, notes)}=\${${name}}`);
  const isRenamed = [...names].some(([original, name]) => original !== name);
  switch (word) {
    case '${env}':
      return [];
    case '${interpreter}':
      return ['python3'];
    case '${program}':
      return [program];
    case '${args}':
      return isRenamed ? each('--') : ['${args}'];
    case '${args_no_hyphens}':
      return each('');
    case '${args_no_boolean_flags}':
      notes.add(word, 'a boolean is written as `--name=true` here; let the script read it.');
      return isRenamed ? each('--') : ['${args}'];
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
