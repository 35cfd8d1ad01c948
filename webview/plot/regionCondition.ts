import { expressionLiteral } from '../../core/expression/literal.ts';
import type { PlacedAxis, Plot } from '../../protocol/plot.ts';
import type { MarkedRegion } from './chart.ts';
import { short } from './words.ts';

/** The condition that holds for what was marked in a picture; nothing where all of it was. */
export function regionCondition({ picture, output }: Plot, { x, y }: MarkedRegion): string | undefined {
  switch (picture?.kind) {
    case 'line':
      return picture.x.numeric
        ? numbers(picture.x.column, x)
        : places({ ...picture.x, values: picture.groups.map(({ value }) => value) }, x);
    case 'heat':
      return joined([places(picture.x, x), places(picture.y, y)]);
    case 'scatter':
      return joined([numbers(picture.x.column, x), output ? numbers(output.column, y) : undefined]);
    case 'histogram':
      return output ? numbers(output.column, x) : undefined;
    default:
      return undefined;
  }
}

function numbers(column: string, [from, to]: readonly [number, number]): string {
  return `${column} >= ${short(Math.min(from, to))} and ${column} <= ${short(Math.max(from, to))}`;
}

/** The values of the marked places; numbers reach to the middle between places, since a place may stand for several. */
export function places({ column, numeric, values }: PlacedAxis, [from, to]: readonly [number, number]): string | undefined {
  const [first, last] = [Math.max(0, Math.round(Math.min(from, to))), Math.min(values.length - 1, Math.round(Math.max(from, to)))];
  if (first > last || (first === 0 && last === values.length - 1)) return undefined;
  if (numeric) {
    const middle = (at: number): string => short((Number(values[at]) + Number(values[at + 1])) / 2);
    return joined([
      first > 0 ? `${column} >= ${middle(first - 1)}` : undefined,
      last < values.length - 1 ? `${column} <= ${middle(last)}` : undefined,
    ]);
  }
  const parts = values.slice(first, last + 1).flatMap((value) => {
    const literal = expressionLiteral(value);
    return literal === undefined ? [] : [`${column} == ${literal}`];
  });
  if (parts.length === 0) return undefined;
  return parts.length === 1 ? parts[0] : `(${parts.join(' or ')})`;
}

function joined(conditions: readonly (string | undefined)[]): string | undefined {
  const found = conditions.filter((one) => one !== undefined);
  return found.length === 0 ? undefined : found.join(' and ');
}
