import { describe, expect, it } from 'vitest';
import { describePath } from '../../../core/task/describe.ts';

type Path = readonly (string | number)[];

/** Every place that the format knows, once for each level of nesting. */
function* places(path: Path = [], depth = 0): Iterable<Path> {
  for (const { key } of describePath(path)?.children ?? []) {
    const inner = [...path, key];
    yield inner;
    if (depth < 2) yield* places(inner, depth + 1);
  }
}

describe('describePath', () => {
  it('has a sentence and a type for every key of the format', () => {
    const all = [...places()];
    expect(all.length).toBeGreaterThan(70);
    for (const path of all) {
      const found = describePath(path);
      expect(found?.type, path.join('.')).toMatch(/\S/);
      expect(found?.documentation, path.join('.')).toMatch(/^[A-Z`].*[.`)]$/s);
    }
  });
  it('lists keys, allowed values and names of the user’s own', () => {
    expect(describePath(['execution', 'order'])?.values).toEqual(['declared', 'shuffle', 'stride', 'coarse-to-fine']);
    expect(describePath(['parameters', 'mu'])?.children.map((one) => one.key)).toContain('min');
    expect(describePath(['parameters'])?.member).toContain('axis');
    expect(describePath(['concat', 0, 'zip', 'pair', 'p', 'step'])?.type).toBe('a number above 0');
    expect(describePath(['parameters', 'values', 'min'])?.documentation).toContain('first value');
    expect(describePath(['run', 'pyton'])).toBeUndefined();
    expect(describePath(['schema', 'parameters'], 'schema')?.member).toContain('field');
  });
});
