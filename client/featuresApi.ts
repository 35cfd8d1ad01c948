import type * as vscode from 'vscode';
import type { CommandId, ToolName } from './ids.ts';

/** What VS Code may ask for as soon as the activation is over. */
export interface Features {
  /** Does a contributed command with what a menu, a lens or a key binding hands over. */
  readonly command: (id: CommandId, argument: unknown, rows: unknown) => Promise<void>;
  readonly tools: Readonly<Record<ToolName, Required<vscode.LanguageModelTool<unknown>>>>;
  readonly tasks: Required<vscode.TaskProvider>;
}
