import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { importCycles, importsOf } from './support/architecture/imports.ts';
import { readSource, ROOMS, ROOT, type Room, sourcesIn, trackedFiles } from './support/architecture/sources.ts';
import { readFacts } from './support/architecture/syntax.ts';

/** The house style (design: "House style") and the import table (ARCHITECTURE.md), as far as they can be measured. */

interface Rule {
  readonly rooms: readonly Room[];
  readonly packages: RegExp;
  /** Rooms of which only types may be taken. */
  readonly types?: readonly Room[];
  /** Single files of other rooms that may be taken whole. */
  readonly files?: readonly string[];
}

const NODE = 'node:[a-z0-9_/]+';
const TABLE: Readonly<Record<Room, Rule>> = {
  core: { rooms: [], packages: /^(@stdlib\/.+|yaml|zod|canonicalize|picomatch|papaparse|re2js|@vscode\/tree-sitter-wasm)$/ },
  // How a value is written on the wire is the same as in the database, so it is said once, in core.
  protocol: { rooms: [], types: ['core'], files: ['core/value/encode.ts'], packages: /^(zod|birpc)$/ },
  server: {
    rooms: ['core', 'protocol'],
    packages: new RegExp(`^(${NODE}|vscode-languageserver.*|@vscode/tree-sitter-wasm|zod|tinyglobby|picomatch)$`),
  },
  runner: {
    rooms: ['core', 'protocol'],
    packages: new RegExp(
      `^(${NODE}|piscina|better-sqlite3|zod|birpc|commander|cli-table3|tinyglobby|picomatch|papaparse|apache-arrow|fflate|hyparquet-writer|@vscode/tree-sitter-wasm)$`,
    ),
  },
  client: {
    rooms: ['protocol'],
    types: ['core'],
    packages: new RegExp(`^(${NODE}|vscode|vscode-languageclient.*|@vscode/l10n|zod|birpc)$`),
  },
  webview: {
    rooms: ['protocol', 'core'],
    packages:
      /^(preact.*|@preact\/signals|@vscode-elements\/elements.*|@vscode\/codicons.*|@vscode\/l10n|ansi-sequence-parser|echarts\/.*|birpc|zod)$/,
  },
};

const product = sourcesIn(...ROOMS);
const tests = sourcesIn('test', 'bench', 'packaging');
const all = [...product, ...tests, readSource('build.ts')];
const facts = await readFacts(product);
const testFacts = await readFacts(tests);
const everyFact = [...facts, ...testFacts];

