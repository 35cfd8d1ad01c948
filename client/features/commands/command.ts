import * as vscode from 'vscode';
import { RunnerError } from '../../../protocol/errors.ts';
import type { Context } from '../../context.ts';
import { type CommandId, PURE_VIEWS } from '../../ids.ts';
import { tellFailure } from '../failures.ts';
import { readTarget, type Target } from '../targets.ts';

/** A contributed command. It asks for what its target does not say, and does nothing when nothing is answered. */
export interface Command {
  readonly id: CommandId;
  /** `selected` are all rows that are selected in a view, the target among them; the target alone elsewhere. */
  run(context: Context, target: Target, selected: readonly Target[]): unknown;
}

/** Registers commands so that each refuses politely in Restricted Mode and tells when it did not succeed. */
export function registerCommands(context: Context, commands: readonly Command[]): void {
  for (const command of commands) {
    const run = async (argument: unknown, rows: unknown): Promise<void> => {
      try {
        if (!vscode.workspace.isTrusted && !PURE_VIEWS.includes(command.id))
          throw new RunnerError('not-authorised', `This workspace is not trusted: ${command.id} was not done.`);
        const target = readTarget(argument);
        await command.run(context, target, Array.isArray(rows) ? rows.map(readTarget) : [target]);
      } catch (error) {
        // Not awaited: a notification may stay for hours, and the command is over.
        void tellFailure(error, context.log);
      }
    };
    context.extension.subscriptions.push(vscode.commands.registerCommand(command.id, run));
  }
}
