import { join } from 'node:path';
import { startLanguageClient } from '../test/support/languageClient.ts';

/** Milliseconds from sending a keystroke in a task file of so many lines to its diagnostics, over a real connection to the built server. */
export async function measureKeystrokes(lines: number, keystrokes: number): Promise<readonly number[]> {
  await using client = await startLanguageClient({}, { server: SERVER });
  const file = 'long.sweep.yaml';
  await client.open(file, taskText(lines, 0));
  await client.problems(file);
  const times: number[] = [];
  for (let key = 0; key < keystrokes; key++) {
    const wrong = key % 2 === 0;
    const sent = performance.now();
    await client.edit(file, taskText(lines, wrong ? 9 : key % 8));
    const problems = await client.problems(file);
    times.push(performance.now() - sent);
    if (problems.some((one) => one.code === 'min-greater-than-max') !== wrong)
      throw new Error(`After keystroke ${key} the diagnostics are ${JSON.stringify(problems)}`);
  }
  return times;
}

const SERVER = join(import.meta.dirname, '..', 'dist', 'server.mjs');

/** A valid file but for an axis in the middle that is empty when its lower end is 9. */
function taskText(lines: number, low: number): string {
  const axes = Array.from({ length: Math.floor((lines - 3) / 4) }, (_, at) => [
    `  group${at}:`,
    `    rate: {min: 0.1, max: 0.9, num: 5}`,
    `    depth: [1, 2, 4] # how often`,
    `    label: "run ${at}"`,
  ]);
  const middle = Math.floor(axes.length / 2);
  axes[middle]?.splice(1, 1, `    rate: {min: ${low}, max: 8, step: 1}`);
  return ['run:', '  command: [solve, "${args}"]', 'parameters:', ...axes.flat(), ''].join('\n');
}
