import type { Acceptance, KnownSignature, SignatureParameter } from '../../code/signature.ts';
import { entry } from '../../task/tree.ts';
import type { At } from '../../text.ts';
import { nearest } from '../../value/suggest.ts';
import type { Check, TaskRule } from '../check.ts';
import { givenNames } from '../../space/schemaDefaults.ts';
import { problem, type Problem, type RelatedPlace } from '../problem.ts';

/** The arguments of an objective against the parameters of the space: unknown ones and missing ones. */
export const argumentsFit: TaskRule = function* (check) {
  const { signature, task } = check;
  if (signature.kind !== 'function' || signature.uncertain === true) return;
  const given = topLevel(givenNames(task));
  const { unpacked } = signature;
  const accepted = unpacked && given.has(unpacked.model) ? unpacked.instead : signature;
  const missing = check.scope.open ? [] : missingArguments(check, accepted, given);
  const left = new Set(missing.map((parameter) => parameter.name));
  yield* unknownArguments({ signature, accepted, given, left });
  const at = entry(check.root, 'parameters')?.keyAt ?? task.run ?? task.nameAt;
  for (const parameter of missing) {
    if (!left.has(parameter.name)) continue;
    yield problem(
      'missing-argument',
      place(at),
      `\`${signature.name}\` needs \`${parameter.name}\`, and nothing gives it a value: add it to \`parameters\`.`,
      { related: [placeOf(signature, parameter)], data: { name: parameter.name, value: exampleOf(parameter) } },
    );
  }
  yield* uncallable(signature, accepted, { at: place(task.run ?? task.nameAt), given });
};

interface Arguments {
  readonly signature: KnownSignature;
  readonly accepted: Acceptance;
  readonly given: ReadonlyMap<string, At>;
  /** Names that nothing gives yet; a name that probably means one of them takes it out. */
  readonly left: Set<string>;
}

function* unknownArguments({ signature, accepted, given, left }: Arguments): Iterable<Problem> {
  const names = new Set(accepted.parameters.map((parameter) => parameter.name));
  for (const [name, at] of given) {
    if (names.has(name)) continue;
    const hidden = accepted.unreachable?.find((one) => one.name === name);
    if (hidden && (hidden.required || !accepted.open)) {
      const message = `\`${name}\` of \`${signature.name}\` cannot be passed by name, and a sweep passes all arguments so: ${adviceFor(signature)}.`;
      yield problem('unknown-argument', at, message, { related: [placeOf(signature, hidden)], data: { name } });
      continue;
    }
    if (accepted.open) continue;
    const free = [...names].filter((other) => !given.has(other));
    const suggestion = nearest(name, left) ?? nearest(name, free);
    if (suggestion !== undefined) left.delete(suggestion);
    const advice = suggestion === undefined ? 'Remove it here, or add it to the function.' : `Did you mean \`${suggestion}\`?`;
    yield problem('unknown-argument', at, `\`${signature.name}\` has no parameter \`${name}\`. ${advice}`, {
      related: [{ ...place(signature.at), message: `\`${signature.name}\`` }],
      data: suggestion === undefined ? { name } : { name, suggestion },
    });
  }
}

/** A parameter that no name reaches and that has no default: whatever the sweep says, the function cannot be called. */
function* uncallable(
  signature: KnownSignature,
  { unreachable = [] }: Acceptance,
  { at, given }: { readonly at: At; readonly given: ReadonlyMap<string, At> },
): Iterable<Problem> {
  for (const parameter of unreachable) {
    if (!parameter.required || given.has(parameter.name)) continue;
    const message = `\`${signature.name}\` needs \`${parameter.name}\` by position, and a sweep passes all arguments by name: ${adviceFor(signature)}.`;
    yield problem('missing-argument', at, message, { related: [placeOf(signature, parameter)] });
  }
}

function adviceFor({ name }: KnownSignature): string {
  return name.includes('.') ? 'make it a static method, or a function of the module' : 'take the `/` out of the function';
}

function missingArguments(check: Check, accepted: Acceptance, given: ReadonlyMap<string, At>): readonly SignatureParameter[] {
  const { run } = check.task;
  // What `setup` of a Python objective returns is passed as well, by any name.
  if (run?.kind === 'python' && run.setup !== undefined) return [];
  return accepted.parameters.filter(
    (parameter) =>
      parameter.required &&
      !(run?.kind === 'python' && FILLED_IN.has(parameter.name)) &&
      !given.has(parameter.name) &&
      !isToldMissing(check, parameter.name),
  );
}

/** What the worker of Python passes by itself when the function asks for it; an objective of Node finds it in its second argument. */
const FILLED_IN: ReadonlySet<string> = new Set(['seed', 'replicate']);

/** Declared, but neither in the space nor optional: that is told as `missing-parameter`. */
function isToldMissing({ task }: Check, name: string): boolean {
  return [...task.schema.parameters.values()].some(
    (field) => field.name.split('.')[0] === name && field.default === undefined && !field.optional,
  );
}

function placeOf(signature: KnownSignature, { name, at }: SignatureParameter): RelatedPlace {
  return { ...place(at), message: `\`${name}\` of \`${signature.name}\`` };
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
