import { createHash } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { endpointOf } from '../protocol/endpoint.ts';
import { RunnerError } from '../protocol/errors.ts';
import type { RunnerApi, RunSummary, TaskStatus } from '../protocol/runner.ts';
import { settings } from './config.ts';
import { connect, type Connection } from './link/connect.ts';
import { launch } from './link/launch.ts';
import { type LinkState, RunnerLink } from './link/link.ts';
import { findNode } from './link/node.ts';
import { type Log, reason } from './log.ts';

/** The runner of one file's workspace, with the file's path in the form that the runner uses. */
export interface RunnerOf {
  readonly api: RunnerApi;
  readonly file: string;
}

/** One workspace folder and the link to its runner. */
interface Place {
  readonly folder: string;
  readonly realFolder: string;
  readonly link: RunnerLink;
}

/** All runners of this window, one per workspace folder; none exists before it is needed. */
export class Runners implements vscode.Disposable {
  readonly #places = new Map<string, Place>();
  readonly #changed = new vscode.EventEmitter<TaskStatus>();
  readonly #ended = new vscode.EventEmitter<RunSummary>();
  readonly #state = new vscode.EventEmitter<LinkState>();
  readonly #dist: string;
  readonly #log: Log;
  /** What a runner says about a task; paths are those of this window. */
  readonly onChanged = this.#changed.event;
  readonly onEnded = this.#ended.event;
  readonly onState = this.#state.event;

  constructor(extensionPath: string, log: Log) {
    this.#dist = path.join(extensionPath, 'dist');
    this.#log = log;
  }

  /** The runner for a file, started if none is up. Rejects in an untrusted workspace: running is executing. */
  async need(uri: vscode.Uri): Promise<RunnerOf> {
    if (!vscode.workspace.isTrusted)
      throw new RunnerError('not-authorised', 'This workspace is not trusted, so nothing is run: grant trust first.');
    const place = this.#place(uri);
    return { api: await place.link.need(), file: inside(uri.fsPath, place.folder, place.realFolder) };
  }

  /** The truth about files of one folder, or undefined when no runner has it; `mayStart` allows to start one for results that exist. */
  async status(uris: readonly vscode.Uri[], mayStart: boolean): Promise<readonly TaskStatus[] | undefined> {
    const first = uris[0];
    if (first === undefined || !vscode.workspace.isTrusted) return undefined;
    const place = this.#place(first);
    const start = mayStart && existsSync(path.join(place.realFolder, '.sweepdeck', 'cache.db'));
    const api = start ? await place.link.need() : await place.link.attached();
    const found = await api?.status({ files: uris.map((uri) => inside(uri.fsPath, place.folder, place.realFolder)) });
    return found?.map((status) => ({ ...status, file: inside(status.file, place.realFolder, place.folder) }));
  }

  /** The folder whose runner and store a file belongs to. */
  folderOf(uri: vscode.Uri): string {
    return vscode.workspace.getWorkspaceFolder(uri)?.uri.fsPath ?? path.dirname(uri.fsPath);
  }

  /** Ends every runner that this window talks to; the next need starts a new one. Sweeps in progress are stopped by it. */
  async restart(): Promise<void> {
    for (const { link } of this.#places.values()) await link.end();
  }

  dispose(): void {
    for (const { link } of this.#places.values()) link.dispose();
    for (const emitter of [this.#changed, this.#ended, this.#state]) emitter.dispose();
  }

  #place(uri: vscode.Uri): Place {
    const folder = this.folderOf(uri);
    const known = this.#places.get(folder);
    if (known !== undefined) return known;
    const realFolder = realpathSync(folder);
    const place = { folder, realFolder, link: this.#link(folder, realFolder) };
    this.#places.set(folder, place);
    return place;
  }

  #link(folder: string, realFolder: string): RunnerLink {
    const endpoint = endpointOf({
      workspaceRealPath: realFolder,
      env: process.env,
      uid: process.getuid?.(),
      platform: process.platform,
      hash: sha256,
    });
    const events = {
      changed: (status: TaskStatus) => this.#changed.fire({ ...status, file: inside(status.file, realFolder, folder) }),
      ended: (summary: RunSummary) => this.#ended.fire({ ...summary, file: inside(summary.file, realFolder, folder) }),
    };
    const attach = (): Promise<Connection> => connect(endpoint, events, `vscode ${vscode.version}`);
    return new RunnerLink({
      attach,
      start: async () => {
        const node = await this.node();
        this.#log.info(`Starting the runner of ${folder} with ${node.path}`);
        return launch(
          {
            node: node.path,
            electron: node.electron,
            script: path.join(this.#dist, 'runner.mjs'),
            workspace: realFolder,
            endpoint,
            env: process.env,
          },
          attach,
        );
      },
      now: () => Date.now(),
      changed: (state) => this.#state.fire(state),
      failed: (error) => this.#log.error('The runner could not be started again', reason(error)),
    });
  }

  /** The Node.js that the setting or this machine has for our own processes; rejects with what to do when there is none. */
  async node(): Promise<{ readonly path: string; readonly electron: boolean }> {
    const found = await findNode({
      setting: settings().node,
      execPath: process.execPath,
      versions: process.versions,
      env: process.env,
      platform: process.platform,
    });
    switch (found.kind) {
      case 'found':
        return found;
      case 'setting-wrong':
        throw new RunnerError('interpreter-missing', 'The setting sweepdeck.node is not the absolute path of Node.js 22.14 or newer.');
      case 'none':
        throw new RunnerError(
          'interpreter-missing',
          'No Node.js 22.14 or newer was found on this machine: install one, or name it in the setting sweepdeck.node.',
        );
    }
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The same path below another name of its folder: windows may see a folder through a symbolic link, runners never do. */
function inside(file: string, from: string, to: string): string {
  return from !== to && (file === from || file.startsWith(from + path.sep)) ? to + file.slice(from.length) : file;
}
