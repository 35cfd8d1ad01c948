import { problem } from '../../check/problem.ts';
import type { AxisFactor, ConstantFactor } from '../task.ts';
import { stemOf } from './path.ts';
import type { Reading } from './reading.ts';

type Column = ConstantFactor | AxisFactor;
type FilesAxis = AxisFactor & {
  readonly generator: { readonly kind: 'files'; readonly pattern: string; readonly values: readonly string[] };
};

/** File globs of one zip pair by file stem: every column in the order of the first, a stem without a partner is an error. */
export function pairFiles(reading: Reading, columns: readonly Column[]): readonly Column[] {
  const files = columns.filter(isFiles);
  const [first, ...others] = files;
  if (!first || others.length === 0) return columns;
  const stems = files.map((column) => new Map(column.generator.values.map((value) => [stemOf(value), value])));
  for (const [index, column] of files.entries()) {
    const lonely = [...(stems[index]?.keys() ?? [])].filter((stem) => stems.some((other) => !other.has(stem)));
    if (lonely.length > 0) return unpaired(reading, columns, column, lonely);
  }
  const order = first.generator.values.map(stemOf);
  return columns.map((column) => {
    if (!isFiles(column)) return column;
    const byStem = stems[files.indexOf(column)];
    const paired = { ...column, generator: { ...column.generator, values: order.flatMap((stem) => byStem?.get(stem) ?? []) } };
    const node = reading.axisNodes.get(column);
    if (node) reading.axisNodes.set(paired, node);
    return paired;
  });
}

function isFiles(column: Column): column is FilesAxis {
  return column.kind === 'axis' && column.generator.kind === 'files';
}

function unpaired(reading: Reading, columns: readonly Column[], at: FilesAxis, stems: readonly string[]): readonly Column[] {
  const named = stems
    .slice(0, 3)
    .map((stem) => `\`${stem}\``)
    .join(', ');
  reading.problems.push(
    problem(
      'zip-unpaired-file',
      at,
      `${named}${stems.length > 3 ? ` and ${stems.length - 3} more` : ''} matched by \`${at.generator.pattern}\` ${stems.length === 1 ? 'has' : 'have'} no file of the same stem in the other columns of this zip.`,
    ),
  );
  reading.broken = true;
  return columns;
}
