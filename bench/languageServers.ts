import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  DocumentDiagnosticRequest,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';

/** A language server as the bench drives it: one open document, one edit at a time. */
export interface BenchServer {
  /** Milliseconds from spawning the process to its answer to `initialize`. */
  readonly startup: number;
  /** Opens a document and waits for its diagnostics; answers how many there are. */
  open(name: string, text: string): Promise<number>;
  /** Replaces characters by an incremental edit; resolves when the diagnostics of the new text are there. */
  edit(change: Change): Promise<void>;
  /** Sends an edit and a request right behind it, and waits for the answer. */
  editAndAsk(change: Change, method: string, params: object): Promise<unknown>;
  ask(method: string, params?: object): Promise<unknown>;
  /** Resident memory of the process, in MB. */
  memory(): Promise<number>;
  stop(): Promise<void>;
}

/** Replaces `removed` characters of one line. */
export interface Change {
  readonly line: number;
  readonly character: number;
  readonly removed: number;
  readonly text: string;
}

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Our server as it is shipped, started like client/language.ts does. */
export function startOurs(folder: string): Promise<BenchServer> {
  return start({
    folder,
    program: ['--max-semi-space-size=2', join(ROOT, 'dist/server.mjs'), '--stdio'],
    env: { NODE_COMPILE_CACHE: join(folder, 'compile-cache') },
    languageId: 'sweep',
    pulls: true,
  });
}

/** yaml-language-server with the JSON Schema of our task files, which lies in the folder. */
export function startPeer(folder: string): Promise<BenchServer> {
  const settings = {
    yaml: { schemas: { [pathToFileURL(join(folder, 'schema.json')).href]: '*.sweep.yaml' }, validate: true, completion: true, hover: true },
  };
  const program = [join(ROOT, 'node_modules/yaml-language-server/bin/yaml-language-server'), '--stdio'];
  return start({ folder, program, languageId: 'yaml', pulls: false, settings });
}

interface Recipe {
  readonly folder: string;
  readonly program: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly languageId: string;
  /** Whether diagnostics are asked for, as its `initialize` says, or sent on its own. */
  readonly pulls: boolean;
  readonly settings?: Readonly<Record<string, unknown>>;
}

async function start({ folder, program, env, languageId, pulls, settings }: Recipe): Promise<BenchServer> {
  const began = performance.now();
  const child = spawn(process.execPath, program, { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, ...env } });
  const connection = connect(child);
  const published = diagnosticsOf(connection);
  connection.onRequest('workspace/configuration', ({ items }: { readonly items: readonly { readonly section?: string }[] }) =>
    items.map(({ section }) => settings?.[section ?? ''] ?? null),
  );
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('workspace/diagnostic/refresh', () => null);
  connection.onRequest('workspace/inlayHint/refresh', () => null);
  connection.listen();
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: pathToFileURL(folder).href,
    capabilities: {
      workspace: { configuration: true, workspaceFolders: true },
      textDocument: { completion: { completionItem: { snippetSupport: true } } },
    },
    workspaceFolders: [{ uri: pathToFileURL(folder).href, name: 'bench' }],
    initializationOptions: { budget: 60_000 },
  });
  const startup = performance.now() - began;
  await connection.sendNotification('initialized', {});
  if (settings) await connection.sendNotification('workspace/didChangeConfiguration', { settings });
  const diagnosed = pulls ? pulled(connection) : published;
  return { startup, ...drive({ connection, child, folder, languageId, diagnosed }) };
}

interface Driven {
  readonly connection: ProtocolConnection;
  readonly child: ChildProcess;
  readonly folder: string;
  readonly languageId: string;
  readonly diagnosed: (uri: string) => Promise<number>;
}

function drive({ connection, child, folder, languageId, diagnosed }: Driven): Omit<BenchServer, 'startup'> {
  let uri = '';
  let version = 0;
  const ask = (method: string, params: object = {}) => connection.sendRequest(method, { textDocument: { uri }, ...params });
  const send = ({ line, character, removed, text }: Change) => {
    const range = { start: { line, character }, end: { line, character: character + removed } };
    return connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: ++version },
      contentChanges: [{ range, text }],
    });
  };
  return {
    async open(name, text) {
      uri = pathToFileURL(join(folder, name)).href;
      await connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId, version: ++version, text } });
      return diagnosed(uri);
    },
    async edit(change) {
      await send(change);
      await diagnosed(uri);
    },
    async editAndAsk(change, method, params) {
      await send(change);
      return ask(method, params);
    },
    ask,
    async memory() {
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8');
      return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
    },
    async stop() {
      const ended = once(child, 'exit');
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
      await ended;
      connection.dispose();
    },
  };
}

function connect(child: ChildProcess): ProtocolConnection {
  if (!child.stdout || !child.stdin) throw new Error('The server was started without pipes.');
  return createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
}

/** Answers the number of diagnostics that the server sends next for a document. */
function diagnosticsOf(connection: ProtocolConnection): (uri: string) => Promise<number> {
  const waiting = new Map<string, (count: number) => void>();
  connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }: { uri: string; diagnostics: readonly unknown[] }) => {
    waiting.get(uri)?.(diagnostics.length);
    waiting.delete(uri);
  });
  return (uri) => new Promise((resolve) => void waiting.set(uri, resolve));
}

/** Asks for them like VS Code's client, which says what it shows already. */
function pulled(connection: ProtocolConnection): (uri: string) => Promise<number> {
  let shown: { readonly resultId?: string; readonly items: readonly unknown[] } = { items: [] };
  return async (uri) => {
    const { resultId: previousResultId } = shown;
    const report = await connection.sendRequest(DocumentDiagnosticRequest.type, {
      textDocument: { uri },
      ...(previousResultId !== undefined && { previousResultId }),
    });
    if (report.kind === 'full') shown = report;
    return shown.items.length;
  };
}
