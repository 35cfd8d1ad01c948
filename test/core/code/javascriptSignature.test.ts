import { beforeAll, describe, expect, it } from 'vitest';
import type { Grammars } from '../../../core/code/grammars.ts';
import { objectiveSignature } from '../../../core/code/objectiveSignature.ts';
import type { ObjectiveSignature } from '../../../core/code/signature.ts';
import { allGrammars, memorySources, nodeRun } from './sources.ts';

let grammars: Grammars;
beforeAll(async () => {
  grammars = await allGrammars();
});

function signature(files: Readonly<Record<string, string>>, target: string): ObjectiveSignature {
  return objectiveSignature(nodeRun(target), '/ws/t.sweep.yaml', memorySources(files), grammars);
}

function brief(found: ObjectiveSignature): string {
  if (found.kind !== 'function') return found.kind === 'function-not-found' ? `not found: ${found.available.join(' ')}` : found.kind;
  const names = found.parameters.map((one) => {
    const type = one.annotation === undefined ? '' : `:${one.annotation}`;
    if (one.default !== undefined) return `${one.name}${type}=${JSON.stringify(one.default)}`;
    return one.required ? `${one.name}${type}` : `${one.name}${type}?`;
  });
  return [...names, ...(found.open ? ['**'] : [])].join(' ');
}

