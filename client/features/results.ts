import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import * as z from 'zod';
import { type Channel, openChannel } from '../../protocol/channel.ts';
import { newPageState, type PageState, pageStateSchema, type ResultsPage } from '../../protocol/results.ts';
import type { Context } from '../context.ts';
import { COMMANDS, RESULTS_PANEL } from '../ids.ts';
import { plainLine } from '../safeText.ts';
import type { Sweep } from '../sweeps.ts';
import type { Command } from './commands/command.ts';
import { resultsHost, stateKey } from './resultsHost.ts';
import { resultsHtml } from './resultsHtml.ts';
import { isPageFrame } from './pageFrames.ts';
import { askTask, filterOf, type Target } from './targets.ts';

/** What VS Code keeps of a panel; written by the page's document, so read through a schema. */
const keptSchema = z.object({ task: z.string() });

/** One panel of a task, and the channel to its page. */
interface OpenPanel {
  readonly panel: vscode.WebviewPanel;
  readonly page: Channel<ResultsPage>;
}

/** The results pages: one panel a task, made by the command, restored after a reload. */
export function resultsCommand(context: Context): Command {
  const open = new Map<string, OpenPanel>();
  const show = (panel: vscode.WebviewPanel, uri: vscode.Uri, state?: PageState): void => {
    const slot = uri.toString();
    const page = connectPage(context, panel, { uri, state });
    open.set(slot, { panel, page });
    context.seen.look(uri);
    panel.onDidDispose(() => {
      open.delete(slot);
      page.$close();
    });
  };
  const serializer: vscode.WebviewPanelSerializer = {
    async deserializeWebviewPanel(panel, state) {
      const uri = await taskOf(context, state);
      if (uri === undefined || open.has(uri.toString())) panel.dispose();
      else show(panel, uri);
    },
  };
  context.extension.subscriptions.push(
    vscode.window.registerWebviewPanelSerializer(RESULTS_PANEL, serializer),
    context.runners.onEnded((summary) => void open.get(vscode.Uri.file(summary.file).toString())?.page.ended.asEvent(summary)),
  );
  return {
    id: COMMANDS.results,
    async run(_, target) {
      const sweep = await askTask(context, target);
      if (sweep === undefined) return;
      const shown = open.get(sweep.uri.toString());
      const where = filterOf(target);
      if (shown !== undefined) {
        shown.panel.reveal();
        if (where !== undefined) void shown.page.filter.asEvent({ where });
      } else {
        const panel = vscode.window.createWebviewPanel(RESULTS_PANEL, title(sweep), vscode.ViewColumn.Active);
        show(panel, sweep.uri, firstState(context, sweep.uri, target));
      }
      const { key } = target;
      if (key !== undefined) void open.get(sweep.uri.toString())?.page.reveal.asEvent({ key });
    },
  };
}

function title(sweep: Sweep): string {
  return vscode.l10n.t('Results: {0}', plainLine(sweep.outline.name, 60));
}

/** Only a task of this workspace is restored; a page could have written any address. */
async function taskOf(context: Context, state: unknown): Promise<vscode.Uri | undefined> {
  const kept = keptSchema.safeParse(state);
  if (!kept.success) return undefined;
  const uri = vscode.Uri.parse(kept.data.task);
  if (context.sweeps.at(uri) === undefined) await context.sweeps.refresh();
  return context.sweeps.at(uri)?.uri;
}

/** A panel that is opened again looks as it did, unless it was opened for certain items. */
function firstState(context: Context, uri: vscode.Uri, target: Target): PageState | undefined {
  const where = filterOf(target);
  if (where !== undefined) return newPageState(where);
  return pageStateSchema.safeParse(context.extension.workspaceState.get(stateKey(uri))).data;
}

interface PageOf {
  readonly uri: vscode.Uri;
  readonly state: PageState | undefined;
}

function connectPage(context: Context, panel: vscode.WebviewPanel, { uri, state }: PageOf): Channel<ResultsPage> {
  const { webview } = panel;
  const dist = vscode.Uri.joinPath(context.extension.extensionUri, 'dist');
  const media = vscode.Uri.joinPath(context.extension.extensionUri, 'media');
  const address = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(dist, name)).toString();
  webview.options = { enableScripts: true, enableCommandUris: false, enableForms: false, localResourceRoots: [dist, media] };
  panel.iconPath = { light: vscode.Uri.joinPath(media, 'task-light.svg'), dark: vscode.Uri.joinPath(media, 'task-dark.svg') };
  const page = openChannel<ResultsPage>(
    {
      send: (frame) => void webview.postMessage(frame),
      onFrame(listener) {
        panel.onDidDispose(() => received.dispose());
        const received = webview.onDidReceiveMessage((message: unknown) => isPageFrame(message) && listener(message));
      },
    },
    resultsHost(context, () => context.sweeps.at(uri)),
  );
  followStatus(context, panel, uri, page);
  webview.html = resultsHtml({
    nonce: randomBytes(24).toString('base64url'),
    source: webview.cspSource,
    script: address('results.js'),
    styles: ['codicon.css', 'results.css'].map(address),
    title: panel.title,
    language: vscode.env.language,
    texts: vscode.l10n.bundle,
    task: uri.toString(),
    state,
  });
  return page;
}

/** Tells the page of each new status; the model behind is as slow as four times a second. */
function followStatus(context: Context, panel: vscode.WebviewPanel, uri: vscode.Uri, page: Channel<ResultsPage>): void {
  let told: unknown;
  const follow = context.sweeps.onDidChange(() => {
    const status = context.sweeps.at(uri)?.status;
    if (status === undefined || status === told) return;
    told = status;
    void page.changed.asEvent(status);
  });
  panel.onDidDispose(() => follow.dispose());
}
