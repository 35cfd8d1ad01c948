import * as vscode from 'vscode';
import type { ItemState } from '../../core/sweep/account.ts';
import type { Context } from '../context.ts';
import { TASK_LANGUAGE } from '../ids.ts';
import { iconless } from '../safeText.ts';
import type { Sweep } from '../sweeps.ts';
import { counts, itemRow } from './taskRows.ts';

/** What a command was pointed at: a row of a view, a lens, a menu, or nothing. */
export interface Target {
  readonly uri?: vscode.Uri;
  readonly key?: string;
  /** Which items a results page begins with. */
  readonly state?: ItemState;
  /** A filter: which items a results page begins with, or which failed ones run again. */
  readonly where?: string;
}

/** One item of one task. */
export interface ItemTarget {
  readonly sweep: Sweep;
  readonly key: string;
}

/** Most items that a quick pick offers. */
const MOST_PICKS = 200;
/** Keys are 128 bits in hex (engine.md, "Identity"). */
const KEY = /^[0-9a-f]{32}$/;

/** Characters of a filter, as the results page takes them. */
const LONGEST_FILTER = 10_000;

const STATES = ['running', 'done', 'failed', 'stale', 'orphan'] as const satisfies readonly ItemState[];

/** Reads the argument of a command, which any extension or keybinding may have written. */
export function readTarget(argument: unknown): Target {
  if (argument instanceof vscode.Uri) return { uri: argument };
  if (typeof argument !== 'object' || argument === null) return {};
  const uri = 'uri' in argument && argument.uri instanceof vscode.Uri ? argument.uri : undefined;
  const key = 'key' in argument && typeof argument.key === 'string' && KEY.test(argument.key) ? argument.key : undefined;
  const state = 'state' in argument ? STATES.find((one) => one === argument.state) : undefined;
  const where =
    'where' in argument && typeof argument.where === 'string' && argument.where.length <= LONGEST_FILTER ? argument.where : undefined;
  return {
    ...(uri && { uri }),
    ...(uri && key !== undefined && { key }),
    ...(state && { state }),
    ...(uri && where !== undefined && { where }),
  };
}

/** The items that a target is about, as a filter. */
export function filterOf({ where, state }: Target): string | undefined {
  return where ?? (state && `state == '${state}'`);
}

/** The task that is meant: the target's, the one in the editor, the only one, or the one that is chosen. Undefined when none was chosen. */
export async function askTask(context: Context, target: Target, which: (sweep: Sweep) => boolean = () => true): Promise<Sweep | undefined> {
  if (target.uri !== undefined) return known(context, target.uri);
  const open = vscode.window.activeTextEditor?.document;
  if (open?.languageId === TASK_LANGUAGE) {
    const sweep = await known(context, open.uri);
    if (sweep !== undefined && which(sweep)) return sweep;
  }
  if (!context.sweeps.listed) await context.sweeps.refresh();
  const sweeps = context.sweeps.all().filter(which);
  if (sweeps.length <= 1) return sweeps[0];
  const picks = sweeps.map((sweep) => ({
    label: iconless(sweep.outline.name),
    description: iconless(vscode.workspace.asRelativePath(sweep.uri)),
    ...(sweep.status && { detail: counts(sweep.status) }),
    sweep,
  }));
  return (await vscode.window.showQuickPick(picks, { placeHolder: vscode.l10n.t('Choose a sweep'), matchOnDescription: true }))?.sweep;
}

/** Items of one task that are meant together. */
export interface ItemsTarget {
  readonly sweep: Sweep;
  readonly keys: readonly string[];
}

/**
 * The items that are meant: those whose boxes are ticked when the target is one of them or names none, else the selected
 * ones of the task that the target belongs to, or the one item that is chosen.
 */
export async function askItems(context: Context, target: Target, selected: readonly Target[]): Promise<ItemsTarget | undefined> {
  const ticked = await tickedItems(context, target);
  if (ticked) return ticked;
  const item = await askItem(context, target);
  if (item === undefined) return undefined;
  const task = item.sweep.uri.toString();
  const keys = selected.flatMap(({ uri, key }) => (uri?.toString() === task && key !== undefined ? [key] : []));
  return { sweep: item.sweep, keys: [...new Set([item.key, ...keys])] };
}

async function tickedItems(context: Context, target: Target): Promise<ItemsTarget | undefined> {
  const { key, uri } = target;
  if (uri && key !== undefined && !context.ticks.has(uri, key)) return undefined;
  const sweeps = uri ? [await askTask(context, target)] : context.sweeps.known();
  const [one, another] = sweeps.flatMap((sweep) => {
    const keys = sweep ? context.ticks.of(sweep.uri) : [];
    return sweep && keys.length > 0 ? [{ sweep, keys }] : [];
  });
  // With ticks in several tasks nobody can tell which of them are meant.
  return another ? undefined : one;
}

/** The item that is meant, or the one that is chosen among failed ones first. */
export async function askItem(context: Context, target: Target): Promise<ItemTarget | undefined> {
  const sweep = await askTask(context, target);
  if (sweep === undefined) return undefined;
  if (target.key !== undefined) return { sweep, key: target.key };
  const { api, file } = await context.runners.need(sweep.uri);
  const page = await api.page({ file, states: offeredStates(sweep, target), limit: MOST_PICKS });
  const picks = page.rows.map((row) => {
    const text = itemRow(row, page.columns);
    return { label: iconless(text.label), description: iconless(text.description), key: row.key };
  });
  const chosen = await vscode.window.showQuickPick(picks, { placeHolder: vscode.l10n.t('Choose an item'), matchOnDescription: true });
  return chosen && { sweep, key: chosen.key };
}

function offeredStates({ status }: Sweep, { state }: Target): readonly ItemState[] {
  if (state !== undefined) return [state];
  return (status?.failed ?? 0) > 0 ? ['failed'] : ['running', 'stale', 'done'];
}

/** A file is taken as a task only when the server says that it is one. */
async function known(context: Context, uri: vscode.Uri): Promise<Sweep | undefined> {
  const document = vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri.toString());
  const outline = document?.languageId === TASK_LANGUAGE ? await context.language.outline(uri) : null;
  if (outline !== null) return context.sweeps.at(uri, outline);
  if (context.sweeps.at(uri) === undefined) await context.sweeps.refresh();
  return context.sweeps.at(uri);
}
