import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { KnownSignature, ObjectiveSignature, SignatureParameter } from '../../core/code/signature.ts';
import { type Problem, SEVERITY } from '../../core/check/problem.ts';
import type { World } from '../../core/task/world.ts';
import { lineIndex } from '../../core/text.ts';
import { memoryWorld } from './memoryWorld.ts';

const FOLDER = join(import.meta.dirname, '../data/check');

/** The fixtures as a workspace `/ws`, with the signatures of a made-up module `model`. */
export function fixtureWorld(): { readonly world: World; readonly names: readonly string[]; readonly files: ReadonlyMap<string, string> } {
  const names = readdirSync(FOLDER, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => relative(FOLDER, join(one.parentPath, one.name)).replaceAll('\\', '/'));
  const files = new Map(names.map((name) => [`/ws/${name}`, readFileSync(join(FOLDER, name), 'utf8')]));
  return {
    files,
    world: memoryWorld(files, { signatures: SIGNATURES }),
    names: names.filter((name) => /\.sweep(-params)?\.yaml$/.test(name)).sort(),
  };
}

/** The texts of all fixtures. */
export function fixtureTexts(): readonly string[] {
  const { world, names } = fixtureWorld();
  return names.map((name) => world.read(`/ws/${name}`) ?? '');
}

const AT = { file: '/ws/model.py', span: { start: 0, end: 5 } };

function known(name: string, parameters: readonly Omit<SignatureParameter, 'at'>[], open = false): KnownSignature {
  return { kind: 'function', name, at: AT, parameters: parameters.map((one) => ({ ...one, at: AT })), open };
}

export const SIGNATURES: Readonly<Record<string, ObjectiveSignature>> = {
  'model:train': known('train', [
    { name: 'lr', required: true, annotation: 'float' },
    { name: 'depth', required: true, annotation: 'int' },
    { name: 'optimizer', required: false, annotation: 'str', default: 'adam' },
    { name: 'seed', required: true },
  ]),
  'model:open': known('open', [], true),
  'model:fit': known('fit', [{ name: 'config', required: true, annotation: 'Config' }]),
  'model:trian': { kind: 'function-not-found', file: '/ws/model.py', available: ['open', 'train', 'fit'] },
  'modle:train': { kind: 'module-not-found', module: 'modle', searched: ['/ws/modle.py'] },
  'nothing:train': { kind: 'module-not-found', module: 'nothing', searched: ['/ws/nothing.py'] },
};

/** A problem as a fixture writes it: line and columns from zero, the end cut at the end of its line. */
export interface Expectation {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly code: string;
}

/**
 * The expectations of a fixture: `#   ~~~~ code` under a line marks the columns of the range above; a mark in column 0
 * (`#~~~ code`) counts the `#` itself.
 */
export function expectations(text: string): readonly Expectation[] {
  const found: Expectation[] = [];
  let above = -1;
  for (const [line, content] of text.split(/\r?\n/).entries()) {
    const mark = readMark(content);
    if (mark) found.push({ line: above, ...mark });
    else above = line;
  }
  return found;
}

/** A line that is a mark; a comment is none. */
export function readMark(line: string): Omit<Expectation, 'line'> | undefined {
  const [, spaces = '', tildes = '', code = ''] = /^#( *)(~*) ([a-z-]+)$/.exec(line) ?? [];
  if (!Object.hasOwn(SEVERITY, code)) return undefined;
  return { start: spaces === '' ? 0 : 1 + spaces.length, end: 1 + spaces.length + tildes.length, code };
}

/** Problems of one file in the form of expectations. */
export function placed(problems: readonly Problem[], text: string, file: string): readonly Expectation[] {
  const lines = lineIndex(text);
  return problems
    .filter((one) => one.file === file)
    .map(({ span, code }) => {
      const start = lines.position(span.start);
      const lineEnd =
        lines.position(lines.offset({ line: start.line + 1, character: 0 })).line === start.line
          ? text.length
          : lines.offset({ line: start.line + 1, character: 0 }) - 1;
      return { line: start.line, start: start.character, end: start.character + Math.min(span.end, lineEnd) - span.start, code };
    });
}
