import { existsSync, readFileSync } from 'node:fs';

/*
 * For `--import`: says on standard error, at the end of its process, how much memory it had at most, in MiB. On Linux the
 * `maxRSS` of a process begins with what the one that forked it had.
 */
process.on('exit', () => console.error('memory', Math.round(peak() / 1024)));

function peak(): number {
  const status = '/proc/self/status';
  if (!existsSync(status)) return process.resourceUsage().maxRSS;
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(status, 'latin1'))?.[1]);
}
