import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import type { DebugCommand } from '../../protocol/debug.ts';
import { plainText } from '../../protocol/plainText.ts';

/** Runs the command of one item in this terminal, whose keys are the command's, and keeps the terminal until what it said was read. */
export async function debugCommand({ file, arguments: rest, env, folder, files }: DebugCommand): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const [path, text] of files) writeFileSync(path, text);
  // Ctrl+C is for the command: it may be a debugger, which goes on.
  process.on('SIGINT', () => undefined);
  console.log(plainText([file, ...rest].map(quoted).join(' ')));
  const child = spawn(file, rest, { stdio: 'inherit', env: { ...process.env, ...env } });
  const { promise, resolve } = Promise.withResolvers<string>();
  child.once('error', (error) => {
    process.exitCode = NOT_FOUND;
    resolve(`could not be started: ${error.message}`);
  });
  child.once('exit', (code, signal) => {
    process.exitCode = code ?? 1;
    resolve(signal === null ? `ended with exit status ${code ?? 0}` : `was ended by ${signal}`);
  });
  console.log(`\nThe command ${await promise}. Nothing of it was recorded.`);
  if (process.stdin.isTTY) await anyKey();
}

/** What shells say of a command that they cannot start. */
const NOT_FOUND = 127;

async function anyKey(): Promise<void> {
  console.log('Press any key to close this terminal.');
  process.stdin.setRawMode(true).resume();
  await once(process.stdin, 'data');
  process.stdin.pause();
}

/** For the eye: words with spaces or signs in quotes. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : JSON.stringify(word);
}
