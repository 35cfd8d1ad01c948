import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/*
 * Where the files lie that are started by path: beside the sources when those run directly, in `dist/` when bundled.
 * A bundle is one file in `dist/`, the sources are folders deep, and only the sources end in `.ts`.
 */
const here = import.meta.url;
const bundled = !here.endsWith('.ts');

/** The folder that holds the Python package `sweepdeck`. */
export const pythonFolder = (): string => fileURLToPath(new URL('../python', here));

const SOURCES = { host: './host/main.ts', thread: './host/thread.ts', spawner: './host/spawner.ts', committer: './store/committer.ts' };

/** The program of a Node worker (`host`), of its threads, of the process that starts commands, or of the thread that commits. */
export function programPath(name: keyof typeof SOURCES): string {
  const path = fileURLToPath(new URL(bundled ? `./${name}.mjs` : SOURCES[name], here));
  if (!existsSync(path)) throw new Error(`Sweepdeck is not installed completely: ${path} is missing.`);
  return path;
}
