/** Text of others as several lines that mean nothing but themselves: line feeds and tabs stay, other control characters become visible. */
export function plainText(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replace(CONTROL, (character) => picture(character))
    .replace(DIRECTION, '\ufffd');
}

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
