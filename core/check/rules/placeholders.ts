import { BUILT_IN_PLACEHOLDERS } from '../../task/placeholder.ts';
import type { Placeholder } from '../../task/task.ts';
import { nearest } from '../../value/suggest.ts';
import type { TaskRule } from '../check.ts';
import { blockNames } from '../factors.ts';
import { problem } from '../problem.ts';

/** Placeholders that name nothing, and parameters that a command never sees. */
export const placeholders: TaskRule = function* ({ task, scope }) {
  const { run } = task;
  if (run?.kind !== 'command') return;
  const used = run.arguments.flatMap((argument) => argument.filter((part): part is Placeholder => typeof part !== 'string'));
  const known = new Set([...BUILT_IN_PLACEHOLDERS, ...scope.names, ...task.schema.parameters.keys()]);
  const misread = new Set<string>();
  for (const placeholder of used) {
    if (known.has(placeholder.name) || scope.open) continue;
    const suggestion = nearest(placeholder.name, known);
    if (suggestion !== undefined) misread.add(suggestion);
    const advice =
      suggestion === undefined
        ? 'Declare it under `parameters`, or write `$${` for a literal `${`.'
        : `Did you mean \`\${${suggestion}}\`?`;
    yield problem(
      'unknown-placeholder',
      { file: placeholder.file, span: placeholder.span },
      `\`\${${placeholder.name}}\` is no parameter and nothing built in. ${advice}`,
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
      { data: { name, insertAt: run.span, file: run.file } },
    );
  }
};
