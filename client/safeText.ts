/**
 * The only door for text of others (task files, results, user code, paths) into places of VS Code that read markup:
 * labels with `$(icon)`, quick picks, the status bar, Markdown. Notifications have no door: `notify.ts` takes constants.
 */

/** One line of plain text for a label: control, invisible and direction-changing characters shown as spaces, cut to `longest`. */
export function plainLine(text: string, longest = 200): string {
  const line = text
    .slice(0, 4 * longest)
    .replace(INVISIBLE, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
  return line.length <= longest ? line : `${wholeCharacters(line, longest - 1)}…`;
}

/** As `plainLine`, for places that draw `$(name)` as an icon: quick picks, lenses, status bar. */
export function iconless(text: string, longest = 200): string {
  // A zero-width non-joiner after `$` looks the same and is no icon.
  return plainLine(text, longest).replaceAll('$(', '$\u200c(');
}

/** Several lines for a document: line feeds and tabs stay, other control characters become visible. */
export function plainText(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replace(CONTROL, (character) => picture(character))
    .replace(DIRECTION, '\ufffd');
}

/** C0 and C1 controls, zero-width and direction marks, separators, lone surrogates. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
/** Controls except tab and line feed. */
const CONTROL = /(?![\t\n])\p{Cc}/gu;
/** Marks that make text read in another order than it is stored ("Trojan Source"). */
const DIRECTION = /[\u202a-\u202e\u2066-\u2069]/g;

/** The symbol that Unicode has for a C0 control, a replacement mark for others. */
function picture(character: string): string {
  const code = character.charCodeAt(0);
  if (code === 0x0d) return '\n';
  return code < 0x20 ? String.fromCharCode(0x2400 + code) : '\ufffd';
}

/** The beginning of a text, never ending within a surrogate pair. */
function wholeCharacters(text: string, length: number): string {
  const cut = text.slice(0, length);
  return /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut;
}
