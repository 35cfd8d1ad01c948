import { expressionLiteral } from '../../core/expression/literal.ts';
import type { Plot } from '../../protocol/plot.ts';
import { short } from './words.ts';

/** The condition that holds for what was brushed on an axis of parallel coordinates; nothing where the whole axis was, or a place between values. */
export function brushCondition({ picture }: Plot, axis: number, [from, to]: readonly [number, number]): string | undefined {
  const brushed = picture?.kind === 'parallel' ? picture.axes[axis] : undefined;
  if (!brushed) return undefined;
  const { column, numeric, values } = brushed;
  if (numeric) return `${column} >= ${short(Math.min(from, to))} and ${column} <= ${short(Math.max(from, to))}`;
  const [first, last] = [Math.round(Math.min(from, to)), Math.round(Math.max(from, to))];
  const literals = values.slice(Math.max(0, first), last + 1).flatMap((value) => expressionLiteral(value) ?? []);
  if (literals.length === 0 || literals.length === values.length) return undefined;
  const parts = literals.map((literal) => `${column} == ${literal}`);
  return parts.length === 1 ? parts[0] : `(${parts.join(' or ')})`;
}
