import { hash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { connect, type Connection } from '../../client/link/connect.ts';
import { launch } from '../../client/link/launch.ts';
import { RunnerLink } from '../../client/link/link.ts';
import { endpointOf } from '../../protocol/endpoint.ts';
import { RunnerError } from '../../protocol/errors.ts';
import type { TaskStatus } from '../../protocol/runner.ts';

/*
 * What a window of the editor is to a runner, in a process of its own: `node windowProgram.ts RUNNER WORKSPACE FILE start|look`.
 * Attaches to the runner of the workspace or starts one, starts the sweep or only looks on, and writes what it sees as JSON
 * lines (windows.ts reads them) until the sweep has ended.
 */
const [script = '', workspace = '', file = '', doing] = process.argv.slice(2);
const begun = performance.now();
/** Nothing is asked any more: a link that was let go of would answer at once, for ever. */
const over = new AbortController();
const endpoint = endpointOf({
  workspaceRealPath: realpathSync(workspace),
  env: process.env,
  uid: process.getuid?.(),
  platform: process.platform,
  hash: (text) => hash('sha256', text, 'hex'),
});

function say(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function show({ items, done, failed, stale, pending, cancelled, active }: TaskStatus): void {
  say({ kind: 'status', at: performance.now() - begun, items, done, failed, stale, pending, cancelled, active: active !== undefined });
}

async function attach(): Promise<Connection> {
  const connection = await connect(endpoint, { changed: show, ended: () => void finish() }, 'a window');
  say({ kind: 'attached', pid: connection.welcome.pid });
  return connection;
}

const link = new RunnerLink({
  attach,
  start: () => launch({ node: process.execPath, electron: false, script, workspace, endpoint, env: process.env }, attach),
  now: () => performance.now(),
  changed: (state) => {
    if (state === 'connected') void look();
  },
  failed: (error) => say({ kind: 'failed', error: String(error) }),
});

/** A runner that ends meanwhile is followed by another one, which the link looks at. */
async function look(): Promise<void> {
  const status = await link
    .attached()
    .then(async (api) => (await api?.status({ files: [file] }))?.[0])
    .catch(unlessLost);
  if (!status) return;
  show(status);
  // The sweep was over before this window had come.
  if (doing !== 'start' && status.active === undefined && status.pending === 0) leave();
}

async function finish(): Promise<void> {
  while (!over.signal.aborted) {
    const [status] = (await link
      .need()
      .then((api) => api.status({ files: [file] }))
      .catch(unlessLost)) ?? [undefined];
    if (!status) continue;
    show(status);
    return leave();
  }
}

function unlessLost(error: unknown): undefined {
  if (!(error instanceof RunnerError) || error.code !== 'connection-lost') throw error;
}

function leave(): void {
  say({ kind: 'over' });
  close();
}

function close(): void {
  over.abort();
  link.dispose();
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, close);
for (let answer: unknown; answer === undefined && !over.signal.aborted; )
  answer = await link
    .need()
    .then(async (api) => (doing === 'start' ? await api.start({ file }) : 'none'))
    .catch(unlessLost);
