import type { KnownSignature } from '../../core/code/signature.ts';
import { renameJavascriptArgument } from '../../core/code/rename/javascriptArgument.ts';
import { renamePythonArgument } from '../../core/code/rename/pythonArgument.ts';
import type { NamedThing } from '../../core/task/occurrence/occurrence.ts';
import type { At } from '../../core/text.ts';
import { type Checked, placeOf } from '../checked.ts';
import type { AskedChanges, TextChange } from '../serviceApi.ts';
import { lastPart } from '../paths.ts';
import { type Linked, linkedOccurrences, type Neighbourhood } from './linked.ts';
import { isSamePlace } from './samePlace.ts';
import { renameCalls } from './renameCalls.ts';

interface Wish {
  readonly to: string;
  readonly linked: Linked;
  readonly neighbourhood: Neighbourhood;
}

/** The objective's own parameter, its callers, and the other tasks of the same function: changes that are asked about. */
export function renameArgument(checked: Checked, thing: NamedThing, { to, linked, neighbourhood }: Wish): AskedChanges {
  const arguments_ = new Map<string, Target>();
  for (const file of linked.files) {
    const task = file === checked.file ? checked : neighbourhood.open(file);
    const target = task && targetOf(task, thing);
    if (target) arguments_.set(`${target.at.file} ${target.at.span.start}`, target);
  }
  const changes: TextChange[] = [];
  const left: string[] = [];
  for (const target of arguments_.values()) {
    const renaming = renameInSource(checked, target, to);
    const name = `\`${thing.name}\` of \`${target.signature.name}\` in ${lastPart(target.at.file)}`;
    if (renaming.kind === 'refused') {
      left.push(`${name} was left as it is, because ${renaming.reason}.`);
      continue;
    }
    const span = ({ start, end }: { start: number; end: number }): At => ({ file: target.at.file, span: { start, end } });
    changes.push(...renaming.edits.map((edit) => ({ ...placeOf(checked, span(edit)), text: edit.text })));
    const called = renameCalls(checked, { function: { ...target.signature.at, name: target.signature.name }, argument: thing.name }, to);
    changes.push(...called.changes, ...otherTasks(checked, { thing, target, to, linked, neighbourhood }));
    left.push(...called.left);
  }
  return { changes, left };
}

interface Target {
  readonly signature: KnownSignature;
  readonly at: At;
}

function targetOf({ signature }: Checked, { kind, name }: NamedThing): Target | undefined {
  if (signature.kind !== 'function' || kind !== 'parameter') return undefined;
  const at = signature.parameters.find((one) => one.name === name)?.at;
  return at && { signature, at };
}

function renameInSource(checked: Checked, { at }: Target, to: string) {
  const source = checked.code().open(at.file);
  if (!source?.tree) return { kind: 'refused', reason: 'its source cannot be read' } as const;
  const rename = source.language === 'python' ? renamePythonArgument : renameJavascriptArgument;
  return rename(source.tree, at.span.start, to);
}

/** Tasks that share nothing but the function: they would pass a name that it has no more. */
function otherTasks(
  checked: Checked,
  { thing, target, to, linked, neighbourhood }: Wish & { thing: NamedThing; target: Target },
): readonly TextChange[] {
  const changes = new Map<string, TextChange>();
  for (const file of neighbourhood.related) {
    const task = linked.files.has(file) ? undefined : neighbourhood.open(file);
    const own = task && targetOf(task, thing);
    if (!task || !own || !isSamePlace(own.at, target.at)) continue;
    for (const one of linkedOccurrences(task, thing, neighbourhood).occurrences)
      if (one.exact && !linked.files.has(one.file)) changes.set(`${one.file} ${one.span.start}`, { ...placeOf(checked, one), text: to });
  }
  return [...changes.values()];
}
