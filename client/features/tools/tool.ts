import * as vscode from 'vscode';
import type * as z from 'zod';
import { RunnerError } from '../../../protocol/errors.ts';
import type { Context } from '../../context.ts';
import type { Sweep } from '../../sweeps.ts';

/** Something that a language model may ask of the sweeps of this workspace. */
export interface Tool<Input> {
  /** Also the `inputSchema` in package.json, which a test keeps equal. */
  readonly input: z.ZodType<Input>;
  /** What the person is asked before it is done; absent for what only reads. */
  readonly confirm?: (input: Input) => vscode.LanguageModelToolConfirmationMessages;
  /** Text for the model: data, never instructions. */
  answer(context: Context, input: Input): Promise<string>;
}

/** A tool as VS Code asks it; what does not fit its schema, and every failure, comes back to the model as a sentence. */
export function makeTool<Input>(context: Context, tool: Tool<Input>): Required<vscode.LanguageModelTool<unknown>> {
  return {
    prepareInvocation({ input }) {
      const read = tool.input.safeParse(input);
      return read.success && tool.confirm ? { confirmationMessages: tool.confirm(read.data) } : {};
    },
    async invoke({ input }) {
      return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(await answered(context, tool, input))]);
    },
  };
}

async function answered<Input>(context: Context, tool: Tool<Input>, input: unknown): Promise<string> {
  const read = tool.input.safeParse(input);
  if (!read.success)
    return `The input does not fit: ${read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')}`;
  try {
    return await tool.answer(context, read.data);
  } catch (error) {
    if (!(error instanceof RunnerError)) throw error;
    return error.message;
  }
}

/** The task whose file a model names, by its path in the workspace or by the name of the task. */
export async function taskNamed(context: Context, task: string): Promise<Sweep> {
  await context.sweeps.refresh();
  const sweep = context.sweeps.known().find(({ uri, outline }) => vscode.workspace.asRelativePath(uri) === task || outline.name === task);
  if (sweep !== undefined) return sweep;
  const names = context.sweeps.known().map(({ uri }) => vscode.workspace.asRelativePath(uri));
  throw new RunnerError('bad-request', `There is no task ${task}. The tasks are: ${names.join(', ') || 'none'}.`);
}
