/** The command lines of a text, as words: quotes, backslashes, continued lines and comments as in a POSIX shell; nothing is expanded. */
export function shellWords(text: string): readonly (readonly string[])[] {
  const lines: string[][] = [[]];
  for (const [token] of text.replaceAll('\r\n', '\n').replaceAll('\\\n', ' ').matchAll(TOKEN)) {
    if (token === '\n' || token === ';' || token === '&&') lines.push([]);
    else if (!token.startsWith('#')) lines.at(-1)?.push(unquoted(token));
  }
  return lines.filter((words) => words.length > 0);
}

/** A separator, a comment, or a word of quoted and plain parts. */
const TOKEN = /\n|;|&&|#[^\n]*|(?:'[^']*'|"(?:\\[\s\S]|[^"\\])*"|\\[\s\S]|[^\s'"\\;&]|&(?!&))+/g;
const PART = /'[^']*'|"(?:\\[\s\S]|[^"\\])*"|\\[\s\S]|[^'"\\]+/g;

function unquoted(word: string): string {
  return word.replaceAll(PART, (part) => {
    if (part.startsWith("'")) return part.slice(1, -1);
    if (part.startsWith('"')) return part.slice(1, -1).replaceAll(/\\(["\\$`])/g, '$1');
    return part.startsWith('\\') ? part.slice(1) : part;
  });
}
