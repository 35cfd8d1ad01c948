import { expressionLiteral } from '../expression/literal.ts';
import { encode } from '../value/encode.ts';
import type { Point, Value } from '../value/value.ts';

/** A condition on one parameter, as text and as a test. */
export interface Form {
  readonly text: string;
  holds(point: Point): boolean;
}

/** What some points have in common in one parameter: the same fact in several forms, the simplest first. */
export interface Hull {
  readonly forms: readonly Form[];
  readonly tightest: Form;
}

/** The hull of a parameter over points; undefined where one lacks it, or where nothing short can be said. */
export function hullOf(name: string, points: readonly Point[]): Hull | undefined {
  const distinct = new Map<string, Value>();
  for (const point of points) {
    const value = point.get(name);
    if (value === undefined) return undefined;
    distinct.set(encode(value), value);
  }
  const values = [...distinct.values()];
  const forms = [...bounds(name, values), ...listed(name, distinct)];
  const tightest = forms.at(-1);
  return tightest && { forms, tightest };
}

/** More values than this are no simple condition. */
const MOST_LISTED = 4;

function listed(name: string, distinct: ReadonlyMap<string, Value>): readonly Form[] {
  const written = [...distinct.values()].map(expressionLiteral);
  if (written.length > MOST_LISTED || written.includes(undefined)) return [];
  const text = written.length === 1 ? `${name} == ${written[0]}` : `${name} in [${written.join(', ')}]`;
  return [{ text, holds: (point) => holdsOneOf(point.get(name), distinct) }];
}

function holdsOneOf(value: Value | undefined, distinct: ReadonlyMap<string, Value>): boolean {
  return value !== undefined && distinct.has(encode(value));
}

function bounds(name: string, values: readonly Value[]): readonly Form[] {
  if (values.length < 2 || !values.every(isNumeric)) return [];
  const min = values.reduce((a, b) => (b < a ? b : a));
  const max = values.reduce((a, b) => (b > a ? b : a));
  const [low, high] = [expressionLiteral(min), expressionLiteral(max)];
  if (low === undefined || high === undefined) return [];
  const above = numericForm(`${name} >= ${low}`, name, (value) => value >= min);
  const below = numericForm(`${name} <= ${high}`, name, (value) => value <= max);
  return [above, below, { text: `${low} <= ${name} <= ${high}`, holds: (point) => above.holds(point) && below.holds(point) }];
}

function numericForm(text: string, name: string, test: (value: number | bigint) => boolean): Form {
  return {
    text,
    holds(point) {
      const value = point.get(name);
      return value !== undefined && isNumeric(value) && test(value);
    },
  };
}

function isNumeric(value: Value): value is number | bigint {
  return typeof value === 'bigint' || (typeof value === 'number' && Number.isFinite(value));
}
