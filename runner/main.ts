import { parseArgs } from 'node:util';
import { RunnerError } from '../protocol/errors.ts';
import { endpointFor } from './endpoint.ts';
import { idleTimer } from './idle.ts';
import { useLinearPatterns } from './linearPatterns.ts';
import { openRunner } from './openRunner.ts';
import { listen } from './socket.ts';
import { keepYoungHeapSmall } from './youngHeap.ts';

/*
 * The detached runner of one workspace: `node runner.mjs --workspace DIR`. Ends by itself 60 s after the last work and
 * the last client. Exit code 3: another process owns the workspace, so attach to that one.
 */
useLinearPatterns();
keepYoungHeapSmall();
const LOST = 3;
const { values } = parseArgs({ options: { workspace: { type: 'string' }, idle: { type: 'string' } } });

try {
  await main(values.workspace ?? process.cwd(), Number(values.idle ?? 60_000));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof RunnerError && error.code === 'lock-held' ? LOST : 1;
}

async function main(workspace: string, idleAfter: number): Promise<void> {
  const { runner, close, lost } = await openRunner(workspace);
  const idle = idleTimer(idleAfter, () => void stop());
  const socket = await listen(endpointFor(workspace), runner, () => check());
  const check = (): void => idle.set(!runner.busy && socket.clients === 0);
  runner.subscribe({ changed: () => check(), ended: () => check() });
  const stop = async (): Promise<void> => {
    idle.set(false);
    await socket.close();
    await close();
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => void stop());
  // Somebody else's runner has the workspace: what this one could not store it has kept beside the database.
  void lost.then(() => stop().finally(() => process.exit(LOST)));
  check();
}
