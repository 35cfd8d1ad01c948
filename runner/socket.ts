import { randomBytes, timingSafeEqual } from 'node:crypto';
import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { openChannel, type TextPipe } from '../protocol/channel.ts';
import type { Endpoint } from '../protocol/endpoint.ts';
import { RunnerError } from '../protocol/errors.ts';
import { splitLines, toLine } from '../protocol/lines.ts';
import { type Hello, PROTOCOL_VERSION, type RunnerApi, type RunnerEvents, type Welcome } from '../protocol/runner.ts';
import { readToken, securedFolder } from './endpoint.ts';
import { fault } from './fault.ts';
import type { Runner } from './runner.ts';
import { VERSION } from './version.ts';

/** Listens for windows and command lines of this user. Must be called while the workspace's lock is held. */
export interface RunnerSocket {
  readonly clients: number;
  close(): Promise<void>;
}

export async function listen(endpoint: Endpoint, runner: Runner, changed: () => void): Promise<RunnerSocket> {
  securedFolder(endpoint);
  const token = randomBytes(16).toString('hex');
  const clients = new Set<Socket>();
  const server = createServer((socket) => {
    clients.add(socket);
    changed();
    socket.on('close', () => {
      clients.delete(socket);
      changed();
    });
    serve(socket, token, runner);
  });
  if (process.platform !== 'win32') rmSync(endpoint.socket, { force: true });
  // Before the socket, so that whoever can connect finds the token that belongs to it.
  rmSync(endpoint.tokenFile, { force: true });
  writeFileSync(endpoint.tokenFile, token, { mode: 0o600, flag: 'wx' });
  fault('token.written');
  await listening(server, endpoint.socket);
  if (process.platform !== 'win32') chmodSync(endpoint.socket, 0o600);
  fault('socket.listening');
  return {
    get clients() {
      return clients.size;
    },
    async close() {
      for (const socket of clients) socket.destroySoon();
      if (readToken(endpoint) !== token) {
        // Another runner listens there by now, and closing would remove its socket.
        server.unref();
        return;
      }
      rmSync(endpoint.tokenFile, { force: true });
      await new Promise<void>((resolve) => server.close(() => resolve()));
      fault('socket.closed');
    },
  };
}

function listening(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** One client: nothing but `hello` is answered until it has shown the token. */
function serve(socket: Socket, token: string, runner: Runner): void {
  let unsubscribe: (() => void) | undefined;
  let welcome = false;
  const refuse = (message: string): never => {
    refused = true;
    throw new RunnerError('not-authorised', message);
  };
  let refused = false;
  const gate: Gate = (call) => async (request) => (welcome ? call(request) : refuse('The first call on this connection must be hello.'));
  const api: RunnerApi = {
    hello: async (request) => {
      if (!isToken(request, token)) refuse('The token does not belong to this runner.');
      const answer = admit(request);
      welcome = true;
      fault('hello.answered');
      unsubscribe = runner.subscribe({
        changed: (status) => void channel.changed.asEvent(status),
        ended: (summary) => void channel.ended.asEvent(summary),
      });
      return answer;
    },
    ...behind(gate, runner),
  };
  const pipe = socketPipe(socket);
  const send = (frame: string): void => {
    pipe.send(frame);
    // Who is not admitted gets the reason and nothing more.
    if (refused) socket.destroySoon();
  };
  const channel = openChannel<RunnerEvents>({ ...pipe, send }, api);
  socket.on('close', () => {
    unsubscribe?.();
    channel.$close();
  });
}

/** Lets a call through once the client has shown the token. */
type Gate = <Request, Answer>(call: (request: Request) => Promise<Answer>) => (request: Request) => Promise<Answer>;

function behind(gate: Gate, runner: Runner): Omit<RunnerApi, 'hello'> {
  return {
    start: gate((request) => runner.start(request)),
    cancel: gate((request) => runner.cancel(request)),
    steer: gate((request) => runner.steer(request)),
    status: gate((request) => runner.status(request)),
    page: gate((request) => runner.page(request)),
    distributions: gate((request) => runner.distributions(request)),
    plot: gate((request) => runner.plot(request)),
    item: gate((request) => runner.item(request)),
    neighbours: gate((request) => runner.neighbours(request)),
    log: gate((request) => runner.log(request)),
    files: gate((request) => runner.files(request)),
    preview: gate((request) => runner.preview(request)),
    place: gate((request) => runner.place(request)),
    findings: gate((request) => runner.findings(request)),
    hypotheses: gate((request) => runner.hypotheses(request)),
    previewEdit: gate((request) => runner.previewEdit(request)),
    refine: gate((request) => runner.refine(request)),
    debug: gate((request) => runner.debug(request)),
    test: gate((request) => runner.test(request)),
    delete: gate((request) => runner.delete(request)),
    restore: gate((request) => runner.restore(request)),
    register: gate((request) => runner.register(request)),
    keepRenamed: gate((request) => runner.keepRenamed(request)),
    registerAll: gate((request) => runner.registerAll(request)),
    tag: gate((request) => runner.tag(request)),
    explain: gate((request) => runner.explain(request)),
    accept: gate((request) => runner.accept(request)),
    freeze: gate((request) => runner.freeze(request)),
    drop: gate((request) => runner.drop(request)),
    versions: gate((request) => runner.versions(request)),
    compare: gate((request) => runner.compare(request)),
    manifest: gate((request) => runner.manifest(request)),
    gc: gate((request) => runner.gc(request)),
  };
}

/** Whatever a stranger sends, in constant time. */
function isToken(request: unknown, token: string): boolean {
  const given = typeof request === 'object' && request !== null && 'token' in request ? request.token : undefined;
  const shown = Buffer.from(typeof given === 'string' ? given : '');
  const known = Buffer.from(token);
  return shown.length === known.length && timingSafeEqual(shown, known);
}

function admit(request: Hello): Welcome {
  if (request.protocol !== PROTOCOL_VERSION) {
    throw new RunnerError(
      'protocol-mismatch',
      `This runner speaks protocol ${PROTOCOL_VERSION} and the client ${request.protocol}: reload the window, and stop the runner with \`sweepdeck cancel\` if that does not help.`,
    );
  }
  return { version: VERSION, pid: process.pid };
}

/** A socket as a pipe of lines; a peer that sends an endless one is cut off. */
export function socketPipe(socket: Socket): TextPipe {
  socket.setEncoding('utf8');
  socket.on('error', () => socket.destroy());
  return {
    send: (frame) => {
      if (socket.writable) socket.write(toLine(frame));
    },
    onFrame(listener) {
      const split = splitLines();
      socket.on('data', (piece: string) => {
        try {
          split(piece).forEach(listener);
        } catch (error) {
          socket.destroy(error instanceof Error ? error : undefined);
        }
      });
    },
  };
}
