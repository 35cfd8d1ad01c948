import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assertContents, EXTENSION_FILES, readExtension } from './contents.ts';
import { ROOT, run, stage } from './stage.ts';

/** Platforms of VS Code → binaries of better-sqlite3. */
export const TARGETS: Readonly<Record<string, string>> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'alpine-x64': 'linuxmusl-x64',
  'alpine-arm64': 'linuxmusl-arm64',
  'darwin-x64': 'darwin-x64',
  'darwin-arm64': 'darwin-arm64',
  'win32-x64': 'win32-x64',
  'win32-arm64': 'win32-arm64',
};

/** `.vscodeignore` names what of these is shipped. */
const FILES = [
  'package.json',
  'package.nls.json',
  '.vscodeignore',
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
  'docs',
  'examples',
  'l10n',
  'media',
  'python',
  'syntaxes',
];

const VSCE = join(ROOT, 'node_modules', '@vscode', 'vsce', 'vsce');

const LARGEST = 4_000_000;

/** A package that was made. */
export interface Packed {
  readonly file: string;
  /** In bytes. */
  readonly size: number;
}

/** Makes the VSIX of one platform in `folder`; throws when it holds a file that nobody meant to ship, or more than 4 MB. */
export async function packExtension(target: string, folder: string): Promise<Packed> {
  const binary = TARGETS[target];
  if (!binary) throw new Error(`There is no binary for ${target}: choose among ${Object.keys(TARGETS).join(', ')}.`);
  const staged = await mkdtemp(join(tmpdir(), 'sweepdeck-vsix-'));
  try {
    await stage({ folder: staged, binary, files: FILES });
    const file = join(folder, `sweepdeck-${target}.vsix`);
    run(VSCE, ['package', '--no-dependencies', '--target', target, '--allow-missing-repository', '--out', file], staged);
    assertContents(await readExtension(file), EXTENSION_FILES, 1);
    const { size } = await stat(file);
    if (size > LARGEST) throw new Error(`${file} has ${size} bytes, and at most ${LARGEST} are meant to be shipped.`);
    return { file, size };
  } finally {
    await rm(staged, { recursive: true, force: true });
  }
}

/** The platform of VS Code that this machine is. */
export function ownTarget(): string {
  const musl = process.platform === 'linux' && !('glibcVersionRuntime' in headerOf(process.report.getReport()));
  return `${musl ? 'alpine' : process.platform}-${process.arch}`;
}

function headerOf(report: object): object {
  return 'header' in report && typeof report.header === 'object' && report.header !== null ? report.header : {};
}
