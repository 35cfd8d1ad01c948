import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);

test('colours every token of the sample files as the snapshots say', async () => {
  const command = [
    'node_modules/vscode-tmgrammar-test/dist/snapshot.js',
    '-g',
    'syntaxes/sweep.tmLanguage.json',
    '-s',
    'source.sweep',
    'test/syntaxes/*.yaml',
  ];
  const { stdout } = await run(process.execPath, command, { cwd: root });
  expect(stdout).not.toMatch(/Generating snapshot/);
  expect(stdout.match(/run successfully/g)).toHaveLength(4);
});

test('leaves no character of the sample files without a role', async () => {
  const snapshot = await readFile(new URL('pendulum.sweep.yaml.snap', import.meta.url), 'utf8');
  const bare = snapshot.split('\n').flatMap((line, index, lines) => {
    const match = /^#( *)(\^+) source\.sweep$/.exec(line);
    const source =
      lines
        .slice(0, index)
        .findLast((one) => one.startsWith('>'))
        ?.slice(1) ?? '';
    const text = match ? source.slice(match[1]?.length, (match[1]?.length ?? 0) + (match[2]?.length ?? 0)) : '';
    return text.trim() === '' ? [] : [text];
  });
  expect(bare).toEqual([]);
});

test('has a language configuration that VS Code can read', async () => {
  const text = await readFile(new URL('../../syntaxes/language-configuration.json', import.meta.url), 'utf8');
  const configuration: unknown = JSON.parse(text);
  expect(configuration).toMatchObject({ comments: { lineComment: '#' } });
  for (const pattern of text.matchAll(/"(?:beforeText|afterText|wordPattern|\w+IndentPattern)": ("(?:[^"\\]|\\.)*")/g)) {
    expect(() => new RegExp(String(JSON.parse(pattern[1] ?? '""')))).not.toThrow();
  }
});
