import { spawnSync } from 'node:child_process';

/** Makes the VSIX of one platform, with the one binary that it needs: `node package.ts [target…]`, by default for this machine. */

/** Platforms of VS Code → binaries of better-sqlite3. */
const BINARIES: Readonly<Record<string, string>> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'alpine-x64': 'linuxmusl-x64',
  'alpine-arm64': 'linuxmusl-arm64',
  'darwin-x64': 'darwin-x64',
  'darwin-arm64': 'darwin-arm64',
  'win32-x64': 'win32-x64',
  'win32-arm64': 'win32-arm64',
};

const wanted = process.argv.slice(2);
for (const target of wanted.length > 0 ? wanted : [`${process.platform}-${process.arch}`]) {
  const binary = BINARIES[target];
  if (!binary) {
    console.error(`There is no binary for ${target}: choose among ${Object.keys(BINARIES).join(', ')}.`);
    process.exit(1);
  }
  run('node', ['build.ts', '--production', `--target=${binary}`]);
  run('vsce', ['package', '--no-dependencies', '--target', target, '--allow-missing-repository', '--out', `sweepdeck-${target}.vsix`]);
}

function run(program: string, values: readonly string[]): void {
  const { status } = spawnSync(program, values, { stdio: 'inherit', cwd: import.meta.dirname });
  if (status !== 0) process.exit(status ?? 1);
}
