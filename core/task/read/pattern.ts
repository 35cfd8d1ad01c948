/** Whether a text holds a match of an author's pattern; `undefined` when the pattern is no regular expression. */
export function matchesPattern(pattern: string, text: string): boolean | undefined {
  try {
    const unicode = new RegExp(pattern, 'u');
    return (needsUnicode(pattern, text) ? unicode : new RegExp(pattern)).test(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/**
 * V8 ends excessive backtracking by its linear engine (the flag is set where processes start), but not under the flag `u`. Patterns are
 * written for `u`; without it they mean the same, except by these escapes and beside characters of two units.
 */
function needsUnicode(pattern: string, text: string): boolean {
  return /\\[pPuk]/.test(pattern) || /[\uD800-\uDFFF]/.test(pattern + text);
}
