import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { assertContents, COMMAND_LINE_FILES } from './contents.ts';
import { type Packed, TARGETS } from './extension.ts';
import { npmScript, ROOT, run, stage } from './stage.ts';

const FILES = ['README.md', 'CHANGELOG.md', 'LICENSE', 'python'];

/** What of the build only the editor needs. */
const NOT_FOR_IT = ['!dist/*.cjs', '!dist/server*.mjs', '!dist/results.*', '!dist/chart.js', '!dist/codicon.*', '!**/__pycache__'];

const manifestSchema = z.object({
  name: z.string(),
  version: z.string(),
  description: z.string(),
  license: z.string(),
  keywords: z.array(z.string()),
  bin: z.record(z.string(), z.string()),
});

const packedSchema = z.tuple([
  z.object({ filename: z.string(), size: z.number(), files: z.array(z.object({ path: z.string(), size: z.number() })) }),
]);

/** Makes the npm package of the command line in `folder`: bundled, so it has no dependencies, with the native modules of all platforms. */
export async function packCommandLine(folder: string): Promise<Packed> {
  const staged = await mkdtemp(join(tmpdir(), 'sweepdeck-npm-'));
  try {
    await stage({ folder: staged, files: FILES });
    const manifest = manifestSchema.parse(JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')));
    const own = { ...manifest, type: 'module', engines: { node: '>=22.14' }, files: ['dist', 'python', 'CHANGELOG.md', ...NOT_FOR_IT] };
    await writeFile(join(staged, 'package.json'), `${JSON.stringify(own, null, 2)}\n`);
    const [packed] = packedSchema.parse(JSON.parse(run(npmScript(), ['pack', '--json', '--pack-destination', folder], staged)));
    assertContents(packed.files, COMMAND_LINE_FILES, Object.keys(TARGETS).length);
    return { file: join(folder, packed.filename), size: packed.size };
  } finally {
    await rm(staged, { recursive: true, force: true });
  }
}
