import { describe, expect, it } from 'vitest';
import { lazyGrammars, loadGrammars } from '../../../core/code/grammars.ts';
import { recentTrees } from '../../../core/code/recentTrees.ts';
import type { SyntaxTree } from '../../../core/code/syntax.ts';
import { grammarBytes } from './sources.ts';

describe('grammars', () => {
  it('ask for nothing before they are needed, and for each thing once', async () => {
    const asked: string[] = [];
    const grammars = lazyGrammars({
      runtime: () => (asked.push('runtime'), grammarBytes.runtime()),
      grammar: (language) => (asked.push(language), grammarBytes.grammar(language)),
    });
    expect(grammars.parse('python', 'x')).toBeUndefined();
    expect(asked).toEqual([]);
    await Promise.all([grammars.load(['python']), grammars.load(['python'])]);
    expect(asked).toEqual(['runtime', 'python']);
    await grammars.load(['javascript', 'python']);
    expect(asked).toEqual(['runtime', 'python', 'javascript']);
    expect([grammars.has('python'), grammars.has('typescript')]).toEqual([true, false]);
  });

  it('copy trees with offsets in UTF-16 and roles', async () => {
    const grammars = await loadGrammars(grammarBytes, ['python']);
    const tree = grammars.parse('python', 's = "😀"\ndef f(): pass\n');
    expect(tree?.sound).toBe(true);
    const definition = tree?.root.children[1];
    const name = definition?.children.find((child) => child.field === 'name');
    expect([definition?.type, tree?.text.slice(name?.start, name?.end)]).toEqual(['function_definition', 'f']);
  });

  it('leave texts over 512 Ki characters alone and call deep ones unsound', async () => {
    const grammars = await loadGrammars(grammarBytes, ['javascript']);
    expect(grammars.parse('javascript', ' '.repeat(512 * 1024 + 1))).toBeUndefined();
    expect(grammars.parse('javascript', `${'['.repeat(20_000)}${']'.repeat(20_000)}`)?.sound).toBe(false);
    expect(grammars.parse('javascript', `${'['.repeat(200)}${']'.repeat(200)}`)?.sound).toBe(true);
  });

  it('can be tried again after a file could not be read', async () => {
    let broken = true;
    const grammars = lazyGrammars({
      runtime: grammarBytes.runtime,
      grammar: (language) => (broken ? Promise.reject(new Error('gone')) : grammarBytes.grammar(language)),
    });
    await expect(grammars.load(['python'])).rejects.toThrow('gone');
    broken = false;
    await grammars.load(['python']);
    expect(grammars.has('python')).toBe(true);
  });
});

describe('recent trees', () => {
  it('are parsed once while they are among the last, and forgotten by size', () => {
    let parsed = 0;
    const parse = recentTrees(
      (text): SyntaxTree => ({
        text,
        sound: (++parsed, true),
        root: { type: 'module', named: true, field: null, start: 0, end: 0, children: [] },
      }),
    );
    const text = (name: string) => name.repeat(100 * 1024);
    for (const name of ['a', 'b', 'a', 'b']) parse(text(name));
    expect(parsed).toBe(2);
    parse(text('c'));
    expect(parsed).toBe(3);
    parse(text('b'));
    expect(parsed).toBe(3);
    parse(text('a'));
    expect(parsed).toBe(4);
    expect(parse('x'.repeat(300 * 1024))?.text).toHaveLength(300 * 1024);
  });
});
