import type { KnownSignature } from '../../core/code/signature.ts';
import { fieldOf, type SyntaxTree, textOf, walk } from '../../core/code/syntax.ts';
import { type At, lineIndex, type Position } from '../../core/text.ts';
import { type Checked, placeOf } from '../checked.ts';
import type { FilePlace } from '../serviceApi.ts';
import { optionUses } from './optionUses.ts';
import { scriptCommand } from './scriptOptions.ts';
import type { Neighbourhood } from './linked.ts';
import { namesOf, occurrencesOf, occurrencesOfThing } from './names.ts';

/** A place of a source file; `declared`: only a parameter's declaration and a function's name count, not their uses. */
export interface CodePlace {
  readonly file: string;
  readonly position: Position;
  readonly declared: boolean;
}

/** Where tasks name the function, the parameter, or the option of a script at a place of its source. */
export function codeReferences({ file, position, declared }: CodePlace, { open, related }: Neighbourhood): readonly FilePlace[] {
  const tasks = related.flatMap((one) => open(one) ?? []);
  const found = new Map<string, FilePlace>();
  for (const task of tasks) {
    const offset = lineIndex(task.read(file) ?? '').offset(position);
    for (const at of namedBy(task, { file, offset, declared })) found.set(`${at.file} ${at.span.start}`, placeOf(task, at));
  }
  return [...found.values()];
}

interface Asked {
  readonly file: string;
  readonly offset: number;
  readonly declared: boolean;
}

function namedBy(task: Checked, asked: Asked): readonly At[] {
  const { file, offset } = asked;
  const { signature } = task;
  if (signature.kind !== 'function' && signature.kind !== 'script') return [];
  const isHere = (at: At) => at.file === file && at.span.start <= offset && offset <= at.span.end;
  const named = scriptCommand(task)?.words.script ?? task.analysis.task?.run;
  if (isHere(signature.at)) return named ? [named] : [];
  if (signature.kind === 'script') return signature.options.filter(({ at }) => isHere(at)).flatMap(({ at }) => optionUses(task, at));
  const parameter =
    signature.parameters.find((one) => isHere(one.at))?.name ?? (asked.declared ? undefined : usedParameter(task, signature, asked));
  if (parameter === undefined) return [];
  return occurrencesOfThing(occurrencesOf(task, namesOf(task)), { kind: 'parameter', name: parameter });
}

/** The parameter that a name inside the function reads. */
function usedParameter({ code }: Checked, signature: KnownSignature, { file, offset }: Asked): string | undefined {
  const tree = code().open(file)?.tree;
  const name = tree && identifierAt(tree, offset);
  if (!tree || name === undefined || signature.at.file !== file) return undefined;
  const inside = [...walk(tree.root)].some(
    (node) => node.start <= offset && offset <= node.end && fieldOf(node, 'name')?.start === signature.at.span.start,
  );
  return inside ? signature.parameters.find((one) => one.name === name)?.name : undefined;
}

function identifierAt(tree: SyntaxTree, offset: number): string | undefined {
  const node = [...walk(tree.root)].find((one) => one.type === 'identifier' && one.start <= offset && offset <= one.end);
  return node && textOf(tree, node);
}
