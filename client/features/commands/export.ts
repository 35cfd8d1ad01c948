import { COMMANDS } from '../../ids.ts';
import { exportResults } from '../resultsExport.ts';
import { askTask, filterOf } from '../targets.ts';
import type { Command } from './command.ts';

/** Writes all rows of a task, or of a group of the tree, to a file that the person chooses. */
export const exportCommand: Command = {
  id: COMMANDS.export,
  async run(context, target) {
    const sweep = await askTask(context, target);
    if (sweep !== undefined) await exportResults(context, sweep, { where: filterOf(target) ?? '' });
  },
};
