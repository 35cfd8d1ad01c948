import * as vscode from 'vscode';
import type { FailureCause } from '../../protocol/findings.ts';
import type { Context } from '../context.ts';
import { plainLine } from '../safeText.ts';
import type { Sweep } from '../sweeps.ts';
import { throttled } from '../throttle.ts';
import { type FileDiagnostics, publisher } from './publish.ts';
import { ownFrame } from './sourcePlace.ts';
import { innermostFirst } from '../../protocol/trace.ts';
import { explained } from './taskProblems.ts';
import { traceMessage } from './traceMessage.ts';

/** Files are looked up on the disk at most this often, in milliseconds. */
const PACE = 500;

/** The source line that raised the errors of failed items says so, until they succeed. */
export function registerTraceProblems(context: Context): void {
  const published = publisher('sweepdeck-traces');
  let newest = 0;
  const update = throttled(PACE, () => {
    const mine = ++newest;
    void places(context).then((files) => {
      if (mine === newest) published.show(files);
    });
  });
  context.extension.subscriptions.push(
    published,
    update,
    context.findings.onDidChange(() => update.call()),
  );
}

/** One diagnostic for each cause of each sweep, by file. */
async function places(context: Context): Promise<readonly FileDiagnostics[]> {
  const failing = context.sweeps
    .known()
    .flatMap((sweep) => (context.findings.of(sweep.uri)?.causes ?? []).map((cause) => ({ sweep, cause })));
  const found = await Promise.all(failing.map(({ sweep, cause }) => placed(context, sweep, cause)));
  const files = Map.groupBy(
    found.flatMap((one) => one ?? []),
    (one) => one.uri.toString(),
  );
  return [...files.values()].flatMap((all) =>
    all[0] === undefined ? [] : [{ uri: all[0].uri, diagnostics: all.map((one) => one.diagnostic) }],
  );
}

async function placed(
  context: Context,
  sweep: Sweep,
  cause: FailureCause,
): Promise<{ readonly uri: vscode.Uri; readonly diagnostic: vscode.Diagnostic } | undefined> {
  const frame = await ownFrame(sweep.folder, innermostFirst(cause.example.error.trace));
  if (frame === undefined) return undefined;
  const uri = vscode.Uri.file(frame.file);
  const line = Math.max(0, frame.line - 1);
  const from = Math.max(0, frame.column - 1);
  // A place beyond the end of a line is drawn up to its end.
  const range = new vscode.Range(line, from, line, from === 0 ? 10_000 : from + 1);
  const diagnostic = Object.assign(new vscode.Diagnostic(range, traceMessage(cause), vscode.DiagnosticSeverity.Information), {
    source: 'sweepdeck',
    code: explained(context, 'failed-items'),
    relatedInformation: [
      new vscode.DiagnosticRelatedInformation(
        new vscode.Location(sweep.uri, start(sweep)),
        vscode.l10n.t('The sweep {0} ran this.', plainLine(sweep.outline.name, 80)),
      ),
    ],
  });
  return { uri, diagnostic };
}

function start({ outline }: Sweep): vscode.Position {
  return new vscode.Position(outline.nameRange.start.line, outline.nameRange.start.character);
}
