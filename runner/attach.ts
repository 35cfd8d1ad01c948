import { connect, type Socket } from 'node:net';
import { type Channel, openChannel } from '../protocol/channel.ts';
import { RunnerError } from '../protocol/errors.ts';
import { PROTOCOL_VERSION, type RunnerApi, type RunnerEvents } from '../protocol/runner.ts';
import { endpointFor, readToken } from './endpoint.ts';
import { socketPipe } from './socket.ts';
import { watchForStop } from './stopped.ts';
import { VERSION } from './version.ts';

/** A runner in another process, as the command line speaks to it. */
export interface RemoteRunner {
  readonly api: Channel<RunnerApi>;
  /** Rejects when the connection breaks. */
  readonly lost: Promise<never>;
  close(): void;
}

/** Attaches to the workspace's runner; `undefined` when none listens. Rejects with `lock-held` when it stands still. */
export async function attach(workspace: string, events: RunnerEvents): Promise<RemoteRunner | undefined> {
  const endpoint = endpointFor(workspace);
  for (let token = readToken(endpoint); token !== undefined; ) {
    const socket = await tryConnect(endpoint.socket);
    if (!socket) return undefined;
    const watch = watchForStop(workspace);
    try {
      return await Promise.race([greet(socket, token, events), watch.stopped]);
    } catch (error) {
      socket.destroy();
      // Another runner may have taken over between the two looks.
      const now = readToken(endpoint);
      if (now === token) throw error;
      token = now;
    } finally {
      watch.close();
    }
  }
  return undefined;
}

async function greet(socket: Socket, token: string, events: RunnerEvents): Promise<RemoteRunner> {
  const api = openChannel<RunnerApi>(socketPipe(socket), events);
  const lost = new Promise<never>((_resolve, reject) => {
    socket.on('close', () => {
      const error = new RunnerError(
        'connection-lost',
        'The runner of this workspace has gone away; results that it had reported are kept. Run the command again.',
      );
      api.$close(error);
      reject(error);
    });
  });
  lost.catch(() => undefined);
  await api.hello({ protocol: PROTOCOL_VERSION, token, client: `cli ${VERSION}` });
  return { api, lost, close: () => socket.destroySoon() };
}

function tryConnect(path: string): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => resolve(socket));
    socket.once('error', () => resolve(undefined));
  });
}
