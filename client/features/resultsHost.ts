import * as vscode from 'vscode';
import * as z from 'zod';
import type { ItemState } from '../../core/sweep/account.ts';
import { RunnerError } from '../../protocol/errors.ts';
import { ITEM_ACTIONS, pageStateSchema, plotChoiceSchema, type ResultsHost } from '../../protocol/results.ts';
import type { Context } from '../context.ts';
import type { Sweep } from '../sweeps.ts';
import { addConstraint } from './addConstraint.ts';
import { copyParameters } from './commands/item.ts';
import { startSweep } from './commands/run.ts';
import { stopSweep } from './commands/stop.ts';
import { actOnItems } from './resultsActions.ts';
import { exportResults } from './resultsExport.ts';
import { savePicture } from './resultsPicture.ts';
import { insideFolder } from './sourcePlace.ts';
import { traceFrames } from '../../protocol/trace.ts';

const states = ['pending', 'waiting', 'running', 'done', 'failed', 'stale', 'orphan'] as const satisfies readonly ItemState[];
const key = z.string().regex(/^[0-9a-f]{32}$/);
const text = z.string().max(10_000);
const pageRequest = z.strictObject({
  where: text.exactOptional(),
  sort: text.exactOptional(),
  descending: z.boolean().exactOptional(),
  offset: z.int().min(0).exactOptional(),
  limit: z.int().min(0).max(10_000).exactOptional(),
  states: z.array(z.enum(states)).max(states.length).exactOptional(),
  fold: z.strictObject({ open: z.array(z.int().min(0)).max(1000) }).exactOptional(),
  asker: z.string().max(100).exactOptional(),
});
const itemChoice = z.union([z.strictObject({ key }), z.strictObject({ item: z.int().min(0) })]);
const rerunRequest = z.strictObject({
  select: z.enum(['missing', 'failed', 'all']).exactOptional(),
  keys: z.array(key).max(100_000).exactOptional(),
  where: text.exactOptional(),
});
const copyRequest = z.strictObject({ key, as: z.enum(['json', 'python', 'command']) });
/** A clipboard of 10,000 rows. */
const textRequest = z.strictObject({ text: z.string().max(50_000_000) });
const neighboursRequest = z.strictObject({ item: z.int().min(0) });
const causeRequest = z.strictObject({ cause: z.string().regex(/^[0-9a-f]{8}$/) });
const sourceRequest = z.strictObject({ key, frame: z.int().min(0).max(10_000) });
const distributionRequest = z.strictObject({ where: text.exactOptional(), columns: z.array(text).max(400) });
const plotRequest = plotChoiceSchema.extend({ where: text.exactOptional() });
const pictureRequest = z.strictObject({ format: z.enum(['png', 'svg']), data: z.string().max(50_000_000) });
const actionRequest = z.strictObject({ action: z.enum(ITEM_ACTIONS), keys: z.array(key).min(1).max(10_000) });
const exportRequest = z.strictObject({ where: text, columns: z.array(text).max(10_000) });

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
    async page(request) {
      const { api, file } = await context.runners.need(task().uri);
      return api.page({ ...pageRequest.parse(request), file });
    },
    async distributions(request) {
      const { api, file } = await context.runners.need(task().uri);
      return api.distributions({ ...distributionRequest.parse(request), file });
    },
    async plot(request) {
      const { api, file } = await context.runners.need(task().uri);
      return api.plot({ ...plotRequest.parse(request), file });
    },
    async item(request) {
      const { api, file } = await context.runners.need(task().uri);
      return api.item({ ...itemChoice.parse(request), file });
    },
    async neighbours(request) {
      const { api, file } = await context.runners.need(task().uri);
      return api.neighbours({ ...neighboursRequest.parse(request), file });
    },
    addConstraint: async (request) => addConstraint(context, task(), causeRequest.parse(request).cause),
    rerun: async (request) => startSweep(context, task(), rerunRequest.parse(request)),
    stop: async () => stopSweep(context, task()),
    act: async (request) => actOnItems(task(), actionRequest.parse(request)),
    exportRows: async (request) => exportResults(context, task(), exportRequest.parse(request)),
    savePicture: async (request) => savePicture(task(), pictureRequest.parse(request)),
    copy: async (request) => copyParameters(context, task(), copyRequest.parse(request)),
    async copyText(request) {
      await vscode.env.clipboard.writeText(textRequest.parse(request).text);
    },
    async findings() {
      const { api, file } = await context.runners.need(task().uri);
      return api.findings({ file });
    },
    async hypotheses() {
      const { api, file } = await context.runners.need(task().uri);
      return api.hypotheses({ file });
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