describe('javascript signatures', () => {
  const rows: readonly (readonly [string, string, string])[] = [
    ['destructured', 'export function f({ a, b = 1, "c-d": e = -2, g: { h }, i = x() }) {}', 'a b=1 c-d=-2 g i?'],
    ['async with context', 'export async function f({ a }, { seed }) {}', 'a'],
    ['generator', 'export function* f({ a }) {}', 'a'],
    ['rest', 'export function f({ a, ...rest }) {}', 'a **'],
    ['computed', 'export function f({ a, [x]: y }) {}', 'a **'],
    ['whole default', 'export function f({ a = "x" } = {}) {}', 'a="x"'],
    ['undestructured', 'export function f(p) {}', '**'],
    ['no parameters', 'export function f() {}', '**'],
    ['arrow', 'export const f = ({ a }) => a, g = 1', 'a'],
    ['arrow with a bare name', 'export const f = p => p', '**'],
    ['function expression', 'export const f = async function ({ a }) {}', 'a'],
    ['export list', 'function f({ a }) {}\nexport { f };', 'a'],
    ['renamed', 'function g({ a }) {}\nexport { g as f };', 'a'],
    ['renamed by text', 'function g({ a }) {}\nexport { g as "f" };', 'a'],
    ['another name', 'const g = ({ a }) => 1;\nexport const f = g;', 'a'],
    ['made by a call', 'export const f = make();', 'unknown'],
    ['a class', 'export class f {}', 'unknown'],
    ['not exported', 'function f({ a }) {}\nexport function g() {}\nexport const h = () => 1, i = 2;', 'not found: g h'],
    ['commonjs property', 'exports.f = ({ a }) => a;', 'a'],
    ['commonjs module property', 'module.exports.f = function ({ a }) {};', 'a'],
    ['commonjs object', 'function f({ a }) {}\nmodule.exports = { f, g: 1 };', 'a'],
    ['commonjs method', 'module.exports = { f({ a }) {} };', 'a'],
    ['commonjs pair', 'const g = ({ a }) => 1;\nmodule.exports = { f: g };', 'a'],
    ['commonjs not there', 'module.exports = { g() {} };', 'not found: g'],
    ['commonjs spread', 'module.exports = { ...other };', 'unknown'],
    ['commonjs require', 'module.exports = require("./x");', 'unknown'],
    ['commonjs assigned elsewhere', 'Object.assign(exports, x);', 'unknown'],
    ['zod schema', 'export const parameters = z.object({});\nexport function f({ a }) {}', '**'],
    ['imported and exported', 'import { f } from "lib";\nexport { f };', 'unknown'],
    ['broken elsewhere', 'export function f({ a }) {}\nlet = = 1;', 'a'],
    ['not there, source broken', 'export function g( {', 'unknown'],
    ['circle', 'export { f } from "./m.mjs";', 'unknown'],
    ['hash bang', '#!/usr/bin/env node\nexport function f({ a }) {}', 'a'],
  ];
  it.each(rows)('%s', (_, source, expected) => {
    expect(brief(signature({ 'm.mjs': source }, './m.mjs#f'))).toBe(expected);
  });

  const typed: readonly (readonly [string, string, string])[] = [
    ['type literal', 'export function f(p: { a: number; b?: string }) {}', 'a:number b:string?'],
    ['interface', 'interface P { a: number; b?: "x" | "y" }\nexport function f(p: P): void {}', 'a:number b:"x" | "y"?'],
    ['exported alias', 'export type P = { readonly a: number };\nexport const f = async (p: P) => 1;', 'a:number'],
    ['inherited', 'interface Q { z: number }\ninterface P extends Q { a: number }\nexport function f(p: P) {}', 'z:number a:number'],
    [
      'inherited from elsewhere',
      'import type { Q } from "./q";\ninterface P extends Q { a: number }\nexport function f(p: P) {}',
      'a:number **',
    ],
    ['intersection', 'type P = { a: number } & { b: number };\nexport function f(p: P) {}', 'a:number b:number'],
    ['readonly and partial', 'type P = { a: number };\nexport function f(p: Readonly<Partial<P>>) {}', 'a:number?'],
    ['index signature', 'export function f(p: { a: number; [name: string]: number }) {}', 'a:number **'],
    ['record', 'export function f(p: Record<string, number>) {}', '**'],
    ['imported', 'import type { P } from "./p";\nexport function f(p: P) {}', '**'],
    ['circle', 'interface P extends P { a: number }\nexport function f(p: P) {}', '**'],
    [
      'destructured with a type',
      'export function f({ a, b = 2, c }: { a: number; b: number; c?: string; d: number }) {}',
      'a:number b:number=2 c:string? d:number?',
    ],
    ['destructured with an open type', 'export function f({ a }: Any) {}', 'a **'],
  ];
  it.each(typed)('typescript: %s', (_, source, expected) => {
    expect(brief(signature({ 'm.ts': source }, './m.ts#f'))).toBe(expected);
  });

  const modules: readonly (readonly [string, Readonly<Record<string, string>>, string, string])[] = [
    ['default function', { 'm.mjs': 'export default function ({ a }) {}' }, 'm.mjs', 'a'],
    ['default arrow', { 'm.mjs': 'export default ({ a }) => a;' }, 'm.mjs', 'a'],
    ['default name', { 'm.mjs': 'const g = ({ a }) => a;\nexport default g;' }, 'm.mjs', 'a'],
    ['default from a list', { 'm.mjs': 'function g({ a }) {}\nexport { g as default };' }, 'm.mjs', 'a'],
    ['no default', { 'm.mjs': 'export function g({ a }) {}' }, 'm.mjs', 'not found: g'],
    ['commonjs default', { 'm.cjs': 'module.exports = ({ a }) => a;' }, 'm.cjs', 'a'],
    ['commonjs chained', { 'm.cjs': 'exports = module.exports = function ({ a }) {};' }, 'm.cjs', 'a'],
    ['followed', { 'm.mjs': 'export { g as f } from "./lib/x.mjs";', 'lib/x.mjs': 'export function g({ a }) {}' }, 'm.mjs#f', 'a'],
    [
      'followed by import',
      { 'm.mjs': 'import g from "./x.mjs";\nexport { g as f };', 'x.mjs': 'export default ({ a }) => 1' },
      'm.mjs#f',
      'a',
    ],
    ['by a star', { 'm.mjs': 'export * from "./x.mjs";', 'x.mjs': 'export const f = ({ a }) => 1' }, 'm.mjs#f', 'a'],
    ['not by a star', { 'm.mjs': 'export * from "./x.mjs";', 'x.mjs': '' }, 'm.mjs#f', 'not found: '],
    ['by a star of a package', { 'm.mjs': 'export * from "lib";' }, 'm.mjs#f', 'unknown'],
    ['no file', {}, 'm.mjs#f', 'module-not-found'],
    ['no grammar', { 'm.wasm': '' }, 'm.wasm#f', 'unknown'],
  ];
  it.each(modules)('module: %s', (_, files, target, expected) => {
    expect(brief(signature(files, target))).toBe(expected);
  });

  it('says where the function is and what its comment says', () => {
    const text = '/** Not this. */\nconst x = 1;\n/**\n * Simulates.\n * @param p all\n */\nexport const f = async ({ a }) => a;\n';
    const found = signature({ 'm.mjs': text }, 'm.mjs#f');
    expect(found).toMatchObject({ kind: 'function', docstring: 'Simulates.\n@param p all', at: { file: '/ws/m.mjs' } });
  });
});
