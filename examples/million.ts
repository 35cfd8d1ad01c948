import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** `npm run demo:million`: a million results in a real store, to look at in the results page. */

process.chdir(join(import.meta.dirname, '..'));
const folder = join('examples', 'million');
must(spawnSync('node', ['build.ts', '--production'], { stdio: 'inherit' }).status, [0], 'The build');
const task = join(folder, 'million.sweep.yaml');
// 2 says that items failed: those at resonance do, by design.
must(
  spawnSync('node', [join('dist', 'cli.mjs'), 'run', task, '--workspace', folder], { stdio: 'inherit' }).status,
  [0, 2],
  'sweepdeck run',
);
console.log(
  `\nOpen ${folder} in VS Code with Sweepdeck, and "Results" above the task. "npm run bench:page" measures what a page asks for.`,
);

function must(code: number | null, wanted: readonly number[], what: string): void {
  if (code !== null && wanted.includes(code)) return;
  console.error(`${what} ended with exit code ${code}: its message is above.`);
  process.exit(1);
}
