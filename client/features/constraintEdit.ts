/** Text to be inserted at an offset. */
export interface Insertion {
  readonly at: number;
  readonly text: string;
}

/**
 * Where a task file gets the constraint that a condition does not hold: first in its list, or in a list of its own at the
 * end. Undefined when `constraints` is written in another way.
 */
export function constraintEdit(source: string, condition: string): Insertion | undefined {
  // A string in double quotes of JSON is one of YAML.
  const entry = JSON.stringify(`not (${condition})`);
  const block = /^constraints:[ \t]*(?:#.*)?\r?\n(?:[ \t]*(?:#.*)?\r?\n)*([ \t]*)- /m.exec(source);
  if (block) {
    const indent = block[1] ?? '';
    return { at: block.index + block[0].length - indent.length - 2, text: `${indent}- ${entry}\n` };
  }
  const flow = /^constraints:[ \t]*\[[ \t]*/m.exec(source);
  if (flow) {
    const at = flow.index + flow[0].length;
    return { at, text: source[at] === ']' ? entry : `${entry}, ` };
  }
  if (/^["']?constraints["']?[ \t]*:/m.test(source)) return undefined;
  return { at: source.length, text: `${source === '' || source.endsWith('\n') ? '' : '\n'}constraints:\n  - ${entry}\n` };
}
