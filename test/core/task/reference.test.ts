import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { describePath } from '../../../core/task/describe.ts';
import { taskFilePage } from '../../../core/task/reference.ts';

it('is what docs/task-file.md says (node docs/build.ts)', () => {
  expect(readFileSync(join(import.meta.dirname, '../../../docs/task-file.md'), 'utf8')).toBe(taskFilePage());
});

it('has every key at every place, with what it takes', () => {
  const page = taskFilePage();
  const places = [
    [],
    ['run'],
    ['run', 'result'],
    ['parameters', 'x'],
    ['schema', 'parameters', 'x'],
    ['metric'],
    ['cache'],
    ['execution'],
    ['views'],
  ];
  for (const place of places)
    for (const { key, type } of describePath(place)?.children ?? [])
      expect(page, key).toMatch(new RegExp(`\\| \`${key}\`[^|]* \\| ${escaped(type)} \\|`));
});

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
