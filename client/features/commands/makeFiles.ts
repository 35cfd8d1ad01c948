import { execFile } from 'node:child_process';
import * as path from 'node:path';
import { RunnerError } from '../../../protocol/errors.ts';
import { madeFiles } from '../../../protocol/madeFiles.ts';
import type { Context } from '../../context.ts';
import { runnerEnv } from '../../link/node.ts';

/** Lets the command line write files (`new`, `import`): one way of making them for both. Answers their paths, the task file first. */
export async function makeFiles(context: Context, words: readonly string[], cwd: string): Promise<readonly string[]> {
  const node = await context.runners.node();
  const script = context.extension.asAbsolutePath('dist/cli.mjs');
  const options = { cwd, timeout: PATIENCE, maxBuffer: MOST_OUTPUT, env: runnerEnv(process.env, node.electron) };
  const output = await new Promise<string>((resolve, reject) => {
    execFile(node.path, [script, ...words, '--workspace', cwd, '--json'], options, (error, stdout, said) => {
      if (error === null) resolve(stdout);
      else reject(new RunnerError('bad-request', said.trim() || 'The task could not be made.'));
    });
  });
  return madeFiles.parse(JSON.parse(output)).files.map((file) => path.resolve(cwd, file));
}

/** Milliseconds: an import may read a large database. */
const PATIENCE = 120_000;
const MOST_OUTPUT = 16 * 1024 * 1024;
