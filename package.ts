import { packCommandLine } from './packaging/commandLine.ts';
import { ownTarget, packExtension, TARGETS } from './packaging/extension.ts';

/**
 * Makes what is published, here in this folder: `node package.ts [target…|all] [npm]`. A target is a platform of VS Code, by default this
 * machine's; `all` are the eight that there are binaries for; `npm` is the package of the command line.
 */
const wanted = process.argv.slice(2);
const named = wanted.flatMap((name) => (name === 'all' ? Object.keys(TARGETS) : [name]));
try {
  for (const name of named.length > 0 ? named : [ownTarget()]) {
    const { file, size } = name === 'npm' ? await packCommandLine(import.meta.dirname) : await packExtension(name, import.meta.dirname);
    console.log(`${file}  ${(size / 1e6).toFixed(2)} MB`);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
