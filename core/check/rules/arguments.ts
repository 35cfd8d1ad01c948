import type { KnownSignature, SignatureParameter } from '../../code/signature.ts';
import { entry } from '../../task/tree.ts';
import type { At } from '../../text.ts';
import { nearest } from '../../value/suggest.ts';
import type { Check, TaskRule } from '../check.ts';
import { blockNames } from '../factors.ts';
import { problem } from '../problem.ts';

/** What the engine passes by itself when the function asks for it. */
const PASSED_BY_ENGINE: ReadonlySet<string> = new Set(['seed', 'replicate', 'context']);

/** The arguments of an objective against the parameters of the space: unknown ones and missing ones. */
export const argumentsFit: TaskRule = function* (check) {
  const { signature, scope } = check;
  if (signature.kind !== 'function' || takesModel(signature, check)) return;
  const accepted = new Map(signature.parameters.map((parameter) => [parameter.name, parameter]));
  const given = topLevel(blockNames(check.task.space));
  const missing = scope.open ? [] : missingArguments(check, signature, given);
  const left = new Set(missing.map((parameter) => parameter.name));
  for (const [name, at] of signature.open ? [] : given) {
    if (accepted.has(name)) continue;
    const suggestion =
      nearest(name, left) ??
      nearest(
        name,
        [...accepted.keys()].filter((other) => !given.has(other)),
      );
    if (suggestion !== undefined) left.delete(suggestion);
    const advice = suggestion === undefined ? 'Remove it here, or add it to the function.' : `Did you mean \`${suggestion}\`?`;
    yield problem('unknown-argument', at, `\`${signature.name}\` has no parameter \`${name}\`. ${advice}`, {
      related: [{ ...place(signature.at), message: `\`${signature.name}\`` }],
      data: suggestion === undefined ? { name } : { name, suggestion },
    });
  }
  const at = entry(check.root, 'parameters')?.keyAt ?? check.task.run ?? check.task.nameAt;
  for (const parameter of missing) {
    if (!left.has(parameter.name)) continue;
    yield problem(
      'missing-argument',
      place(at),
      `\`${signature.name}\` needs \`${parameter.name}\`, and nothing gives it a value: add it to \`parameters\`.`,
      {
        related: [{ ...place(parameter.at), message: `\`${parameter.name}\` of \`${signature.name}\`` }],
        data: { name: parameter.name, value: exampleOf(parameter) },
      },
    );
  }
};

function missingArguments({ task }: Check, signature: KnownSignature, given: ReadonlyMap<string, At>): readonly SignatureParameter[] {
  const declared = new Set([...task.schema.parameters.keys()].map((name) => name.split('.')[0] ?? name));
  return signature.parameters.filter(
    (parameter) =>
      parameter.required && !PASSED_BY_ENGINE.has(parameter.name) && !given.has(parameter.name) && !declared.has(parameter.name),
  );
}

/** One parameter with a class as annotation gets all values as one object (a pydantic model, a dataclass). */
function takesModel(signature: KnownSignature, { scope }: Check): boolean {
  const own = signature.parameters.filter((parameter) => !PASSED_BY_ENGINE.has(parameter.name));
  const [only] = own;
  if (!only || own.length !== 1 || only.annotation === undefined || scope.names.has(only.name)) return false;
  return (
    /^(?:[\w.]+\.)?[A-Z]\w*$/.test(only.annotation) &&
    !/^(?:typing\.)?(?:Any|List|Dict|Tuple|Optional|Union|Sequence|Literal|Path)$/.test(only.annotation)
  );
}

function topLevel(names: ReadonlyMap<string, At>): ReadonlyMap<string, At> {
  const top = new Map<string, At>();
  for (const [name, at] of names) {
    const first = name.split('.')[0] ?? name;
    if (!top.has(first)) top.set(first, at);
  }
  return top;
}

function exampleOf({ annotation = '' }: SignatureParameter): string {
  if (/^(int|float|number)\b/.test(annotation)) return '0';
  if (annotation.startsWith('bool')) return 'true';
  return /^(list|List|tuple|Sequence)|\[\]$/.test(annotation) ? '{ value: [] }' : "''";
}

function place({ file, span }: At): At {
  return { file, span };
}
