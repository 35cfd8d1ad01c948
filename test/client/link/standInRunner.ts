import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { parseArgs } from 'node:util';
import { openChannel } from '../../../protocol/channel.ts';
import { endpointOf } from '../../../protocol/endpoint.ts';
import { RunnerError } from '../../../protocol/errors.ts';
import { splitLines, toLine } from '../../../protocol/lines.ts';
import type { Hello, RunnerEvents, TaskStatus } from '../../../protocol/runner.ts';

/*
 * A process that talks like a runner and owns nothing: `node standInRunner.ts --workspace DIR`. The name of the file
 * that is asked for says what it does: `/die` ends it, `/environment` answers names of its environment.
 */
const { values } = parseArgs({ options: { workspace: { type: 'string' } } });
const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const endpoint = endpointOf({
  workspaceRealPath: values.workspace ?? '',
  env: process.env,
  uid: process.getuid?.(),
  platform: process.platform,
  hash,
});
const token = 'a secret';

if (values.workspace?.endsWith('broken')) process.exit(7);
mkdirSync(endpoint.folder, { recursive: true, mode: 0o700 });
rmSync(endpoint.socket, { force: true });
writeFileSync(endpoint.tokenFile, `${token}\n`, { mode: 0o600 });

const server = createServer((socket) => {
  const split = splitLines();
  let deliver: (frame: string) => void = () => undefined;
  const client = openChannel<RunnerEvents>(
    {
      send: (frame) => void socket.write(toLine(frame)),
      onFrame: (listener) => {
        deliver = listener;
      },
    },
    {
      hello(request: Hello) {
        if (request.token !== token) throw new RunnerError('not-authorised', 'Wrong token.');
        return { version: request.client, pid: process.pid };
      },
      async status({ files }: { readonly files: readonly string[] }) {
        if (files.includes('/die')) process.exit(1);
        const names = files.includes('/environment') ? Object.keys(process.env) : files;
        const statuses = names.map(status);
        for (const one of statuses) await client.changed.asEvent(one);
        return statuses;
      },
    },
  );
  socket.setEncoding('utf8').on('data', (piece: string) => {
    for (const frame of split(piece)) deliver(frame);
  });
  socket.on('error', () => socket.destroy());
});
server.listen(endpoint.socket);
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => process.exit(0));

function status(file: string): TaskStatus {
  return { file, name: 'x', points: 1, items: 1, done: 1, failed: 0, stale: 0, pending: 0, cancelled: 0, orphans: 0, revision: 1 };
}
