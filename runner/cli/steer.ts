import { RunnerError } from '../../protocol/errors.ts';
import type { SteerRequest } from '../../protocol/runner.ts';
import { type CliContext, connectToRunning, taskFile } from './context.ts';
import { printJson, say } from './print.ts';

/** Pauses, resumes or resizes a sweep that runs in another process; what runs there already is not touched. */
export async function steer(context: CliContext, name: string, how: Omit<SteerRequest, 'file'>): Promise<number> {
  const file = taskFile(context, name);
  const connection = await connectToRunning(context);
  if (!connection) throw new RunnerError('bad-request', `No sweep of ${name} is running; start one with \`sweepdeck run\`.`);
  try {
    const { paused } = await connection.api.steer({ file, ...how });
    if (context.json) await printJson({ paused });
    else say(how.workers === undefined ? pausedSentence(paused, name) : `The sweep has ${how.workers} workers from now on.`);
    return 0;
  } finally {
    await connection.close();
  }
}

function pausedSentence(paused: boolean, name: string): string {
  return paused ? `Paused: what runs comes to its end, nothing more begins until \`sweepdeck resume ${name}\`.` : 'The sweep goes on.';
}
