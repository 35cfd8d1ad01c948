import { analyseSchemaFile, beginAnalysis } from '../core/check/analyse.ts';
import { parseIn } from '../core/task/parse.ts';
import { parseSchemaText } from '../core/task/read/schema.ts';
import type { Run } from '../core/task/task.ts';
import { lineIndex } from '../core/text.ts';
import type { Checked } from './checked.ts';
import { isSchemaFile } from './paths.ts';
import type { Entered } from './workspace.ts';

/** Points that the checks may look at while somebody types; what is beyond is said to be inexact. */
const BUDGET = 50_000;

/** Reads and checks one file; `undefined` when there is none. Trees and signatures are made when a feature asks for them. */
export function check(file: string, { world, code }: Pick<Entered, 'world' | 'code'>): Checked | undefined {
  const text = world.read(file);
  if (text === undefined) return undefined;
  const analysis = isSchemaFile(file) ? analyseSchemaFile(file, world) : beginAnalysis(file, world, { budget: BUDGET });
  const tree = once(() => parseIn(world, text, file).root);
  const folder = world.folder(file);
  const run = analysis.task?.run;
  const schema = once(() => analysis.task?.schema ?? parseSchemaText({ problems: [], files: new Set(), world }, text, file));
  const signature = once(() => (run ? world.signature(run, file) : ({ kind: 'unknown' } as const)));
  return {
    file,
    text,
    lines: lineIndex(text),
    analysis,
    get tree() {
      const root = tree();
      return root?.kind === 'mapping' ? root : undefined;
    },
    get schema() {
      return schema();
    },
    get signature() {
      return signature();
    },
    functionsOf: (kind, target) => {
      const found = world.signature(probe(kind, target, file), file);
      return found.kind === 'function-not-found' ? found.available : [];
    },
    read: (path) => world.read(path),
    code,
    sources: (pattern) => world.glob(world.workspace, pattern),
    resolve: (path) => world.resolve(folder, path),
    glob: (pattern) => world.glob(folder, pattern).map((path) => path.slice(folder.length + 1).replaceAll('\\', '/')),
  };
}

/** An objective that no source defines, so that the answer lists what there is. */
function probe(kind: 'python' | 'node', target: string, file: string): Run {
  const base = {
    file,
    span: { start: 0, end: 0 },
    target,
    env: new Map<string, string>(),
    successCodes: [0],
    result: { kind: 'return' } as const,
  };
  return kind === 'python'
    ? { kind, module: target, function: 'no such function', ...base }
    : { kind, path: target, export: 'no such function', ...base };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
