import { entry } from '../../task/tree.ts';
import type { Field } from '../../task/task.ts';
import { encode } from '../../value/encode.ts';
import { nearest } from '../../value/suggest.ts';
import type { Check, TaskRule } from '../check.ts';
import { blockNames } from '../factors.ts';
import { problem } from '../problem.ts';

/** A declared parameter without default that is neither optional nor in the space; or one in the space that is nearly it. */
export const missingParameter: TaskRule = function* (check) {
  const { task, scope } = check;
  if (scope.open) return;
  const missing = [...task.schema.parameters.values()].filter(
    (field) =>
      !scope.names.has(field.name) &&
      !field.optional &&
      field.default === undefined &&
      ![...scope.names].some((name) => name.startsWith(`${field.name}.`)),
  );
  if (missing.length === 0) return;
  const misspelt = misspeltNames(
    check,
    missing.map((field) => field.name),
  );
  for (const { name, meant, at } of misspelt) {
    yield problem('outside-schema', at, `The schema has no parameter \`${name}\`. Did you mean \`${meant}\`?`, {
      data: { name, suggestion: meant },
    });
  }
  const explained = new Set(misspelt.map((one) => one.meant));
  const at = entry(check.root, 'parameters')?.keyAt ?? task.nameAt;
  for (const field of missing) {
    if (explained.has(field.name)) continue;
    yield problem(
      'missing-parameter',
      at,
      `The schema declares \`${field.name}\`, but nothing gives it a value: add it to \`parameters\`, or give it a \`default\` in the schema.`,
      {
        related: [{ file: field.file, span: field.span, message: `\`${field.name}\` in the schema` }],
        data: { name: field.name, value: exampleOf(field) },
      },
    );
  }
};

function misspeltNames(
  { task }: Check,
  missing: readonly string[],
): readonly { readonly name: string; readonly meant: string; readonly at: { file: string; span: { start: number; end: number } } }[] {
  const declared = task.schema.parameters;
  const left = new Set(missing);
  return [...blockNames(task.space)].flatMap(([name, at]) => {
    const meant = declared.has(name) ? undefined : nearest(name, left);
    if (meant === undefined) return [];
    left.delete(meant);
    return { name, meant, at };
  });
}

function exampleOf(field: Field): string {
  const [first] = field.values ?? [];
  if (first !== undefined) return encode(first);
  if (field.type === 'bool') return 'true';
  if (field.type === 'float' || field.type === 'int') return String(field.min ?? 0);
  return "''";
}
