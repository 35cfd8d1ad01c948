import type { At } from '../../text.ts';
import { fileParameters } from '../../identity/fileParameters.ts';
import { fileNotFound as missing } from '../../task/read/reading.ts';
import { scalarText } from '../../task/read/reading.ts';
import { child, type Node, type ScalarNode } from '../../task/tree.ts';
import type { PointsFactor } from '../../task/task.ts';
import type { World } from '../../task/world.ts';
import type { Check, TaskRule } from '../check.ts';
import { factorsOf } from '../factors.ts';
import { problem, type Problem } from '../problem.ts';

/** Enough to show the mistake; each look costs a call to the file system. */
const MOST_LOOKS = 200;

/** Files that values, commands and inputs name must be there. */
export const fileNotFound: TaskRule = function* (check) {
  const { task, world } = check;
  const folder = task.run?.cwd === undefined ? world.folder(task.file) : world.resolve(world.folder(task.file), task.run.cwd);
  let looks = 0;
  for (const { path, at } of namedFiles(check)) {
    looks += 1;
    if (looks > MOST_LOOKS) return;
    if (!exists(world, folder, path)) yield missing(world, path, { at, folder });
  }
  // What `build` makes is not there yet.
  if (task.run?.build === undefined) yield* idleGlobs(check);
};

const MAGIC = /[*?[{(!]/;

/** A glob of inputs that matches nothing guards nothing: results would never become stale by it. */
function* idleGlobs({ root, world }: Check): Iterable<Problem> {
  for (const input of inputsOf(root).slice(0, MOST_GLOBS)) {
    const pattern = scalarText(input);
    if (MAGIC.test(pattern) && world.glob(world.folder(input.file), pattern).length === 0)
      yield problem(
        'no-file-matches',
        input,
        `No file in the workspace matches \`${pattern}\`, seen from the folder of this file: correct the pattern, or create the files.`,
      );
  }
}

/** Each is a walk through folders. */
const MOST_GLOBS = 20;

function inputsOf(root: Node): readonly ScalarNode[] {
  const inputs = child(root, 'inputs');
  return inputs?.kind === 'list' ? inputs.items.filter((item) => item.kind === 'scalar') : [];
}

interface NamedFile {
  readonly path: string;
  readonly at: At;
}

function* namedFiles({ task, root }: Parameters<TaskRule>[0]): Iterable<NamedFile> {
  const { run } = task;
  if (run?.kind === 'command' && run.build === undefined) {
    const words = run.arguments
      .slice(0, 2)
      .map((argument) => (argument.length === 1 && typeof argument[0] === 'string' ? argument[0] : undefined));
    const script = scriptOf(words);
    const list = child(child(root, 'run'), 'command');
    if (script !== undefined) yield { path: script, at: (list?.kind === 'list' && list.items[words.indexOf(script)]) || run };
  }
  for (const input of inputsOf(root))
    if (typeof input.value === 'string' && !MAGIC.test(input.value)) yield { path: input.value, at: input };
  const files = new Set(fileParameters(task));
  for (const factor of files.size === 0 ? [] : factorsOf(task.space)) {
    if (factor.kind === 'points') yield* listedFiles(factor, files);
    if ((factor.kind !== 'axis' && factor.kind !== 'constant') || !files.has(factor.name)) continue;
    if (factor.kind === 'constant' && typeof factor.value === 'string') yield { path: factor.value, at: factor };
    if (factor.kind === 'axis' && factor.generator.kind === 'values')
      for (const [index, value] of factor.generator.values.entries())
        if (typeof value === 'string') yield { path: value, at: factor.generator.places[index] ?? factor };
  }
}

/** Rows of a table are data: an item of theirs fails by itself, and the others go on. */
function* listedFiles(factor: PointsFactor, files: ReadonlySet<string>): Iterable<NamedFile> {
  for (const row of factor.rows.filter(({ file }) => file === factor.file)) {
    for (const name of files) {
      const path = row.values.get(name);
      if (typeof path === 'string') yield { path, at: row };
    }
  }
}

/** The file that a command line starts, when it is one of the workspace: `./solve`, or the script of an interpreter. */
function scriptOf([program, script]: readonly (string | undefined)[]): string | undefined {
  if (program === undefined) return undefined;
  if (/^\.{1,2}\//.test(program)) return program;
  const interprets = /^(?:.*\/)?(?:python[\d.]*|node|bash|sh|ruby|perl|Rscript|julia)$/.test(program);
  return interprets && script !== undefined && /^[^-].*\.(py|[cm]?[jt]s|sh|rb|pl|R|jl)$/.test(script) ? script : undefined;
}

function exists(world: World, folder: string, path: string): boolean {
  const file = world.resolve(folder, path);
  const name = file.split(/[/\\]/).at(-1) ?? '';
  return world.read(file) !== undefined || world.glob(world.folder(file), name.replace(/[*?[\]{}()!+@]/g, '\\$&')).length > 0;
}
