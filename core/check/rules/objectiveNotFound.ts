import { nearest } from '../../value/suggest.ts';
import type { TaskRule } from '../check.ts';
import { nearestPath, relativePath } from '../../task/read/path.ts';
import type { Run } from '../../task/task.ts';
import type { World } from '../../task/world.ts';
import { problem } from '../problem.ts';

type FunctionRun = Extract<Run, { readonly kind: 'python' | 'node' }>;

/** The module or the function that `run` names is not there. */
export const objectiveNotFound: TaskRule = function* ({ task: { run, file }, signature, world }) {
  if (run === undefined || (run.kind !== 'python' && run.kind !== 'node')) return;
  if (signature.kind === 'module-not-found') {
    const looked =
      signature.searched.length === 0
        ? ''
        : ` Looked for ${signature.searched
            .slice(0, 3)
            .map((path) => `\`${relativePath(world.workspace, path)}\``)
            .join(', ')}.`;
    const what =
      run.kind === 'python'
        ? `There is no module \`${signature.module}\` beside this file or in the workspace folder.`
        : `There is no module \`${signature.module}\` in the workspace.`;
    const meant = meantModule(run, world, world.folder(file));
    const advice = meant === undefined ? 'Create it, or correct the name.' : `Did you mean \`${meant}\`?`;
    yield problem('module-not-found', run, `${what}${looked} ${advice}`, meant === undefined ? {} : { data: { replacement: meant } });
  }
  if (signature.kind !== 'function-not-found') return;
  const name = run.kind === 'python' ? run.function : run.export;
  const suggestion = nearest(name, signature.available) ?? (signature.available.length === 1 ? signature.available[0] : undefined);
  const has = signature.available
    .slice(0, 8)
    .map((one) => `\`${one}\``)
    .join(', ');
  const isBare = run.kind === 'node' && run.target === run.path && suggestion !== undefined;
  const meant = isBare ? `Write \`${run.path}#${suggestion}\`.` : `Did you mean \`${suggestion}\`?`;
  const advice = suggestion === undefined ? `It has ${has === '' ? 'no function that can be called' : has}.` : meant;
  const end = run.span.end - (trailingQuote(run.span, run.target) ? 1 : 0);
  const at = { file: run.file, span: run.target.endsWith(name) ? { start: end - name.length, end } : run.span };
  const module = run.kind === 'python' ? run.module : run.path;
  yield problem('function-not-found', at, `\`${module}\` has no function \`${name}\`. ${advice}`, {
    related: [{ file: signature.file, span: { start: 0, end: 0 }, message: 'the module' }],
    data: { ...(suggestion !== undefined && { suggestion }), ...withExport(run, suggestion), name, file: signature.file },
  });
};

/** The file without an export means its default one; where there is none, the export has to be written behind the path. */
function withExport(run: FunctionRun, suggestion: string | undefined): { readonly replacement?: string } {
  if (run.kind !== 'node' || run.target !== run.path || suggestion === undefined) return {};
  const quote = trailingQuote(run.span, run.target) ? '"' : '';
  return { replacement: `${quote}${run.path}#${suggestion}${quote}` };
}

/** A module whose name nearly is the written one, or the written one without the ending of its file; with the function. */
function meantModule(run: FunctionRun, world: World, folder: string): string | undefined {
  if (run.kind === 'node') {
    const path = nearestPath(world, folder, run.path);
    return path === undefined ? undefined : `${path}${run.target.slice(run.path.length)}`;
  }
  const parts = run.module.replace(/\.py$/, '').split('.');
  const own = parts.pop() ?? '';
  const path = [...parts, own].join('/');
  const isThere = run.module.endsWith('.py') && world.read(world.resolve(folder, `${path}.py`)) !== undefined;
  const found = isThere ? `${path}.py` : nearestPath(world, folder, `${path}.py`);
  return found === undefined ? undefined : `${found.slice(0, -'.py'.length).replaceAll('/', '.')}:${run.function}`;
}

/** The scalar is longer than its text exactly by its two quotes. */
function trailingQuote(span: { readonly start: number; readonly end: number }, text: string): boolean {
  return span.end - span.start === text.length + 2;
}
