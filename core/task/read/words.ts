/** Cuts a command line at its spaces; quotes keep words together, as in a shell, and nothing is expanded. */
export function splitWords(line: string): readonly string[] {
  const words: string[] = [];
  for (const [match] of line.matchAll(/(?:"(?:[^"\\]|\\.)*"|'[^']*'|\\.|[^\s"'\\]|["'\\])+/g))
    words.push(match.replace(/"((?:[^"\\]|\\.)*)"|'([^']*)'|\\(.)/g, unquote));
  return words;
}

function unquote(_whole: string, double: string | undefined, single: string | undefined, escaped: string | undefined): string {
  return double?.replace(/\\(.)/g, '$1') ?? single ?? escaped ?? '';
}
