import * as vscode from 'vscode';
import { RunnerError } from '../../protocol/errors.ts';
import { pageStateSchema, plotChoiceSchema, type ResultsHost } from '../../protocol/results.ts';
import type { Context } from '../context.ts';
import type { Sweep } from '../sweeps.ts';
import { addConstraint } from './addConstraint.ts';
import { copyParameters } from './commands/item.ts';
import { startSweep } from './commands/run.ts';
import { stopSweep } from './commands/stop.ts';
import { actOnItems } from './resultsActions.ts';
import { exportResults } from './resultsExport.ts';
import { openItemFile } from './openItemFile.ts';
import { resultsQuestions } from './resultsQuestions.ts';
import {
  actionRequest,
  causeRequest,
  copyRequest,
  exportRequest,
  fileChoice,
  pictureRequest,
  rerunRequest,
  sourceRequest,
  textRequest,
  whereRequest,
} from './resultsRequests.ts';
import { refineHere } from './refineHere.ts';
import { savePlot } from './savePlot.ts';
import { savePicture } from './resultsPicture.ts';
import { insideFolder } from './sourcePlace.ts';
import { traceFrames } from '../../protocol/trace.ts';

/** What a results page may ask, for one task. A page is not trusted: each request is read through a schema, and it names rows, never files. */
export function resultsHost(context: Context, sweep: () => Sweep | undefined): ResultsHost {
  const task = (): Sweep => {
    const found = sweep();
    if (found === undefined) throw new RunnerError('task-invalid', 'The task file of this page is gone.');
    return found;
  };
  const host: ResultsHost = {
    async ready() {
      context.sweeps.want();
      await context.sweeps.refresh();
      return sweep()?.status ?? null;
    },
    ...resultsQuestions(context, task),
    openFile: async (request) => openItemFile(context, task(), fileChoice.parse(request)),
    addConstraint: async (request) => addConstraint(context, task(), causeRequest.parse(request).cause),
    rerun: async (request) => startSweep(context, task(), rerunRequest.parse(request)),
    stop: async () => stopSweep(context, task()),
    act: async (request) => actOnItems(task(), actionRequest.parse(request)),
    exportRows: async (request) => exportResults(context, task(), exportRequest.parse(request)),
    savePlot: async (request) => savePlot(task(), plotChoiceSchema.parse(request)),
    refine: async (request) => refineHere(context, task(), whereRequest.parse(request).where),
    savePicture: async (request) => savePicture(task(), pictureRequest.parse(request)),
    copy: async (request) => copyParameters(context, task(), copyRequest.parse(request)),
    async copyText(request) {
      await vscode.env.clipboard.writeText(textRequest.parse(request).text);
    },
    openSource: async (request) => openSource(context, task(), sourceRequest.parse(request)),
    saveState: async (state) => context.extension.workspaceState.update(stateKey(task().uri), pageStateSchema.parse(state)),
  };
  // Without a prototype, a page cannot call `constructor` and the like.
  return Object.assign(Object.create(null), host);
}

/** Where the state of a task's page is kept: how it was looked at, nothing that the runner knows. */
export function stateKey(uri: vscode.Uri): string {
  return `results ${uri.toString()}`;
}

/** Opens the place of one frame of an item's traceback, if it lies in the workspace folder after links are resolved. */
async function openSource(context: Context, sweep: Sweep, choice: { readonly key: string; readonly frame: number }): Promise<void> {
  const { api, file } = await context.runners.need(sweep.uri);
  const item = await api.item({ file, key: choice.key });
  const frame = traceFrames(item.error?.trace ?? '')[choice.frame];
  if (frame === undefined) throw new RunnerError('no-such-item', 'The traceback names no such place.');
  const source = await insideFolder(sweep.folder, frame.file);
  if (source === undefined) throw new RunnerError('bad-request', `${frame.file} is not a file of the workspace, so it was not opened.`);
  const at = new vscode.Position(Math.max(0, frame.line - 1), Math.max(0, frame.column - 1));
  await vscode.window.showTextDocument(vscode.Uri.file(source), {
    selection: new vscode.Range(at, at),
    viewColumn: vscode.ViewColumn.Beside,
  });
}
