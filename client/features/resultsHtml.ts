import type { PageState } from '../../protocol/results.ts';

/** What the page of one panel is made of. Addresses come from `webview.asWebviewUri`. */
export interface PageParts {
  readonly nonce: string;
  /** `webview.cspSource`. */
  readonly source: string;
  readonly script: string;
  readonly styles: readonly string[];
  readonly title: string;
  readonly language: string;
  /** The page's texts in that language, by the English ones; none in English. */
  readonly texts: Readonly<Record<string, string>> | undefined;
  /** Address of the task file; kept by VS Code with the panel, so that a reload finds the task again. */
  readonly task: string;
  /** How a new panel begins; one that was restored has its own state. */
  readonly state: PageState | undefined;
}

/**
 * The document of a results panel. Only our own script runs, nothing is loaded from elsewhere, and text of others is
 * in it only as quoted data. Styles may be set by script: the table positions its rows so.
 */
export function resultsHtml(parts: PageParts): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${parts.nonce}'`,
    `style-src ${parts.source} 'unsafe-inline'`,
    `font-src ${parts.source}`,
    `img-src ${parts.source} data: blob:`,
    "form-action 'none'",
    "base-uri 'none'",
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${quoted(parts.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${quoted(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${quoted(parts.title)}</title>
${parts.styles.map((style) => `<link rel="stylesheet" href="${quoted(style)}"${style.endsWith('codicon.css') ? ' id="vscode-codicon-stylesheet"' : ''}>`).join('\n')}
</head>
<body>
<div id="root"></div>
<script nonce="${parts.nonce}" id="texts" type="application/json">${json(parts.texts ?? {})}</script>
<script nonce="${parts.nonce}">${keepTask(parts)}</script>
<script nonce="${parts.nonce}" src="${quoted(parts.script)}"></script>
</body>
</html>
`;
}

/** Puts the task's address beside whatever state the page keeps, without the page knowing of it. */
function keepTask({ task, state }: PageParts): string {
  return `{const task=${json(task)},api=acquireVsCodeApi(),page=()=>api.getState()?.page;api.setState({task,page:page()??${json(state ?? null)}});const own={postMessage:(m)=>api.postMessage(m),getState:page,setState:(page)=>(api.setState({task,page}),page)};globalThis.acquireVsCodeApi=()=>own}`;
}

/** Data for a script inside a document: `</script>` cannot stand in it. */
function json(data: unknown): string {
  return JSON.stringify(data).replaceAll('<', '\\u003c');
}

function quoted(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
