import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { commandLinePage } from '../runner/cli/reference.ts';
import { ROOT, trackedFiles } from './support/architecture/sources.ts';

/** Pages say what is there, and are found. */

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const pages = trackedFiles().filter((file) => file.endsWith('.md') && /^(docs\/|[A-Z]+\.md|examples\/)/.test(file));

it('docs/command-line.md is what the definitions say (node docs/build.ts)', () => {
  expect(read('docs/command-line.md')).toBe(commandLinePage());
});

it('docs/python.md has every name of the module', () => {
  const names = /__all__ = \[(.*?)\]/s.exec(read('python/sweepdeck/__init__.py'))?.[1]?.match(/\w+/g) ?? [];
  expect(names.length).toBeGreaterThan(5);
  for (const name of names) expect(read('docs/python.md')).toContain(`| \`${name}(`);
});

it('docs/node.md has every member of the context', () => {
  const body = /interface ObjectiveContext \{(.*?)\n\}/s.exec(read('runner/host/context.ts'))?.[1] ?? '';
  const names = [...body.matchAll(/^ {2}(?:readonly )?(\w+)[(:]/gm)].map(([, name]) => name);
  expect(names.length).toBeGreaterThan(5);
  for (const name of names) expect(read('docs/node.md')).toMatch(new RegExp(`\\| \`${name}(\\(.*?\\))?\` \\|`));
});

it.each(pages)('%s links only to what is there', (page) => {
  const links = [...read(page).matchAll(/\]\((?!https?:|command:|#)([^)#\s]+)[^)]*\)/g)].map(([, target = '']) =>
    join(ROOT, dirname(page), target),
  );
  expect(links.filter((target) => !existsSync(target))).toEqual([]);
});

it('every page is named by docs/README.md or the index of its folder', () => {
  const indexes = read('docs/README.md') + read('docs/recipes/README.md');
  const others = pages.filter((page) => /^docs\/(?!adr\/)/.test(page) && !page.endsWith('/README.md'));
  expect(others.filter((page) => !indexes.includes(`(${page.replace(/^docs\/(recipes\/)?/, '')})`))).toEqual([]);
  expect(read('README.md')).toContain('docs/README.md');
});
