import * as vscode from 'vscode';
import type { Value, ValueMap } from '../../../core/value/value.ts';
import type { Context } from '../../context.ts';
import { COMMANDS } from '../../ids.ts';
import { iconless } from '../../safeText.ts';
import type { Sweep } from '../../sweeps.ts';
import { shownValue } from '../literal.ts';
import { askTask, type ItemTarget } from '../targets.ts';
import { typedValue } from '../typedValue.ts';
import type { Command } from './command.ts';
import { saveTask, startSweep } from './run.ts';

/** Runs a task, or one item of it, with other values of some parameters: asked for one by one, and written nowhere. */
export const runWithCommand: Command = {
  id: COMMANDS.runWith,
  async run(context, target) {
    const sweep = await askTask(context, target);
    if (sweep === undefined) return;
    await saveTask(sweep.uri);
    const of = await (target.key === undefined ? ofTask(context, sweep) : ofItem(context, { sweep, key: target.key }));
    const changed = await askValues(sweep, of.parameters);
    if (changed !== undefined) await startSweep(context, sweep, { set: { ...of.fixed, ...changed } });
  },
};

/** A parameter and what the file says of it. */
interface Parameter {
  readonly name: string;
  readonly now: string;
}

/** What can be changed, and what stays as it is whatever the file says. */
interface Basis {
  readonly parameters: readonly Parameter[];
  readonly fixed: Readonly<Record<string, Value>>;
}

async function ofTask(context: Context, sweep: Sweep): Promise<Basis> {
  const { api, file } = await context.runners.need(sweep.uri);
  const page = await api.page({ file, limit: 1 });
  const first: ValueMap = page.rows[0]?.parameters ?? {};
  const parameters = page.columns.filter((column) => column.kind === 'parameter');
  return {
    parameters: parameters.map(({ id, varies }) => ({ name: id, now: varies ? vscode.l10n.t('varies') : valueText(valueOf(first, id)) })),
    fixed: {},
  };
}

/** The values of an item stand for the axes of the file. */
async function ofItem(context: Context, { sweep, key }: ItemTarget): Promise<Basis> {
  const { api, file } = await context.runners.need(sweep.uri);
  const [item, page] = [await api.item({ file, key }), await api.page({ file, limit: 0 })];
  const found = page.columns.flatMap(({ id, kind, varies }) => {
    const value = kind === 'parameter' ? valueOf(item.parameters, id) : undefined;
    return value === undefined ? [] : [{ name: id, now: valueText(value), varies, value }];
  });
  return { parameters: found, fixed: Object.fromEntries(found.filter(({ varies }) => varies).map(({ name, value }) => [name, value])) };
}

function valueOf(map: ValueMap, name: string): Value | undefined {
  let at: Value | undefined = map;
  for (const step of name.split('.')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return undefined;
    // SAFETY: looked up by a member's own name, so that a list would not have come here.
    at = (at as ValueMap)[step];
  }
  return at;
}

function valueText(value: Value | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : shownValue(value);
}

interface Pick extends vscode.QuickPickItem {
  /** Undefined starts the run. */
  readonly parameter: Parameter | undefined;
}

/** Asks for a parameter and its value until the person wants to run; undefined when they turned away. */
async function askValues(sweep: Sweep, parameters: readonly Parameter[]): Promise<Readonly<Record<string, Value>> | undefined> {
  const set = new Map<string, Value>();
  for (;;) {
    const chosen = await vscode.window.showQuickPick(picks(parameters, set), {
      title: vscode.l10n.t('Run {0} with other values', iconless(sweep.outline.name, 60)),
      placeHolder: vscode.l10n.t('Choose a parameter to change. The task file stays as it is.'),
      ignoreFocusOut: true,
    });
    if (chosen === undefined) return undefined;
    if (chosen.parameter === undefined) return Object.fromEntries(set);
    const { name, now } = chosen.parameter;
    const typed = await vscode.window.showInputBox({
      title: vscode.l10n.t('Value of {0} for this run', iconless(name, 60)),
      prompt: vscode.l10n.t("A number, true, false, text, or JSON. One value; leave it empty to keep the file's."),
      value: set.has(name) ? valueText(set.get(name)) : '',
      placeHolder: now,
      ignoreFocusOut: true,
    });
    if (typed === undefined) continue;
    if (typed.trim() === '') set.delete(name);
    else set.set(name, typedValue(typed));
  }
}

function picks(parameters: readonly Parameter[], set: ReadonlyMap<string, Value>): Pick[] {
  const start: Pick[] =
    set.size === 0 ? [] : [{ label: vscode.l10n.t('Run'), iconPath: new vscode.ThemeIcon('play'), alwaysShow: true, parameter: undefined }];
  const choices = parameters.map((parameter): Pick => {
    const value = set.get(parameter.name);
    const shown = value === undefined ? parameter.now : `→ ${valueText(value)}`;
    return { label: iconless(parameter.name), description: iconless(shown), parameter };
  });
  return [...start, ...choices];
}
