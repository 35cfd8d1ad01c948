import { strictJson } from '../../core/value/encode.ts';
import { isValueList, isValueMap, type Value } from '../../core/value/value.ts';

/** What has been seen of a column, or of the elements of its lists: enough to choose its type, and the shape that pads it. */
export interface Survey {
  readonly seen: Record<'boolean' | 'integer' | 'big' | 'float' | 'text' | 'structure' | 'list' | 'missing', boolean>;
  /** Longest text, in code points. */
  longest: number;
  /** Longest list, mapping or long integer, as JSON. */
  longestJson: number;
  longestList: number;
  shortestList: number;
  items: Survey | undefined;
}

/** A survey of a column without rows. */
export function newSurvey(): Survey {
  const seen = { boolean: false, integer: false, big: false, float: false, text: false, structure: false, list: false, missing: false };
  return { seen, longest: 0, longestJson: 0, longestList: 0, shortestList: Number.POSITIVE_INFINITY, items: undefined };
}

/** Takes one more row into account. */
export function see(survey: Survey, value: Value | undefined): void {
  const { seen } = survey;
  switch (typeof value) {
    case 'boolean':
      seen.boolean = true;
      return;
    case 'number':
      // A negative zero is only kept by a float.
      if (Number.isSafeInteger(value) && !Object.is(value, -0)) seen.integer = true;
      else seen.float = true;
      return;
    case 'bigint':
      seen.integer = true;
      seen.big = true;
      seen.structure ||= BigInt.asIntN(64, value) !== value;
      survey.longestJson = Math.max(survey.longestJson, String(value).length);
      return;
    case 'string':
      seen.text = true;
      // Units of UTF-16 are at least as many as code points.
      if (value.length > survey.longest) survey.longest = Math.max(survey.longest, Array.from(value).length);
      return;
    default:
      seeStructure(survey, value);
  }
}

function seeStructure(survey: Survey, value: Value | undefined): void {
  if (value === undefined || value === null) {
    survey.seen.missing = true;
    return;
  }
  survey.longestJson = Math.max(survey.longestJson, strictJson(value).length);
  if (isValueMap(value)) survey.seen.structure = true;
  if (!isValueList(value)) return;
  survey.seen.list = true;
  survey.longestList = Math.max(survey.longestList, value.length);
  survey.shortestList = Math.min(survey.shortestList, value.length);
  survey.items ??= newSurvey();
  for (const item of value) see(survey.items, item);
}

/** Longest text at any depth, in code points. */
export function longestText({ longest, items }: Survey): number {
  return Math.max(longest, items ? longestText(items) : 0);
}

/** Longest value as JSON, or a little more. */
export function longestJson({ longest, longestJson: own }: Survey): number {
  return Math.max(own, LONGEST_NUMBER, longest * MOST_ESCAPED + 2);
}

/** The longest list at each depth. */
export function shapeOf({ seen, longestList, items }: Survey): readonly number[] {
  return seen.list ? [longestList, ...(items ? shapeOf(items) : [])] : [];
}

/** Some value is missing, or some list shorter than another of its depth. */
export function hasHoles({ seen, longestList, shortestList, items }: Survey): boolean {
  return seen.missing || (seen.list && longestList !== shortestList) || (items !== undefined && hasHoles(items));
}

/** Every integer, at any depth, is exact as a double. */
export function isSafe({ seen, items }: Survey): boolean {
  return !seen.big && (items === undefined || isSafe(items));
}

/** Characters of a double in JSON, at most. */
const LONGEST_NUMBER = 25;
/** Characters that JSON makes of one, at most: `\u0000`. */
const MOST_ESCAPED = 6;
