import { Option } from 'commander';
import { BUMPS } from '../../core/version/version.ts';
import type { CommandLine } from './commandLine.ts';
import { compare, freeze, manifest, versions } from './versions.ts';

/** Commands about frozen sweeps and how results were made. */
export function defineVersionCommands({ define }: CommandLine): void {
  define<Omit<Parameters<typeof freeze>[2], 'version'>>(
    'freeze',
    'give the results of now a version number',
    (context, [file, version], options) =>
      freeze(context, String(file), { ...options, ...(version !== undefined && { version: String(version) }) }),
  )
    .argument('<file>', 'task file')
    .argument('[version]', 'the number, such as v1.2.0 (default: by --bump)')
    .addOption(new Option('--bump <part>', 'what of the latest number to raise; `keep` replaces it').choices([...BUMPS]).default('major'))
    .option('--note <text>', 'what is special about it')
    .option('--drop <version>', 'give a version up instead');
  define<object>('versions', 'the versions of a task', (context, [file]) => versions(context, String(file))).argument(
    '<file>',
    'task file',
  );
  define<object>('compare', 'what is different between two versions, or between one and now', (context, [file, from, to]) =>
    compare(context, String(file), { from: String(from), ...(to !== undefined && { to: String(to) }) }),
  )
    .argument('<file>', 'task file')
    .argument('<from>', 'a version')
    .argument('[to]', 'another one (default: the results of now)');
  define<{ readonly version?: string }>('manifest', 'how the results of the last sweep were made, as JSON', (context, [file], options) =>
    manifest(context, String(file), options),
  )
    .argument('<file>', 'task file')
    .option('--version <version>', 'of a version instead');
}
