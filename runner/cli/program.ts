import { type CommandLine, newCommandLine } from './commandLine.ts';
import { defineResultCommands } from './resultCommands.ts';
import { defineSweepCommands } from './sweepCommands.ts';
import { defineVersionCommands } from './versionCommands.ts';

/** The command line with all its commands; nothing is run yet. */
export function wholeCommandLine(): CommandLine {
  const line = newCommandLine();
  defineSweepCommands(line);
  defineResultCommands(line);
  defineVersionCommands(line);
  return line;
}
