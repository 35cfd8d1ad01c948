import type { NamedThing } from '../../core/task/occurrence/occurrence.ts';
import type { Block } from '../../core/task/task.ts';
import { type Checked, placeOf } from '../checked.ts';
import { lastPart } from '../paths.ts';
import type { TextChange } from '../serviceApi.ts';

interface Wish {
  readonly to: string;
  readonly files: ReadonlySet<string>;
  readonly open: (file: string) => Checked | undefined;
}

/** Renames the columns of CSV files that `points` names; a sentence when another kind of file holds the name. */
export function renameFileColumns(checked: Checked, thing: NamedThing, { to, files, open }: Wish): readonly TextChange[] | string {
  if (thing.kind !== 'parameter') return [];
  const tables = new Set<string>();
  for (const file of files) {
    const { task } = (file === checked.file ? checked : open(file))?.analysis ?? {};
    if (task) addTables(task.space, { name: thing.name, task: file, tables });
  }
  const changes: TextChange[] = [];
  for (const file of tables) {
    if (!/\.(csv|tsv)$/i.test(file)) return `The points in ${lastPart(file)} name \`${thing.name}\` in every row: rename it there first.`;
    changes.push(...headerChanges(checked, { file, name: thing.name, to }));
  }
  return changes;
}

function addTables(block: Block, to: { readonly name: string; readonly task: string; readonly tables: Set<string> }): void {
  for (const factor of block.factors) {
    if (factor.kind === 'concat') for (const inner of factor.blocks) addTables(inner, to);
    if (factor.kind !== 'points') continue;
    for (const { file, values } of factor.rows)
      if (!/\.ya?ml$/.test(file) && [...values.keys()].some((key) => isOrIsIn(key, to.name))) to.tables.add(file);
  }
}

function headerChanges(
  checked: Checked,
  { file, name, to }: { readonly file: string; readonly name: string; readonly to: string },
): readonly TextChange[] {
  const header = /^\uFEFF?[^\r\n]*/.exec(checked.read(file) ?? '')?.[0] ?? '';
  const part = name.lastIndexOf('.') + 1;
  return [...header.matchAll(/[^,;\t"\uFEFF]+/g)].flatMap((cell) => {
    const start = cell.index + (cell[0].length - cell[0].trimStart().length);
    if (!isOrIsIn(cell[0].trim(), name)) return [];
    return [{ ...placeOf(checked, { file, span: { start: start + part, end: start + name.length } }), text: to }];
  });
}

function isOrIsIn(key: string, name: string): boolean {
  return key === name || key.startsWith(`${name}.`);
}
