import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSource, ROOMS, ROOT, sourcesIn, trackedFiles } from './support/architecture/sources.ts';

/** docs/security.md tells the truth, and what can be seen in the sources alone stays so. */

const rows = readFileSync(join(ROOT, 'docs/security.md'), 'utf8')
  .split('\n')
  .filter((line) => /^\| S\d\d \|/.test(line));

describe('the table of attacks', () => {
  it('has every row of the specification, in order', () => {
    expect(rows.map((row) => row.slice(2, 5))).toEqual(Array.from({ length: 32 }, (_, at) => `S${String(at + 1).padStart(2, '0')}`));
  });

  it.each(rows)('names tests that are there: %s', (row) => {
    const named = [...row.matchAll(/`(test\/[^`]+)` "([^"]+)"/g)];
    expect(named).not.toHaveLength(0);
    for (const [, file = '', words = ''] of named) {
      expect(existsSync(join(ROOT, file)), file).toBe(true);
      expect(readFileSync(join(ROOT, file), 'utf8'), file).toContain(words);
    }
  });
});

const product = sourcesIn(...ROOMS);
const python = trackedFiles()
  .filter((file) => /^python\/.*\.py$/.test(file))
  .map(readSource);

function linesWith(pattern: RegExp, files: typeof product): readonly string[] {
  return files.flatMap(({ path, text }) => text.split('\n').flatMap((line) => (pattern.test(line) ? [`${path}: ${line.trim()}`] : [])));
}

describe('the product', () => {
  it('executes nothing that it reads: no pickle, no eval, no tags of YAML that make objects', () => {
    expect(python.length).toBeGreaterThan(5);
    expect(linesWith(/\b(pickle|marshal|shelve|dill)\b|\beval\(|\bexec\(/, python)).toEqual([]);
    expect(linesWith(/\beval\(|new Function\(|runIn(This|New)?Context\(|customTags/, product)).toEqual([]);
  });

  it('starts programs without a shell: what a value holds is never read as a command', () => {
    expect(linesWith(/\bexec(Sync)?\b.*from 'node:child_process'|\bshell: (true|process)|windowsVerbatimArguments/, product)).toEqual([]);
    const shells = linesWith(/\[['"`](\/bin\/(ba)?sh|cmd(\.exe)?|powershell(\.exe)?|pwsh)['"`],/, product);
    expect(shells).toEqual(["runner/objective/commandLine.ts: ? ['/bin/sh', '-c', run.script, 'sh']"]);
  });

  it('listens at one place, on a path of the file system and never on a port', () => {
    const servers = linesWith(/from 'node:(net|http|https|http2|dgram|tls)'/, product).filter((line) =>
      /createServer|createSocket/.test(line),
    );
    expect(servers.map((line) => line.split(':')[0])).toEqual(['runner/socket.ts']);
    expect(linesWith(/server\.listen\(/, product)).toEqual(['runner/socket.ts: server.listen(path, () => {']);
  });

  it('can be called by no link from outside', () => {
    expect(linesWith(/registerUriHandler|\bonUri\b|registerDocumentDropEdit|registerDocumentPaste/, product)).toEqual([]);
    expect(readFileSync(join(ROOT, 'package.json'), 'utf8')).not.toMatch(/"onUri"|"authentication"/);
  });

  it('asks for trust when something is done, and remembers nothing of it', () => {
    const asked = linesWith(/isTrusted/, product);
    expect(asked.map((line) => line.split(':')[0])).toContain('client/runner.ts');
    expect(asked.filter((line) => /(const|let)\s+\w+\s*=\s*vscode\.workspace\.isTrusted/.test(line))).toEqual([]);
  });
});
