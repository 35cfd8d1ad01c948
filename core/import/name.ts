import { NAME_PATTERN, RESERVED_NAMES } from '../task/schemaParts.ts';
import type { Notes } from './imported.ts';

/** The stem of a path, as the name of a task and of a Python module: `sweeps/my run.yaml` → `my_run`. */
export function stemOf(path: string): string {
  const file = path.split(/[/\\]/).findLast((part) => part !== '') ?? '';
  return partName(file.replace(/(\.sweep)?\.[A-Za-z0-9]+$/, ''));
}

/** A name that parameters may have here, with a note when it is not the source's own: `learning rate` → `learning_rate`. */
export function parameterName(given: string, notes: Notes): string {
  if (NAME_PATTERN.test(given) && !given.split('.').some((part) => RESERVED_NAMES.includes(part))) return given;
  const name = given.split('.').map(partName).join('.');
  notes.add(given, `is the parameter \`${name}\` here, because names hold letters, digits, \`_\` and \`-\`.`);
  return name;
}

/** The names, and another one for each that is also a group of others: `optimizer` beside `optimizer.lr` is `optimizer_name`. */
export function apartFromGroups(names: readonly string[], notes: Notes): ReadonlyMap<string, string> {
  const apart = new Map<string, string>();
  for (const name of names) {
    if (!names.some((other) => other.startsWith(`${name}.`))) {
      apart.set(name, name);
      continue;
    }
    let free = `${name}_name`;
    while (names.some((other) => `${other}.`.startsWith(`${free}.`))) free += '_';
    notes.add(name, `is the parameter \`${free}\` here, because \`${name}\` is the group of others.`);
    apart.set(name, free);
  }
  return apart;
}

function partName(given: string): string {
  const clean = given
    .trim()
    .replaceAll(/[^A-Za-z0-9_]+/g, '_')
    .replace(/^(?=\d)/, '_');
  if (clean === '' || /^_+$/.test(clean)) return 'p';
  return RESERVED_NAMES.includes(clean) ? `${clean}_` : clean;
}
