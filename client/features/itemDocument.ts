import * as vscode from 'vscode';
import * as z from 'zod';
import type { Context } from '../context.ts';
import { ITEM_SCHEME } from '../ids.ts';
import { type Log, reason } from '../log.ts';
import { plainText } from '../../protocol/plainText.ts';
import { plainLine } from '../safeText.ts';
import { itemText, logHeading, whyHeading } from './itemText.ts';
import type { ItemTarget } from './targets.ts';

/** What the address of an item document holds; written by us, but anybody may open an address. */
const addressSchema = z.object({ task: z.string(), key: z.string().regex(/^[0-9a-f]{32}$/) });

/** Documents of the scheme `sweepdeck-item:` are items as plain text, read-only, and follow the item while it runs. */
export function registerItemDocuments(context: Context): void {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const provider: vscode.TextDocumentContentProvider = {
    onDidChange: changed.event,
    provideTextDocumentContent: (uri) => content(context, uri),
  };
  const refresh = (): void => {
    for (const document of vscode.workspace.textDocuments) if (document.uri.scheme === ITEM_SCHEME) changed.fire(document.uri);
  };
  context.extension.subscriptions.push(
    changed,
    vscode.workspace.registerTextDocumentContentProvider(ITEM_SCHEME, provider),
    context.sweeps.onDidChange(refresh),
  );
}

/** Where an item document is opened. */
export type ItemPart = 'top' | 'log' | 'why';

const HEADINGS = { log: logHeading, why: whyHeading } as const;

/** Opens an item beside nothing else of its kind: one preview tab that the next item takes over. */
export async function openItem(target: ItemTarget, part: ItemPart): Promise<void> {
  const document = await vscode.workspace.openTextDocument(itemAddress(target));
  const editor = await vscode.window.showTextDocument(document, { preview: true });
  if (part !== 'top') revealHeading(editor, HEADINGS[part]());
}

/** Where the text of an item can be read. */
export function itemAddress({ sweep, key }: ItemTarget): vscode.Uri {
  const name = plainLine(sweep.outline.name, 60).replaceAll(/[/\\?#]/g, '_');
  return vscode.Uri.from({
    scheme: ITEM_SCHEME,
    path: `/${name} ${key.slice(0, 8)}.txt`,
    query: JSON.stringify({ task: sweep.uri.toString(), key }),
  });
}

function revealHeading(editor: vscode.TextEditor, heading: string): void {
  const { document } = editor;
  const line = Array.from({ length: document.lineCount }, (_, at) => at).find((at) => document.lineAt(at).text === heading);
  if (line === undefined) return;
  const range = document.lineAt(line).range;
  editor.selection = new vscode.Selection(range.start, range.start);
  editor.revealRange(range, vscode.TextEditorRevealType.AtTop);
}

async function content(context: Context, uri: vscode.Uri): Promise<string> {
  const address = addressSchema.safeParse(parsed(uri.query));
  if (!address.success) return vscode.l10n.t('This address names no item.');
  const task = vscode.Uri.parse(address.data.task);
  if (context.sweeps.at(task) === undefined) await context.sweeps.refresh();
  if (context.sweeps.at(task) === undefined) return vscode.l10n.t('The task of this item is not in this workspace.');
  return read(context, task, address.data.key).catch((error: unknown) => explained(error, context.log));
}

async function read(context: Context, task: vscode.Uri, key: string): Promise<string> {
  context.seen.look(task);
  const { api, file } = await context.runners.need(task);
  const [item, explanation] = await Promise.all([api.item({ file, key }), api.explain({ file, key })]);
  return itemText(item, explanation);
}

/** A document is no notification: it may say the runner's own sentence. */
function explained(error: unknown, log: Log): string {
  log.error('An item could not be shown', error);
  return `${vscode.l10n.t('The item cannot be shown.')}\n${plainText(reason(error))}\n`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not written by us; the schema refuses what is not an object.
    return undefined;
  }
}
