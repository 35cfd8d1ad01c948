import { readdir, readFile } from 'node:fs/promises';

/**
 * Ends the runners that the extension started for a workspace and waits for them. They outlive the window on purpose, so they are not in
 * the process group of the server; they are known by the workspace on their command line.
 */
export async function endRunners(workspace: string): Promise<void> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  for (const pid of pids) {
    if (!(await isRunnerOf(pid, workspace))) continue;
    process.kill(pid, 'SIGTERM');
    await ended(pid, workspace);
  }
}

async function isRunnerOf(pid: number, workspace: string): Promise<boolean> {
  const values = (await commandLine(pid)).split('\0');
  return values.includes(workspace) && values.some((value) => /[/\\]runner\.mjs$/.test(value));
}

/** Empty for a process that has ended meanwhile. */
async function commandLine(pid: number): Promise<string> {
  try {
    return await readFile(`/proc/${pid}/cmdline`, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')) return '';
    throw error;
  }
}

/** A process that is not our child tells nobody when it ends, so it is asked for, each time after all other work. */
async function ended(pid: number, workspace: string): Promise<void> {
  const limit = performance.now() + 5000;
  while (await isRunnerOf(pid, workspace)) {
    if (performance.now() > limit) process.kill(pid, 'SIGKILL');
    await new Promise((resolve) => setImmediate(resolve));
  }
}