/** The value at a share of a sorted list. */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function linesMatching(pattern: RegExp, files: readonly { readonly path: string; readonly text: string }[]): readonly string[] {
  return files.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1} ${line.trim()}`] : [])),
  );
}

describe('the import table', () => {
  test.each(ROOMS)('%s imports only what it may', (room) => {
    const rule = TABLE[room];
    const forbidden = sourcesIn(room)
      .flatMap(importsOf)
      .filter(({ target, relative, typeOnly }) => {
        if (!relative) return !rule.packages.test(target);
        const other = target.split('/')[0] ?? '';
        if (other === room || target === 'package.json') return false;
        return (
          !rule.rooms.some((name) => name === other) &&
          !(typeOnly && rule.types?.some((name) => name === other)) &&
          !rule.files?.includes(target)
        );
      });
    expect(forbidden.map(({ from, target }) => `${from} imports ${target}`)).toEqual([]);
  });

  test('has no circles', () => {
    expect(importCycles(product)).toEqual([]);
  });
});

describe('sizes', () => {
  const files = product.map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n').length }));
  const functions = facts.flatMap(({ path, functions: found }) =>
    found.map((one) => ({ ...one, where: `${path}:${one.line} ${one.name}` })),
  );

  test('files have at most 400 lines, half of them 90, nine of ten 220', () => {
    expect(files.filter(({ lines }) => lines > 400)).toEqual([]);
    expect(
      quantile(
        files.map(({ lines }) => lines),
        0.5,
      ),
    ).toBeLessThanOrEqual(90);
    expect(
      quantile(
        files.map(({ lines }) => lines),
        0.9,
      ),
    ).toBeLessThanOrEqual(220);
  });

  test('functions have at most 60 lines, nine of ten 40, and at most 4 parameters', () => {
    expect(functions.filter(({ lines }) => lines > 60).map(({ where, lines }) => `${where}: ${lines} lines`)).toEqual([]);
    expect(
      quantile(
        functions.map(({ lines }) => lines),
        0.9,
      ),
    ).toBeLessThanOrEqual(40);
    expect(
      functions.filter(({ parameters }) => parameters > 4).map(({ where, parameters }) => `${where}: ${parameters} parameters`),
    ).toEqual([]);
  });
});

describe('house style', () => {
  test('there is no any, no non-null assertion, and no cast without a reason', () => {
    expect(everyFact.flatMap(({ loose }) => loose)).toEqual([]);
  });

  test('there are no default exports but where a tool wants one, no barrels, no enums', () => {
    const configurations = /vitest\.config\.ts$/;
    expect(
      linesMatching(
        /^export default /,
        everyFact.filter(({ path }) => !configurations.test(path)),
      ),
    ).toEqual([]);
    expect(linesMatching(/^export (type )?(\*|\{.*\} from)/, all)).toEqual([]);
    expect(linesMatching(/^(export )?(const )?enum /, all)).toEqual([]);
    expect(all.filter(({ path }) => /(^|\/)(index|utils?|helpers?|manager)\.tsx?$/.test(path)).map(({ path }) => path)).toEqual([]);
  });

  test('nothing is put off: no notes for later, no skipped tests, no sleeps in tests', () => {
    const words = ['TO[D]O', 'FIX[M]E', 'X{2}X'].join('|');
    expect(linesMatching(new RegExp(`\\b(${words})\\b`), all)).toEqual([]);
    expect(linesMatching(/\b(describe|test|it)\.(only|skip|todo|skipIf|runIf)\b|\b(xit|xdescribe|fit|fdescribe)\(/, tests)).toEqual([]);
    expect(
      linesMatching(
        /\bsleep\(|waitForTimeout\(|setTimeout\((resolve|r|done)\b|vi\.(mock|fn|spyOn)\(/,
        testFacts.filter(({ path }) => path !== 'test/architecture.test.ts'),
      ),
    ).toEqual([]);
  });

  test('four of five exported functions have a sentence above them; the others return an interface that has one', () => {
    const exported = product.flatMap(({ text }) => {
      const lines = text.split('\n');
      return lines.flatMap((line, index) =>
        /^export (async )?function |^export (abstract )?class /.test(line) ? [/\*\/\s*$/.test(lines[index - 1] ?? '')] : [],
      );
    });
    expect(exported.filter((documented) => documented).length / exported.length).toBeGreaterThanOrEqual(0.8);
  });

  test('no door that user text could take (reliability 5.8)', () => {
    expect(
      linesMatching(
        /\bshell: true\b|\bexecSync\(|\.innerHTML\b|\bsupportHtml\b|\benableCommandUris\b(?!: false)|\beval\(|\bnew Function\(|dangerouslySetInnerHTML/,
        product,
      ),
    ).toEqual([]);
    expect(linesMatching(/\bisTrusted\b/, product).filter((line) => !/workspace\.isTrusted/.test(line))).toEqual([]);
    expect(linesMatching(/\bshow(Information|Warning|Error)Message\(\s*`/, product)).toEqual([]);
  });
});

describe('the checkout', () => {
  const paths = trackedFiles();

  test('has one package.json', () => {
    expect(paths.filter((path) => /(^|\/)package\.json$/.test(path) && !path.startsWith('test/data/'))).toEqual(['package.json']);
  });

  test('names no machine paths and no registry', () => {
    const texts = paths
      .filter((path) => /\.(ts|tsx|mjs|json|md|ya?ml|py|sql|css)$|(^|\/)(\.npmrc|run)$/.test(path) && path !== 'test/architecture.test.ts')
      .map(readSource);
    expect(linesMatching(/\/work\/(main|shared)\b|\/root\/|registry\.npmjs|artifactory|_authToken/, texts)).toEqual([]);
  });

  // Binaries for other platforms are named with their version only: a registry need not have them, and npm ci wants them in the file.
  test('has a lock file without addresses, with a digest for every package but binaries of other platforms', () => {
    const lockSchema = z.object({
      packages: z.record(
        z.string(),
        z.looseObject({ resolved: z.string().optional(), integrity: z.string().optional(), os: z.array(z.string()).optional() }),
      ),
    });
    const { packages } = lockSchema.parse(JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')));
    const entries = Object.entries(packages).filter(([path]) => path !== '');
    expect(entries.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
    expect(entries.filter(([, { integrity, os }]) => integrity === undefined && os === undefined).map(([path]) => path)).toEqual([]);
  });

  test('pins every dependency to one version', () => {
    const manifestSchema = z.object({ dependencies: z.record(z.string(), z.string()), devDependencies: z.record(z.string(), z.string()) });
    const { dependencies, devDependencies } = manifestSchema.parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')));
    expect(
      Object.entries({ ...dependencies, ...devDependencies }).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)),
    ).toEqual([]);
  });
});
