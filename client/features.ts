import './quietSchemas.ts';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { createContext } from './context.ts';
import type { Features } from './featuresApi.ts';
import { registerCodeLenses } from './features/codeLens.ts';
import { commandRunner } from './features/commands/command.ts';
import { debugItemCommand } from './features/commands/debugItem.ts';
import { environmentCommands } from './features/commands/environment.ts';
import { itemCommands } from './features/commands/item.ts';
import { keepRenamedCommand } from './features/commands/keepRenamed.ts';
import { lookCommands } from './features/commands/look.ts';
import { manageCommands } from './features/commands/manage.ts';
import { exportCommand } from './features/commands/export.ts';
import { importTaskCommand } from './features/commands/importTask.ts';
import { newTaskCommand } from './features/commands/newTask.ts';
import { previewEditCommand } from './features/commands/previewEdit.ts';
import { runCommands } from './features/commands/run.ts';
import { runWithCommand } from './features/commands/runWith.ts';
import { stopCommands } from './features/commands/stop.ts';
import { testPointCommand } from './features/commands/testPoint.ts';
import { registerEndNotice } from './features/endNotice.ts';
import { registerItemDocuments } from './features/itemDocument.ts';
import { resultsCommand } from './features/results.ts';
import { registerRenamedResults } from './features/renamedResults.ts';
import { registerRunsView } from './features/runsView.ts';
import { registerStatusBar } from './features/statusBar.ts';
import { registerTaskProblems } from './features/taskProblems.ts';
import { taskProvider } from './features/taskProvider.ts';
import { sweepTools } from './features/tools/sweepTools.ts';
import { registerTasksView } from './features/tasksView.ts';
import { registerTraceProblems } from './features/traceProblems.ts';
import { notify } from './notify.ts';

/** The list of features. Nothing is started here but the language server, and that is not waited for. */
export function startFeatures(extension: vscode.ExtensionContext): Features {
  // Rows, lenses and notes are made by functions that know no VS Code, and look their texts up here.
  if (vscode.l10n.bundle) l10n.config({ contents: vscode.l10n.bundle });
  const context = createContext(extension);
  const command = commandRunner(context, [
    ...runCommands,
    ...stopCommands,
    ...itemCommands,
    ...manageCommands,
    keepRenamedCommand,
    previewEditCommand,
    ...lookCommands,
    ...environmentCommands,
    testPointCommand(context),
    debugItemCommand,
    runWithCommand,
    resultsCommand(context),
    exportCommand,
    newTaskCommand,
    importTaskCommand,
  ]);
  registerTasksView(context);
  registerRunsView(context);
  registerCodeLenses(context);
  registerTaskProblems(context);
  registerTraceProblems(context);
  registerRenamedResults(context);
  registerItemDocuments(context);
  registerStatusBar(context);
  registerEndNotice(context);
  context.language.start().then(
    () => context.sweeps.refresh(),
    (error: unknown) => {
      context.log.error('The language server could not be started', error);
      void notify('error', 'The language server of Sweepdeck could not be started. The log says why.');
    },
  );
  return { command, tools: sweepTools(context), tasks: taskProvider(context) };
}
