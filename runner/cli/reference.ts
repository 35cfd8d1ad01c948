import type { Command } from 'commander';
import { wholeCommandLine } from './program.ts';

/** `docs/command-line.md`: every command with its arguments and options, from the definitions that `--help` is made of. */
export function commandLinePage(): string {
  return [HEAD, ...wholeCommandLine().program.commands.map(section)].join('\n\n').concat('\n');
}

const HEAD = `# The command line

\`sweepdeck COMMAND\` works in the nearest parent folder with \`.sweepdeck\`, else with \`.git\`, else in the current one. Results go to standard
output, words for people to standard error. This page is made from the definitions of the commands by \`node docs/build.ts\`; the
[recipes](recipes/README.md) show them at work.

Exit codes: 0 everything selected is done, 1 nothing could run, 2 something failed, 3 stopped early, 130 interrupted.

All commands take \`--workspace DIR\` (the workspace folder), \`--json\` (standard output is one JSON document) and \`--no-progress\` (no live
progress line).`;

const OF_ALL: readonly string[] = ['--workspace', '--json', '--no-progress'];

function section(command: Command): string {
  const usage = command.registeredArguments.map((one) => {
    const shown = `${one.name().toUpperCase()}${one.variadic ? '…' : ''}`;
    return one.required ? ` ${shown}` : ` [${shown}]`;
  });
  const rows = [
    ...command.registeredArguments.map((one) => row(one.name().toUpperCase(), one.description, one.defaultValue)),
    ...command.options
      .filter(({ long }) => !OF_ALL.includes(long ?? ''))
      .map(({ flags, description, argChoices, defaultValue }) => {
        const choices = argChoices ? `: ${argChoices.map((one) => `\`${one}\``).join(', ')}` : '';
        return row(flags, `${description}${choices}`, defaultValue);
      }),
  ];
  const table = rows.length > 0 ? `\n\n| | |\n|---|---|\n${rows.join('\n')}` : '';
  return `## ${command.name()}\n\n\`sweepdeck ${command.name()}${usage.join('')}\`: ${command.description()}.${table}`;
}

function row(name: string, meaning: string, value: unknown): string {
  const otherwise = value === undefined ? '' : `; default: \`${JSON.stringify(value)}\``;
  return `| \`${name}\` | ${`${meaning}${otherwise}`.replaceAll('|', '\\|')} |`;
}
