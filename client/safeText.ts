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

/** C0 and C1 controls, zero-width and direction marks, separators, lone surrogates. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
/** The beginning of a text, never ending within a surrogate pair. */
function wholeCharacters(text: string, length: number): string {
  const cut = text.slice(0, length);
  return /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut;
}
