import type { PlotChoice } from '../../protocol/plot.ts';
import type { Insertion } from './constraintEdit.ts';

/** Where a task file gets a plot: first in the list of its views, which is made where there is none. Undefined when `views` is written in another way. */
export function plotEdit(source: string, choice: PlotChoice): Insertion | undefined {
  const entry = plotText(choice);
  const list =
    /^views:[ \t]*(?:#.*)?\r?\n(?:(?:[ \t]+.*|[ \t]*)\r?\n)*?[ \t]+plots:[ \t]*(?:#.*)?\r?\n(?:[ \t]*(?:#.*)?\r?\n)*([ \t]*)- /m.exec(
      source,
    );
  if (list) {
    const indent = list[1] ?? '';
    return { at: list.index + list[0].length - indent.length - 2, text: `${indent}- ${entry}\n` };
  }
  const flow = /^views:[ \t]*(?:#.*)?\r?\n(?:(?:[ \t]+.*|[ \t]*)\r?\n)*?[ \t]+plots:[ \t]*\[[ \t]*/m.exec(source);
  if (flow) {
    const at = flow.index + flow[0].length;
    return { at, text: source[at] === ']' ? entry : `${entry}, ` };
  }
  const block = /^views:[ \t]*(?:#.*)?\r?\n(?:[ \t]*(?:#.*)?\r?\n)*([ \t]+)(?!plots:)\S/m.exec(source);
  if (block) {
    const indent = block[1] ?? '  ';
    return { at: block.index + block[0].length - indent.length - 1, text: `${indent}plots:\n${indent}  - ${entry}\n` };
  }
  if (/^["']?views["']?[ \t]*:/m.test(source)) return undefined;
  return { at: source.length, text: `${source === '' || source.endsWith('\n') ? '' : '\n'}views:\n  plots:\n    - ${entry}\n` };
}

/** A plot as a YAML flow mapping. */
export function plotText({ kind, x, y, output, scale }: PlotChoice): string {
  const parts = Object.entries({ kind, x, y, output, scale }).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}: ${word(value)}`],
  );
  return `{ ${parts.join(', ')} }`;
}

/** Quoted where YAML could take the name for something else; a string in double quotes of JSON is one of YAML. */
function word(text: string): string {
  const isPlain = /^[A-Za-z_][A-Za-z0-9_.-]*$/.test(text) && !/^(?:true|false|null|yes|no|on|off|[yn])$/i.test(text);
  return isPlain ? text : JSON.stringify(text);
}
