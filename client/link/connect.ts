import { lstat, readFile } from 'node:fs/promises';
import { createConnection, type Socket } from 'node:net';
import { type Channel, openChannel } from '../../protocol/channel.ts';
import type { Endpoint } from '../../protocol/endpoint.ts';
import { RunnerError } from '../../protocol/errors.ts';
import { splitLines, toLine } from '../../protocol/lines.ts';
import { PROTOCOL_VERSION, type RunnerApi, type RunnerEvents, type Welcome } from '../../protocol/runner.ts';

/** A runner that has greeted us. `closed` resolves when the connection is gone, whoever ended it. */
export interface Connection {
  readonly api: Channel<RunnerApi>;
  readonly welcome: Welcome;
  readonly closed: Promise<void>;
  close(): void;
}

/** Milliseconds; a runner that is well greets at once, also while it is busy. */
const PATIENCE = 30_000;

/**
 * Connects to the runner that listens at `endpoint`. Rejects with `connection-lost` when none does (yet),
 * `not-authorised` when the place could belong to somebody else, `lock-held` when it does not answer for `patience`
 * milliseconds, and with what the runner says when it refuses us.
 */
export async function connect(endpoint: Endpoint, events: RunnerEvents, client: string, patience = PATIENCE): Promise<Connection> {
  await refuseForeignFolder(endpoint.folder);
  for (let token = await readToken(endpoint.tokenFile); ; ) {
    const socket = await openSocket(endpoint.socket);
    const { api, closed } = channelOver(socket, events);
    try {
      const welcome = await answered(api.hello({ protocol: PROTOCOL_VERSION, token, client }), patience);
      return { api, welcome, closed, close: () => socket.destroy() };
    } catch (error) {
      socket.destroy();
      // Another runner may have taken over between the two looks.
      const now = await readToken(endpoint.tokenFile);
      if (now === token) throw error;
      token = now;
    }
  }
}

/** The system accepts connections for a runner that stands still (Ctrl+Z), which never answers. */
async function answered<T>(answer: Promise<T>, patience: number): Promise<T> {
  const { promise: silent, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () =>
      reject(
        new RunnerError(
          'lock-held',
          'The runner of this workspace does not answer. If it was stopped (Ctrl+Z), let it go on with `fg` in its terminal, or end it: finished results are kept.',
        ),
      ),
    patience,
  );
  try {
    return await Promise.race([answer, silent]);
  } finally {
    clearTimeout(timer);
  }
}

/** The secret is sent only where no other user could have put a socket of their own. */
async function refuseForeignFolder(folder: string): Promise<void> {
  const found = await lstat(folder).catch(notThere);
  if (process.platform === 'win32') return;
  const own = found.uid === process.getuid?.() && found.isDirectory() && (found.mode & 0o077) === 0;
  if (!own)
    throw new RunnerError(
      'not-authorised',
      `The folder ${folder} is not a folder that only you can open, so Sweepdeck does not talk to what listens there: remove it and try again.`,
    );
}

async function readToken(file: string): Promise<string> {
  return (await readFile(file, 'utf8').catch(notThere)).trim();
}

function openSocket(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(path);
    const refused = (): void => reject(new RunnerError('connection-lost', 'No runner of this workspace answers.'));
    socket.once('error', refused);
    socket.once('connect', () => {
      socket.off('error', refused);
      resolve(socket);
    });
  });
}

function channelOver(socket: Socket, events: RunnerEvents): Pick<Connection, 'api' | 'closed'> {
  const split = splitLines();
  const lost = Promise.withResolvers<void>();
  let deliver: (frame: string) => void = () => undefined;
  const api = openChannel<RunnerApi>(
    {
      send: (frame) => void socket.write(toLine(frame)),
      onFrame: (listener) => {
        deliver = listener;
      },
    },
    { changed: (status) => events.changed(status), ended: (summary) => events.ended(summary) } satisfies RunnerEvents,
  );
  socket.setEncoding('utf8');
  socket.on('data', (piece: string) => {
    try {
      for (const frame of split(piece)) deliver(frame);
    } catch (error) {
      // A frame beyond the limit: nothing that follows can be understood.
      socket.destroy(error instanceof Error ? error : undefined);
    }
  });
  // The reason of an error is of no use to anyone: `close` always follows.
  socket.on('error', () => socket.destroy());
  socket.on('close', () => {
    api.$close(new RunnerError('connection-lost', 'The runner ended or the connection to it was lost.'));
    lost.resolve();
  });
  return { api, closed: lost.promise };
}

function notThere(cause: unknown): never {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') throw new RunnerError('connection-lost', 'No runner of this workspace is up.');
  throw new RunnerError('not-authorised', `The runner of this workspace cannot be asked (${String(code)}).`);
}
