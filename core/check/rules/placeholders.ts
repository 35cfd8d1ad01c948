import { BUILT_IN_PLACEHOLDERS } from '../../task/placeholder.ts';
import type { Placeholder } from '../../task/task.ts';
import { nearest } from '../../value/suggest.ts';
import type { TaskRule } from '../check.ts';
import { blockNames } from '../factors.ts';
import { problem } from '../problem.ts';

/** Placeholders that name nothing, and parameters that a command never sees. */
export const placeholders: TaskRule = function* ({ task, scope }) {
  const { run } = task;
  if (run?.kind !== 'command' || run.arguments.length === 0) return;
  const used = run.arguments.flatMap((argument) => argument.filter((part): part is Placeholder => typeof part !== 'string'));
  const known = new Set([...BUILT_IN_PLACEHOLDERS, ...scope.names, ...task.schema.parameters.keys()]);
  const misread = new Set<string>();
  for (const placeholder of used) {
    if (known.has(placeholder.name) || scope.open) continue;
    const members = [...known].filter((name) => name.startsWith(`${placeholder.name}.`));
    const suggestion = members[0] ?? (placeholder.name === '' ? undefined : nearest(placeholder.name, known));
    for (const name of members.length > 0 ? members : [suggestion ?? '']) misread.add(name);
    const what = members.length > 0 ? 'is a group of parameters' : 'is no parameter and nothing built in';
    yield problem(
      'unknown-placeholder',
      { file: placeholder.file, span: placeholder.span },
      `\`\${${placeholder.name}}\` ${what}. ${adviceFor(placeholder.name, suggestion)}`,
      { data: suggestion === undefined ? {} : { replacement: `\${${suggestion}}` } },
    );
  }
  const names = new Set([...used.map((placeholder) => placeholder.name), ...misread]);
  if (names.has('args') || names.has('item.parameters_file')) return;
  for (const [name, at] of blockNames(task.space)) {
    if (names.has(name)) continue;
    yield problem(
      'unused-parameter',
      at,
      `The command has no placeholder for \`${name}\`, so all its values give the same result: add \`\${${name}}\` or \`\${args}\` to the command.`,
      { data: { argument: `--${name}=\${${name}}` } },
    );
  }
};

/** What other tools put into commands. */
const FOREIGN: ReadonlySet<string> = new Set(['env', 'interpreter', 'program', 'args_no_hyphens', 'args_no_boolean_flags', 'args_json']);

function adviceFor(name: string, suggestion: string | undefined): string {
  if (suggestion !== undefined) return `Did you mean \`\${${suggestion}}\`?`;
  return FOREIGN.has(name)
    ? 'Write out what is started, such as `[python3, train.py, "${args}"]`.'
    : 'Declare it under `parameters`, or write `$${` for a literal `${`.';
}
