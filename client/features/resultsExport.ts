import { spawn } from 'node:child_process';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { RunnerError } from '../../protocol/errors.ts';
import type { Context } from '../context.ts';
import { runnerEnv } from '../link/node.ts';
import type { Sweep } from '../sweeps.ts';

interface ExportChoice {
  readonly where: string;
  /** All where it is left out. */
  readonly columns?: readonly string[];
}

/**
 * Writes all rows of a filter to a file that the person chooses: the command line does it, in its own process, row by row,
 * so that neither page nor window ever hold them.
 */
export async function exportResults(context: Context, sweep: Sweep, { where, columns }: ExportChoice): Promise<void> {
  const name = path.basename(sweep.uri.fsPath).replace(/\.sweep\.ya?ml$/, '');
  const target = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Export rows'),
    defaultUri: vscode.Uri.joinPath(sweep.uri, '..', `${name}.csv`),
    filters: { CSV: ['csv'], TSV: ['tsv'], JSON: ['json'], NDJSON: ['ndjson'], Parquet: ['parquet'], Arrow: ['arrow'], NumPy: ['npz'] },
  });
  if (target === undefined) return;
  const args = ['export', sweep.uri.fsPath, `--workspace=${context.runners.folderOf(sweep.uri)}`, `--output=${target.fsPath}`, '--pending'];
  if (where.trim() !== '') args.push(`--where=${where}`);
  // Names are separated by commas there: with one that has a comma itself, all columns are written.
  if (columns && /\.(csv|tsv|parquet|arrow|npz)$/i.test(target.fsPath) && !columns.some((id) => id.includes(',')))
    args.push(`--columns=${columns.join(',')}`);
  const title = vscode.l10n.t('Exporting rows');
  await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title, cancellable: true }, (_, token) =>
    write(context, sweep, args, token),
  );
  vscode.window.setStatusBarMessage(vscode.l10n.t('Rows written to {0}', path.basename(target.fsPath)), 5000);
}

async function write(context: Context, sweep: Sweep, args: readonly string[], token: vscode.CancellationToken): Promise<void> {
  // The runner is up then, and the command line asks it.
  await context.runners.need(sweep.uri);
  const node = await context.runners.node();
  const script = vscode.Uri.joinPath(context.extension.extensionUri, 'dist', 'cli.mjs').fsPath;
  const folder = context.runners.folderOf(sweep.uri);
  const child = spawn(node.path, [script, ...args], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
    windowsHide: true,
    env: runnerEnv(process.env, node.electron),
  });
  const stop = token.onCancellationRequested(() => child.kill());
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-MOST_SAID);
  });
  const { promise, resolve, reject } = Promise.withResolvers<number | null>();
  child.once('error', reject).once('close', resolve);
  try {
    const code = await promise;
    if (code !== 0 && !token.isCancellationRequested) throw new RunnerError('bad-request', `The rows were not written: ${said.trim()}`);
  } finally {
    stop.dispose();
  }
}

/** Characters of a message that are kept. */
const MOST_SAID = 2000;
