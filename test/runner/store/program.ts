import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** Starts a TypeScript program of this folder under the Node of the tests. */
export function startProgram(name: 'committer' | 'contender', parameters: readonly string[]): ChildProcess {
  const file = fileURLToPath(new URL(`./${name}.ts`, import.meta.url));
  return spawn(process.execPath, [file, ...parameters], { stdio: ['ignore', 'pipe', 'inherit'] });
}

/** Everything that a program printed until it ended. */
export async function outputOf(child: ChildProcess): Promise<string> {
  let text = '';
  child.stdout?.on('data', (part: Buffer) => {
    text += part.toString();
  });
  await once(child, 'close');
  return text;
}

/** Reads whole lines until `enough` of them have come, kills with SIGKILL, and answers all lines that were printed. */
export async function linesUntilKilled(child: ChildProcess, enough: number): Promise<readonly string[]> {
  if (child.stdout === null) throw new Error('the program has no standard output');
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (lines.length === enough) child.kill('SIGKILL');
  }
  return lines;
}

/** Waits for one line and stops reading. */
export async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('the program has no standard output');
  const [part] = await once(child.stdout, 'data');
  child.stdout.resume();
  return String(part).split('\n')[0] ?? '';
}
