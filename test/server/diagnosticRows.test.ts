import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver/node';
import { type ProblemCode, type Severity, SEVERITY } from '../../core/check/problem.ts';
import type { Expectation } from '../support/checkFixtures.ts';
import { type LanguageClient, startLanguageClient } from '../support/languageClient.ts';
import { rowsOf, workspaceFiles } from '../support/rows.ts';

/** Small task files by the hundred, each through a real connection: exactly the marked problems, nothing besides. */

const SEVERITIES: Record<Severity, DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
};

let client: LanguageClient;
let count = 0;

beforeAll(async () => {
  client = await startLanguageClient(workspaceFiles());
});

afterAll(async () => {
  await client[Symbol.asyncDispose]();
});

/** A problem as a row marks it: what goes on behind its line is cut there, and a mark has at least one character in column 0. */
function marked(text: string, { range: { start, end }, code }: Diagnostic): Expectation {
  const line = text.split('\n')[start.line] ?? '';
  const last = end.line > start.line ? line.length : end.character;
  return { line: start.line, start: start.character, end: start.character === 0 ? Math.max(1, last) : last, code: String(code) };
}

function byPlace(a: Expectation, b: Expectation): number {
  return a.line - b.line || a.start - b.start || a.code.localeCompare(b.code);
}

const files = rowsOf('diagnostics');

describe.each(files)('$file', ({ rows }) => {
  test.each(rows)('$name', async ({ text, expected }) => {
    const file = `row${++count}.sweep.yaml`;
    await client.open(file, text);
    const problems = await client.problems(file);
    await client.close(file);
    expect(problems.map((one) => marked(text, one)).sort(byPlace)).toEqual([...expected].sort(byPlace));
    for (const { code, severity, message, codeDescription, source } of problems) {
      // SAFETY: the comparison above has found only codes that marks can have.
      expect(severity).toBe(SEVERITIES[SEVERITY[code as ProblemCode]]);
      expect(source).toBe('sweepdeck');
      expect(codeDescription?.href).toMatch(new RegExp(`^file:.*/docs/diagnostics\\.md#${String(code)}$`));
      expect(message).toMatch(/^[`"A-Z(].*[.?]$/s);
    }
  });
});

test('there are more than 300 rows, many of them without a problem', () => {
  const all = files.flatMap(({ rows }) => rows);
  expect(all.length).toBeGreaterThan(480);
  expect(all.filter(({ expected }) => expected.length === 0).length).toBeGreaterThan(150);
});
