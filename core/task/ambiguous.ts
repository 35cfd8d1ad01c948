import { problem, type Problem } from '../check/problem.ts';
import { otherNotation } from './otherNotation.ts';
import type { ScalarNode } from './tree.ts';

/** A plain scalar that other YAML readers take for something else, as a warning with the text that a fix puts in its place. */
export function ambiguousScalar(node: ScalarNode): Problem | undefined {
  if (node.style !== 'plain') return undefined;
  if (/\n\s*- /.test(node.source)) return problem('ambiguous-scalar', node, JOINED);
  const reading = otherReading(node.source);
  if (reading === undefined) return undefined;
  return problem(
    'ambiguous-scalar',
    node,
    `\`${node.source}\` is ${ours(node)} here, but ${reading} in YAML 1.1 readers: put it in quotes to keep the text, or write what you mean.`,
    {
      data: { replacement: `'${node.source}'`, values: meantValue(node.source, reading) },
    },
  );
}

const JOINED =
  'These lines are one text here, not several entries: begin each entry of the list in the same column, or put the text in quotes.';

/** Text that other YAML readers, or people, take for something else unless it stands in quotes. */
export function ambiguousText(text: string): boolean {
  return otherReading(text) !== undefined || otherNotation(text) !== undefined;
}

function otherReading(source: string): string | undefined {
  if (source.length > 40) return undefined;
  if (/^(yes|on|Yes|On|YES|ON)$/.test(source)) return 'true';
  if (/^(no|off|No|Off|NO|OFF)$/.test(source)) return 'false';
  // `007` is seven for all of them.
  if (/^[-+]?0+[0-7]?$/.test(source)) return undefined;
  if (/^[-+]?0[0-7]+$/.test(source)) return `the octal number ${Number.parseInt(source.replace(/^[-+]?0+/, '') || '0', 8)}`;
  if (/^[-+]?0\d+$/.test(source)) return 'text';
  if (/^[-+]?[1-9]\d*(:[0-5]?\d)+(\.\d*)?$/.test(source)) return 'a number in base 60';
  if (/^[-+]?\d[\d_]*_[\d_]*(\.[\d_]*)?$/.test(source)) return `the number ${source.replaceAll('_', '')}`;
  return undefined;
}

/** What was written may have been meant as other readers take it. */
function meantValue(source: string, reading: string): readonly string[] {
  if (/^(true|false)$/.test(reading)) return [reading];
  return source.includes('_') ? [source.replaceAll('_', '')] : [];
}

function ours(node: ScalarNode): string {
  return typeof node.value === 'string' ? 'text' : `the number ${node.value}`;
}
