import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  type Diagnostic,
  type FileChangeType,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import type { TasksChanged } from '../../protocol/language.ts';

/** A real language server process over a temporary workspace, as an editor sees it. */
export interface LanguageClient {
  readonly connection: ProtocolConnection;
  readonly folder: string;
  readonly pid: number;
  /** Milliseconds from spawning the process to its answer to `initialize`. */
  readonly startup: number;
  uri(file: string): string;
  /** Writes files to disk without telling the server. */
  write(files: Readonly<Record<string, string>>): Promise<void>;
  open(file: string, text: string): Promise<void>;
  /** Replaces the text between two offsets by an incremental edit, or the whole text. */
  edit(file: string, text: string): Promise<void>;
  close(file: string): Promise<void>;
  watched(file: string, type: FileChangeType): Promise<void>;
  ask(method: string, file: string, more?: object): Promise<unknown>;
  problems(file: string): Promise<readonly Diagnostic[]>;
  /** The next notification that tasks changed. */
  tasksChanged(): Promise<TasksChanged>;
  /** The next time that the server wants diagnostics to be pulled again. */
  refreshed(): Promise<void>;
  /** The next method that the server takes part in from now on; none is missed. */
  registered(): Promise<string>;
  /** Lines that the server logged. */
  readonly log: readonly string[];
  /** Messages that the server showed to the user. */
  readonly shown: readonly string[];
  [Symbol.asyncDispose](): Promise<void>;
}

const SERVER = fileURLToPath(new URL('../../server/main.ts', import.meta.url));

/** More than the product's own 500 ms, because test machines are busy; tests of the watchdog ask for those. */
const PATIENT = 10_000;

export async function startLanguageClient(
  files: Readonly<Record<string, string>> = {},
  options: { readonly server?: string; readonly budget?: number; readonly capabilities?: object } = {},
): Promise<LanguageClient> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'sweepdeck-server-')));
  await writeFiles(folder, files);
  const started = performance.now();
  const child = spawn(process.execPath, [options.server ?? SERVER, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = connect(child);
  const log: string[] = [];
  const shown: string[] = [];
  const versions = new Map<string, number>();
  const uri = (file: string) => pathToFileURL(join(folder, file)).href;
  connection.onNotification('window/logMessage', ({ message }: { message: string }) => void log.push(message));
  connection.onRequest('window/showMessageRequest', ({ message }: { message: string }) => {
    shown.push(message);
    return null;
  });
  connection.onNotification('window/showMessage', ({ message }: { message: string }) => void shown.push(message));
  const nextRefresh = waiters<void>();
  const nextChange = waiters<TasksChanged>();
  connection.onRequest('workspace/diagnostic/refresh', () => nextRefresh.tell());
  const registrations = queue<string>();
  connection.onRequest('client/registerCapability', ({ registrations: given }: { registrations: readonly { method: string }[] }) => {
    for (const { method } of given) registrations.add(method);
    return null;
  });
  connection.onRequest('workspace/inlayHint/refresh', () => null);
  connection.onNotification('sweepdeck/tasksChanged', (change: TasksChanged) => void nextChange.tell(change));
  connection.listen();
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities: {
      workspace: { workspaceFolders: true, workspaceEdit: { documentChanges: true, changeAnnotationSupport: {} } },
      ...options.capabilities,
    },
    workspaceFolders: [{ uri: pathToFileURL(folder).href, name: 'w' }],
    initializationOptions: { budget: options.budget ?? PATIENT },
  });
  const startup = performance.now() - started;
  await connection.sendNotification('initialized', {});
  const next = (file: string) => {
    const version = (versions.get(file) ?? 0) + 1;
    versions.set(file, version);
    return version;
  };
  const ask = (method: string, file: string, more: object = {}): Promise<unknown> =>
    connection.sendRequest(method, { textDocument: { uri: uri(file) }, ...more });
  return {
    connection,
    folder,
    pid: child.pid ?? 0,
    startup,
    log,
    shown,
    uri,
    write: (written) => writeFiles(folder, written),
    open: (file, text) =>
      connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri: uri(file), languageId: 'sweep', version: next(file), text },
      }),
    edit: (file, text) =>
      connection.sendNotification('textDocument/didChange', {
        textDocument: { uri: uri(file), version: next(file) },
        contentChanges: [{ text }],
      }),
    close: (file) => connection.sendNotification('textDocument/didClose', { textDocument: { uri: uri(file) } }),
    watched: (file, type) => connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: uri(file), type }] }),
    ask,
    async problems(file) {
      const report = await ask('textDocument/diagnostic', file);
      // SAFETY: the server promised LSP; a full report has items.
      return (report as { readonly items: readonly Diagnostic[] }).items;
    },
    registered: registrations.take,
    tasksChanged: nextChange.wait,
    refreshed: nextRefresh.wait,
    async [Symbol.asyncDispose]() {
      await stop(connection, child);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function connect(child: ChildProcess): ProtocolConnection {
  if (!child.stdout || !child.stdin) throw new Error('The server was started without pipes.');
  return createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
}

async function stop(connection: ProtocolConnection, child: ChildProcess): Promise<void> {
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await connection.sendRequest('shutdown');
  await connection.sendNotification('exit');
  await ended;
  connection.dispose();
}

async function writeFiles(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
}

/** Values that wait until somebody takes them, and the other way round. */
function queue<T>(): { add(value: T): void; take(): Promise<T> } {
  const values: T[] = [];
  const takers: ((value: T) => void)[] = [];
  return {
    add(value) {
      const taker = takers.shift();
      if (taker) taker(value);
      else values.push(value);
    },
    take: () => {
      const value = values.shift();
      return value === undefined ? new Promise((resolve) => void takers.push(resolve)) : Promise.resolve(value);
    },
  };
}

/** Promises of the next event of a kind. */
function waiters<T>(): { tell(value: T): null; wait(): Promise<T> } {
  let waiting: ((value: T) => void)[] = [];
  return {
    tell(value) {
      for (const resolve of waiting) resolve(value);
      waiting = [];
      return null;
    },
    wait: () => new Promise((resolve) => void waiting.push(resolve)),
  };
}
