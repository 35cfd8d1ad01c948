import * as vscode from 'vscode';
import { RunnerError } from '../../../protocol/errors.ts';
import type { Context } from '../../context.ts';
import type { Features } from '../../featuresApi.ts';
import { type CommandId, COMMANDS, PURE_VIEWS } from '../../ids.ts';
import { tellFailure } from '../failures.ts';
import { readTarget, type Target } from '../targets.ts';

/** A contributed command. It asks for what its target does not say, and does nothing when nothing is answered. */
export interface Command {
  readonly id: CommandId;
  /** `selected` are all rows that are selected in a view, the target among them; the target alone elsewhere. */
  run(context: Context, target: Target, selected: readonly Target[]): unknown;
}

/** Does commands by their names: each refuses politely in Restricted Mode and tells when it did not succeed. */
export function commandRunner(context: Context, commands: readonly Command[]): Features['command'] {
  const known = new Map(commands.map((command) => [command.id, command]));
  const missing = Object.values(COMMANDS).filter((id) => !known.has(id));
  if (missing.length > 0) throw new Error(`Nothing was written for the commands ${missing.join(', ')}.`);
  return async (id, argument, rows) => {
    try {
      if (!vscode.workspace.isTrusted && !PURE_VIEWS.includes(id))
        throw new RunnerError('not-authorised', `This workspace is not trusted: ${id} was not done.`);
      const target = readTarget(argument);
      await known.get(id)?.run(context, target, Array.isArray(rows) ? rows.map(readTarget) : [target]);
    } catch (error) {
      // Not awaited: a notification may stay for hours, and the command is over.
      void tellFailure(error, context.log);
    }
  };
}
