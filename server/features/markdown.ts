/**
 * Text of files inside our Markdown: every character that Markdown or its automatic links could read as more than itself is escaped,
 * so that no file can put a link, an image or a command into a hover.
 */
export function escaped(text: string): string {
  return text
    .replace(/[\\`*_{}[\]()#+\-.!|<>~$&"'@=^]/g, (char) => `&#${char.charCodeAt(0)};`)
    .replaceAll(':', '&#58;')
    .replaceAll('/', '&#47;')
    .replace(/\r\n?|\n/g, '  \n');
}

/** A piece of code that may hold any character, as one span on one line. */
export function code(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = '`'.repeat(longest + 1);
  return line === '' ? '' : `${fence}${longest > 0 ? ' ' : ''}${line}${longest > 0 ? ' ' : ''}${fence}`;
}
