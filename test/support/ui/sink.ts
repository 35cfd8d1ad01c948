import { once } from 'node:events';
import { createServer } from 'node:http';

/** A server that nobody may ask for anything, and what it was asked for. */
export interface Sink {
  readonly address: string;
  readonly asked: readonly string[];
  close(): Promise<void>;
}

/** Listens on a free port of this machine. */
export async function openSink(): Promise<Sink> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The sink has no port.');
  return {
    address: `http://127.0.0.1:${address.port}`,
    asked,
    async close() {
      server.close();
      await once(server, 'close');
    },
  };
}
