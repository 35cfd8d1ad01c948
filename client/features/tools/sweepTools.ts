import * as vscode from 'vscode';
import type * as z from 'zod';
import type { Row } from '../../../protocol/runner.ts';
import type { Context } from '../../context.ts';
import type { Features } from '../../featuresApi.ts';
import { TOOLS } from '../../ids.ts';
import type { Sweep } from '../../sweeps.ts';
import { startSweep } from '../commands/run.ts';
import { jsonLiteral } from '../literal.ts';
import { counts } from '../taskRows.ts';
import { makeTool, taskNamed, type Tool } from './tool.ts';
import { failuresInput, listInput, resultsInput, runInput } from './toolInputs.ts';

/** Characters of a traceback that a model is shown of each cause. */
const LONGEST_TRACE = 4000;

const listSweeps: Tool<z.infer<typeof listInput>> = {
  input: listInput,
  async answer(context) {
    await context.sweeps.refresh();
    const sweeps = context.sweeps.known();
    if (sweeps.length === 0) return 'There is no task file in this workspace.';
    return sweeps.map(({ uri, outline, status }) => `${vscode.workspace.asRelativePath(uri)}: ${said(outline, status)}`).join('\n');
  },
};

function said(outline: Sweep['outline'], status: Sweep['status']): string {
  if (outline.errors > 0) return `${outline.errors} errors in the file`;
  return status === undefined ? `${outline.items} items` : counts(status);
}

const queryResults: Tool<z.infer<typeof resultsInput>> = {
  input: resultsInput,
  async answer(context, input) {
    const { uri } = await taskNamed(context, input.task);
    const { api, file } = await context.runners.need(uri);
    const { where: filter, sort, descending, limit = 20 } = input;
    const page = await api.page({
      file,
      limit,
      ...(filter && { where: filter }),
      ...(sort && { sort }),
      ...(descending && { descending }),
    });
    if (page.error !== undefined) return `The filter or the sort cannot be read: ${page.error.message}`;
    return [`${page.total} rows match; ${page.rows.length} follow, one JSON object a line.`, ...page.rows.map(rowText)].join('\n');
  },
};

function rowText({ index, replicate, state, parameters, outputs, error, seconds }: Row): string {
  const failure = error === null ? {} : { error: `${error.type}: ${error.message}` };
  return jsonLiteral({ index, replicate, state, parameters, outputs, seconds, ...failure });
}

const explainFailures: Tool<z.infer<typeof failuresInput>> = {
  input: failuresInput,
  async answer(context, input) {
    const { uri } = await taskNamed(context, input.task);
    const { api, file } = await context.runners.need(uri);
    const { failed, causes } = await api.findings({ file });
    if (failed === 0) return 'No item failed.';
    const parts = causes.map(({ count, condition, example }) =>
      [
        `${count} items: ${example.error.type}: ${example.error.message}`,
        ...(condition === undefined ? [] : [`All of them, and no success, have ${condition}`]),
        `For example ${example.label}:`,
        example.error.trace.slice(-LONGEST_TRACE),
      ].join('\n'),
    );
    return [`${failed} items failed.`, ...parts].join('\n\n');
  },
};

const runSweep: Tool<z.infer<typeof runInput>> = {
  input: runInput,
  // The sentences are ours: what a model or a file wrote would be drawn as Markdown.
  confirm: () => ({
    title: vscode.l10n.t('Run a sweep'),
    message: vscode.l10n.t('Runs the missing or failed items of a task of this workspace, which executes its objective.'),
  }),
  async answer(context, { task: named, select, where: filter }) {
    const sweep = await taskNamed(context, named);
    await startSweep(context, sweep, { ...(select && { select }), ...(filter && { where: filter }) });
    const status = context.sweeps.at(sweep.uri)?.status;
    if (status?.active === undefined) return `Nothing runs: ${said(sweep.outline, status)}.`;
    return `Started: ${status.active.selected} items run now. Ask for the list of sweeps to see how far it is.`;
  },
};

/** Tools for chat agents: they read what the results page reads, and run only what a person has confirmed. */
export function sweepTools(context: Context): Features['tools'] {
  return {
    [TOOLS.list]: makeTool(context, listSweeps),
    [TOOLS.results]: makeTool(context, queryResults),
    [TOOLS.failures]: makeTool(context, explainFailures),
    [TOOLS.run]: makeTool(context, runSweep),
  };
}
