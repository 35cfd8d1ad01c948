import type { KnownSignature } from '../../core/code/signature.ts';
import { isPythonName } from '../../core/code/rename/pythonArgument.ts';
import { renameFunction } from '../../core/code/rename/functionName.ts';
import type { Run } from '../../core/task/task.ts';
import type { At } from '../../core/text.ts';
import { type Checked, placeOf, rangeOf } from '../checked.ts';
import { lastPart } from '../paths.ts';
import type { RenameAnswer, RenameStart, TextChange } from '../serviceApi.ts';
import type { Neighbourhood } from './linked.ts';
import { isSamePlace } from './samePlace.ts';

/** The function's part of `run.python` or `run.node` under an offset; nothing where no such thing stands. */
export function prepareObjectiveRename(checked: Checked, offset: number): RenameStart | undefined {
  const objective = objectiveAt(checked, offset);
  if (!objective) return undefined;
  if (typeof objective === 'string') return { refused: objective };
  return { range: rangeOf(checked, objective.at.span), text: objective.name };
}

/** Renames the function in every task that runs it; its definition and its uses in code are asked about. */
export function renameObjective(checked: Checked, offset: number, to: string, { open, related }: Neighbourhood): RenameAnswer | undefined {
  const objective = objectiveAt(checked, offset);
  if (!objective) return undefined;
  if (typeof objective === 'string') return { refused: objective };
  if (!isPythonName(to)) return { refused: `\`${to}\` cannot be the name of a function.` };
  const { signature } = objective;
  const source = checked.code().open(signature.at.file);
  const renaming = source?.tree && renameFunction(source.tree, signature.at.span.start, to);
  if (!source || !renaming) return { refused: `${lastPart(signature.at.file)} cannot be read as code: rename the function there.` };
  if (renaming.kind === 'refused') return { refused: `\`${signature.name}\` cannot be renamed, because ${renaming.reason}.` };
  const edits = new Map<string, TextChange>();
  for (const task of [checked, ...related.flatMap((file) => open(file) ?? [])]) {
    const own = task.signature.kind === 'function' && isSamePlace(task.signature.at, signature.at) ? functionPlace(task) : undefined;
    if (own) edits.set(`${own.file} ${own.span.start}`, { ...placeOf(checked, own), text: to });
  }
  const changes = renaming.edits.map(({ start, end, text }) => ({
    ...placeOf(checked, { file: signature.at.file, span: { start, end } }),
    text,
  }));
  return { edits: [...edits.values()], asked: { changes, left: importers(checked, signature) } };
}

function objectiveAt(
  checked: Checked,
  offset: number,
): { readonly signature: KnownSignature; readonly at: At; readonly name: string } | string | undefined {
  const { run } = checked.analysis.task ?? {};
  if (!run || run.file !== checked.file || offset < run.span.start || offset > run.span.end) return undefined;
  if (run.kind !== 'python' && run.kind !== 'node') return undefined;
  const at = functionPlace(checked);
  const { signature } = checked;
  if (signature.kind !== 'function') return 'The function of this objective was not found, so it cannot be renamed.';
  if (at === undefined || offset < at.span.start) return 'Rename the module by renaming its file; only the function can be renamed here.';
  const defined = checked.read(signature.at.file)?.slice(signature.at.span.start, signature.at.span.end);
  if (defined !== signature.name)
    return `\`${signature.name}\` is another name of a function that is defined elsewhere: rename it in its source.`;
  return { signature, at, name: signature.name };
}

/** Where a task names its function, behind the module. */
function functionPlace({ analysis: { task }, read }: Checked): At | undefined {
  const run = task?.run;
  const name = run && nameOf(run);
  if (!run || name === undefined) return undefined;
  const text = read(run.file)?.slice(run.span.start, run.span.end) ?? '';
  const from = text.lastIndexOf(name);
  const separator = text[from - 1];
  if (from < 0 || (separator !== ':' && separator !== '#')) return undefined;
  return { file: run.file, span: { start: run.span.start + from, end: run.span.start + from + name.length } };
}

function nameOf(run: Run): string | undefined {
  if (run.kind === 'python') return run.function;
  return run.kind === 'node' ? run.export : undefined;
}

/** Other sources that name the function are the business of the language's own tools. */
function importers(checked: Checked, { name, at }: KnownSignature): readonly string[] {
  const pattern = /\.pyw?$/.test(at.file) ? '**/*.py' : '**/*.{js,mjs,cjs,ts,mts,cts}';
  const word = new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}(?![\\w$])`);
  const others = checked.sources(pattern).filter((path) => path !== at.file && word.test(checked.read(path) ?? ''));
  const shown = others.slice(0, 5).map(lastPart).join(', ');
  return others.length === 0 ? [] : [`\`${name}\` is also named in ${shown}${others.length > 5 ? ', …' : ''}, which was left as it is.`];
}
