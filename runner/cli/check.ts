import { analyse, analyseSchemaFile } from '../../core/check/analyse.ts';
import { fixesFor } from '../../core/fix/fixesFor.ts';
import { lineIndex } from '../../core/text.ts';
import { lazyGrammars } from '../../core/code/grammars.ts';
import type { Analysis } from '../../core/check/analysis.ts';
import { grammarFiles } from '../grammarFiles.ts';
import { openWorld, type RunnerWorld } from '../runnerWorld.ts';
import { placeProblems } from '../place.ts';
import { type CliContext, shownPath, taskFile } from './context.ts';
import { findTaskFiles, isSchemaFile } from '../findTaskFiles.ts';
import { printJson, say } from './print.ts';
import { problemLine } from './sayProblems.ts';
import { sayNoTasks } from './tasks.ts';

/** All diagnostics of the named files, or of every task and schema file of the workspace. Exit code 1 when one is an error. */
export async function check(context: CliContext, names: readonly string[]): Promise<number> {
  const files =
    names.length > 0
      ? names.map((name) => ({ name, path: taskFile(context, name) }))
      : findTaskFiles(context.workspace, 'all').map((path) => ({ name: shownPath(context, path), path }));
  const found = [];
  for (const file of files) found.push(...(await checkFile(context, file)));
  const errors = found.filter((one) => one.severity === 'error').length;
  if (context.json) await printJson(found.map(({ line: _line, ...document }) => document));
  else if (files.length === 0) sayNoTasks();
  else {
    for (const one of found) say(one.line);
    say(
      `${files.length} ${files.length === 1 ? 'file' : 'files'} checked: ${errors} ${errors === 1 ? 'error' : 'errors'}, ${found.length - errors} other ${found.length - errors === 1 ? 'note' : 'notes'}.`,
    );
  }
  return errors > 0 ? 1 : 0;
}

async function analysed(context: CliContext, path: string): Promise<{ readonly world: RunnerWorld; readonly analysis: Analysis }> {
  const grammars = lazyGrammars(grammarFiles);
  const once = (world: RunnerWorld): Analysis => (isSchemaFile(path) ? analyseSchemaFile(path, world) : analyse(path, world));
  const first = openWorld(context.workspace, grammars);
  const analysis = once(first);
  if (first.wanting().length === 0) return { world: first, analysis };
  await grammars.load(first.wanting());
  const world = openWorld(context.workspace, grammars);
  return { world, analysis: once(world) };
}

async function checkFile(context: CliContext, file: { readonly name: string; readonly path: string }) {
  const { world, analysis } = await analysed(context, file.path);
  const text = world.read(file.path) ?? '';
  const index = lineIndex(text);
  return analysis.problems.map((problem) => {
    const [placed] = placeProblems([problem], (path) => world.read(path));
    const fixes = fixesFor(problem, {
      text: problem.file === file.path ? text : (world.read(problem.file) ?? ''),
      ...(analysis.tree && { tree: analysis.tree }),
    });
    return {
      file: problem.file === file.path ? file.name : shownPath(context, problem.file),
      range: placed?.range ?? { start: index.position(problem.span.start), end: index.position(problem.span.end) },
      severity: problem.severity,
      code: problem.code,
      message: problem.message,
      fixes: fixes.map((fix) => fix.title),
      line: placed ? problemLine(context, placed) : problem.message,
    };
  });
}
