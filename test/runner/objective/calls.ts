import type { Value } from '../../../core/value/value.ts';

/** One call of an objective by a sweep: `f` of `m.py` or `m.ts`, where the row names no other. */
export interface CallRow {
  readonly name: string;
  readonly code: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly target?: string;
  readonly parameters: Readonly<Record<string, Value>>;
  /** Fields that the task declares; their defaults are given too. */
  readonly schema?: Readonly<Record<string, Value>>;
  /** `ok`: called, and nothing is told. A code: refused, and told so. `undecided`: refused, but the source does not tell. */
  readonly expected: string;
}

type Row = readonly [name: string, code: string, parameters: CallRow['parameters'], expected: string, more?: Partial<CallRow>];

function rows(table: readonly Row[]): readonly CallRow[] {
  return table.map(([name, code, parameters, expected, more]) => ({ name, code, parameters, expected, ...more }));
}

const DATACLASS = 'from dataclasses import dataclass, field, InitVar, KW_ONLY\n@dataclass\nclass C:\n';
const F_OF_C = '\ndef f(c: C): return {}';
/** A module with a zod schema beside its function, which returns what the schema lets through. */
const schema = (shape: string, chain = ''): string =>
  `import * as z from 'zod';\nexport const parameters = z.object({ ${shape} })${chain};\nexport const f = (p) => p;`;
const PLAIN = 'def f(x, y=1): return {}';
const UNKNOWN = 'unknown-argument';
const MISSING = 'missing-argument';

export const PYTHON_CALLS: readonly CallRow[] = rows([
  ['all given', PLAIN, { x: 1, y: 2 }, 'ok'],
  ['a default left', PLAIN, { x: 1 }, 'ok'],
  ['one missing', PLAIN, { y: 1 }, MISSING],
  ['one too many', PLAIN, { x: 1, z: 2 }, UNKNOWN],
  [
    'a default of the schema only',
    'def f(x, y): return {}',
    { x: 1 },
    'ok',
    { schema: { x: { type: 'int' }, y: { type: 'int', default: 2 } } },
  ],
  ['a default of both', PLAIN, { x: 1 }, 'ok', { schema: { x: { type: 'int' }, y: { type: 'int', default: 1 } } }],
  [
    'optional in the schema only',
    'def f(x, y): return {}',
    { x: 1 },
    MISSING,
    { schema: { x: { type: 'int' }, y: { type: 'int', optional: true } } },
  ],
  ['keyword-only', 'def f(*, x, y=1): return {}', { x: 1 }, 'ok'],
  ['keyword-only missing', 'def f(*, x, y=1): return {}', { y: 1 }, MISSING],
  ['behind varargs', 'def f(*args, x): return {}', { x: 1 }, 'ok'],
  ['varargs by name', 'def f(x, *args): return {}', { x: 1, args: 2 }, UNKNOWN],
  ['any keyword', 'def f(x, **rest): return {}', { x: 1, z: 2 }, 'ok'],
  ['any keyword, one missing', 'def f(x, **rest): return {}', { z: 2 }, MISSING],
  ['keywords by their name', 'def f(**rest): return {}', { rest: 2 }, 'ok'],
  ['positional-only given', 'def f(x, /, y): return {}', { x: 1, y: 1 }, UNKNOWN],
  ['positional-only needed', 'def f(x, /, y): return {}', { y: 1 }, MISSING],
  ['positional-only with a default, left', 'def f(x=1, /, y=2): return {}', { y: 1 }, 'ok'],
  ['positional-only with a default, given', 'def f(x=1, /, y=2): return {}', { x: 1 }, UNKNOWN],
  ['positional-only with a default, beside any keyword', 'def f(x=1, /, **rest): return {}', { x: 1 }, 'ok'],
  ['positional-only beside any keyword', 'def f(x, /, **rest): return {}', { x: 1 }, UNKNOWN],
  ['a positional-only seed', 'def f(seed, /, x): return {}', { x: 1 }, MISSING],
  ['seed and replicate', 'def f(x, seed, *, replicate): return {}', { x: 1 }, 'ok'],
  ['a context that nobody gives', 'def f(x, context): return {}', { x: 1 }, MISSING],
  ['a lambda', 'f = lambda x, y=1: {}', { x: 1 }, 'ok'],
  ['a lambda, one too many', 'f = lambda x: {}', { x: 1, y: 1 }, UNKNOWN],
  ['a coroutine', 'async def f(x): return {}', { x: 1 }, 'ok'],
  ['a coroutine, one missing', 'async def f(x, y): return {}', { x: 1 }, MISSING],
  ['partial by name', 'from functools import partial\ndef g(x, y): return {}\nf = partial(g, y=1)', { x: 1 }, 'ok'],
  ['partial by name, given again', 'from functools import partial\ndef g(x, y): return {}\nf = partial(g, y=1)', { x: 1, y: 2 }, 'ok'],
  ['partial by position', 'import functools\ndef g(x, y): return {}\nf = functools.partial(g, 1)', { y: 1 }, 'ok'],
  ['partial by position, given again', 'import functools\ndef g(x, y): return {}\nf = functools.partial(g, 1)', { x: 1, y: 1 }, UNKNOWN],
  ['another name', 'def g(x): return {}\nf = g', { y: 1, x: 1 }, UNKNOWN],
  ['a cache', 'from functools import lru_cache as memo\n@memo(maxsize=2)\ndef f(x): return {}', { z: 1, x: 1 }, UNKNOWN],
  [
    'a wrapper of the workspace',
    'import functools\ndef timed(g):\n    @functools.wraps(g)\n    def inner(*args, **kwargs):\n        return g(*args, **kwargs)\n    return inner\n@timed\ndef f(x): return {}',
    { other: 1 },
    `${MISSING} ${UNKNOWN}`,
  ],
  [
    'a wrapper without wraps',
    'def timed(g):\n    def inner(*a, **k):\n        return g(*a, **k)\n    return inner\n@timed\ndef f(x): return {}',
    { x: 1 },
    'ok',
  ],
  [
    'a wrapper that hides the seed',
    'def timed(g):\n    def inner(*a, **k):\n        return g(*a, **k)\n    return inner\n@timed\ndef f(x, seed): return {}',
    { x: 1 },
    'undecided',
  ],
  [
    'a wrapper that fills something in',
    'def filled(g):\n    def inner(**k):\n        return g(y=1, **k)\n    return inner\n@filled\ndef f(x, y): return {}',
    { x: 1 },
    'ok',
  ],
  [
    'a wrapper that takes something out',
    'def without(g):\n    def inner(*a, **k):\n        k.pop("z")\n        return g(*a, **k)\n    return inner\n@without\ndef f(x): return {}',
    { x: 1, z: 1 },
    'ok',
  ],
  ['a decorator that registers', 'def known(g):\n    return g\n@known\ndef f(x): return {}', { y: 1, x: 1 }, UNKNOWN],
  ['a decorator that makes something else', 'def other(g):\n    return lambda **all: {}\n@other\ndef f(x): return {}', { y: 1 }, 'ok'],
  ['a static method', 'class C:\n    @staticmethod\n    def f(x): return {}', { x: 1 }, 'ok', { target: 'm:C.f' }],
  ['a static method, one too many', 'class C:\n    @staticmethod\n    def f(x): return {}', { x: 1, y: 1 }, UNKNOWN, { target: 'm:C.f' }],
  ['a class method', 'class C:\n    @classmethod\n    def f(cls, x): return {}', { x: 1 }, 'ok', { target: 'm:C.f' }],
  ['a class method, one missing', 'class C:\n    @classmethod\n    def f(cls, x, y): return {}', { x: 1 }, MISSING, { target: 'm:C.f' }],
  ['a method without its instance', 'class C:\n    def f(self, x): return {}', { x: 1 }, MISSING, { target: 'm:C.f' }],
  ['re-exported', 'from p.x import f', { y: 1, x: 1 }, UNKNOWN, { files: { 'p/__init__.py': '', 'p/x.py': PLAIN.replace(', y=1', '') } }],
  [
    're-exported by a package',
    '',
    { x: 1 },
    'ok',
    { target: 'p:f', files: { 'p/__init__.py': 'from .x import g as f', 'p/x.py': 'def g(x): return {}' } },
  ],
  ['under a condition', 'import sys\nif sys.platform:\n    def f(x): return {}\nelse:\n    def f(y): return {}', { x: 1 }, 'ok'],
  ['not under the condition', 'if 1:\n    def f(x): return {}\nelse:\n    def f(y): return {}', { y: 1 }, 'undecided'],
  ['a dataclass', `${DATACLASS}    x: int\n    y: int = 1${F_OF_C}`, { x: 1 }, 'ok'],
  ['a dataclass, one missing', `${DATACLASS}    x: int\n    y: int = 1${F_OF_C}`, { y: 1 }, MISSING],
  ['a dataclass, one too many', `${DATACLASS}    x: int${F_OF_C}`, { x: 1, z: 1 }, UNKNOWN],
  ['a dataclass given whole', `${DATACLASS}    x: int${F_OF_C}`, { 'c.x': 1 }, 'ok'],
  [
    'a dataclass by another name',
    'from dataclasses import dataclass as dc\n@dc\nclass C:\n    x: int\ndef f(c: C): return {}',
    { x: 1 },
    'ok',
  ],
  [
    'a dataclass by the module under another name',
    'import dataclasses as d\n@d.dataclass(frozen=True)\nclass C:\n    x: int\n    y: list = d.field(default_factory=list)\ndef f(c: C): return {}',
    { x: 1, z: 1 },
    UNKNOWN,
  ],
  [
    'a dataclass by a decorator of the workspace',
    'from dataclasses import dataclass\ndef model(c):\n    return dataclass(c)\n@model\nclass C:\n    x: int\ndef f(c: C): return {}',
    { x: 1 },
    'ok',
  ],
  ['a factory', `${DATACLASS}    x: list = field(default_factory=list)${F_OF_C}`, {}, 'ok'],
  [
    'a field that is not in the call',
    `${DATACLASS}    y: int\n    x: int = field(init=False, default=1)${F_OF_C}`,
    { y: 1, x: 1 },
    UNKNOWN,
  ],
  ['keyword-only fields', `${DATACLASS}    _: KW_ONLY\n    x: int${F_OF_C}`, { x: 1 }, 'ok'],
  ['a value for the start only', `${DATACLASS}    x: InitVar[int]${F_OF_C}`, {}, MISSING],
  ['a field with an underscore', `${DATACLASS}    _x: int${F_OF_C}`, { _x: 1 }, 'ok'],
  ['an inherited field', `${DATACLASS}    x: int\n@dataclass\nclass D(C):\n    y: int = 1\ndef f(c: D): return {}`, { y: 1 }, MISSING],
  ['inherited without a decorator', `${DATACLASS}    x: int\nclass D(C):\n    y: int = 1\ndef f(c: D): return {}`, { x: 1, y: 1 }, UNKNOWN],
  ['a start of its own', `${DATACLASS}    x: int\n    def __init__(self, z): self.x = z${F_OF_C}`, { z: 1 }, 'ok'],
  ['a dataclass beside others', `${DATACLASS}    x: int\ndef f(c: C, y, seed): return {}`, { x: 1, y: 1 }, 'ok'],
  ['a dataclass beside others, one missing', `${DATACLASS}    x: int\ndef f(c: C, y): return {}`, { x: 1 }, MISSING],
  ['a dataclass beside any keyword', `${DATACLASS}    x: int\ndef f(c: C, **rest): return {}`, { x: 1, z: 1 }, UNKNOWN],
  [
    'a dataclass of another file',
    'import conf\ndef f(c: conf.C): return {}',
    { z: 1, x: 1 },
    UNKNOWN,
    { files: { 'conf.py': `${DATACLASS}    x: int` } },
  ],
  [
    'an optional dataclass is none',
    `from typing import Optional\n${DATACLASS}    x: int\ndef f(c: Optional[C]): return {}`,
    { other: 1 },
    `${MISSING} ${UNKNOWN}`,
  ],
  [
    'a typed dictionary',
    'from typing import TypedDict\nclass C(TypedDict):\n    x: int\ndef f(c: C): return {}',
    { other: 1 },
    `${MISSING} ${UNKNOWN}`,
  ],
  ['a typed dictionary given', 'from typing import TypedDict\nclass C(TypedDict):\n    x: int\ndef f(c: C): return {}', { 'c.x': 1 }, 'ok'],
  [
    'a named tuple',
    'from typing import NamedTuple\nclass C(NamedTuple):\n    x: int\ndef f(c: C): return {}',
    { other: 1 },
    `${MISSING} ${UNKNOWN}`,
  ],
  ['an enumeration', 'from enum import Enum\nclass E(Enum):\n    a = 1\ndef f(c: E): return {}', { x: 1, c: 'a' }, UNKNOWN],
  ['a decimal', 'from decimal import Decimal\ndef f(amount: Decimal): return {}', { amuont: 1 }, UNKNOWN],
  ['a union', 'from typing import Union\ndef f(c: Union[int, str]): return {}', { c: 1, d: 1 }, UNKNOWN],
  ['literals', 'from typing import Literal\ndef f(c: Literal["a", "b"]): return {}', { c: 'a' }, 'ok'],
]);

export const NODE_CALLS: readonly CallRow[] = rows([
  ['destructured', 'export function f({ a, b = 1 }) { return { a: a.valueOf(), b }; }', { a: 1 }, 'ok'],
  ['destructured, one missing', 'export function f({ a, b = 1 }) { return { a: a.valueOf(), b }; }', { b: 1 }, MISSING],
  ['destructured, one too many', 'export function f({ a }) { return { a }; }', { a: 1, z: 1 }, UNKNOWN],
  ['renamed', 'export function f({ a: alpha }) { return { a: alpha.valueOf() }; }', { a: 1 }, 'ok'],
  ['by the inner name', 'export function f({ a: alpha }) { return { a: alpha.valueOf() }; }', { alpha: 1 }, `${MISSING} ${UNKNOWN}`],
  ['the rest', 'export function f({ a, ...rest }) { return { a, ...rest }; }', { a: 1, z: 1 }, 'ok'],
  ['a group', 'export function f({ model: { depth } }) { return { model: depth.valueOf() }; }', { 'model.depth': 1 }, 'ok'],
  ['whole', 'export function f(parameters) { return parameters; }', { anything: 1 }, 'ok'],
  ['a seed that is in the context', 'export function f({ a, seed }) { return { a, seed: seed.valueOf() }; }', { a: 1 }, MISSING],
  ['the context', 'export function f({ a }, { seed }) { return { a, seed: seed.valueOf() }; }', { a: 1 }, 'ok'],
  ['default', 'export default ({ a }) => ({ a });', { a: 1, z: 1 }, UNKNOWN, { target: './m.ts' }],
  ['renamed export', 'const g = async ({ a }) => ({ a }); export { g as f };', { a: 1, z: 1 }, UNKNOWN],
  ['re-exported', "export { g as f } from './x.ts';", { a: 1 }, 'ok', { files: { 'x.ts': 'export const g = ({ a }) => ({ a });' } }],
  [
    're-exported by a star',
    "export * from './x.ts';",
    { z: 1 },
    UNKNOWN,
    { files: { 'x.ts': 'export const f = ({ a = 1 }) => ({ a });' } },
  ],
  ['arrow', 'export const f = ({ a }) => ({ a });', { a: 1 }, 'ok'],
  ['a static of a class', 'class C { static g({ a }) { return { a }; } } export const f = C.g;', { a: 1 }, 'ok'],
  ['typed', 'export function f(p: { a: number; b?: number }) { return { ...p, a: p.a.valueOf() }; }', { b: 1 }, MISSING],
  ['an interface', 'interface P { a: number } export function f({ a }: P) { return { a }; }', { a: 1, z: 1 }, UNKNOWN],
  [
    'an imported interface',
    "import type { P } from './types.ts'; export function f(p: P) { return { a: p.a.valueOf() }; }",
    { other: 1 },
    `${MISSING} ${UNKNOWN}`,
    { files: { 'types.ts': 'export interface P { a: number }' } },
  ],
  [
    'an imported alias under another name',
    "import { type Q as P } from './types.ts'; export function f({ a }: P) { return { a }; }",
    { a: 1 },
    'ok',
    { files: { 'types.ts': 'type R = { a: number }; export type { R as Q };' } },
  ],
  ['documented', '/** @param {{a: number}} p */\nexport function f({ a }) { return { a }; }', { a: 1 }, 'ok'],
  ['a schema', schema('a: z.number(), b: z.string().default("x")'), { a: 1 }, 'ok'],
  ['a schema, one missing', schema('a: z.number(), b: z.number().optional()'), { b: 1 }, MISSING],
  ['a schema, one too many', schema('a: z.number()'), { a: 1, zzz: 1 }, UNKNOWN],
  ['a strict schema, one too many', schema('a: z.number()', '.strict()'), { a: 1, zzz: 1 }, UNKNOWN],
  ['a loose schema', schema('a: z.number()', '.passthrough()'), { a: 1, zzz: 1 }, 'ok'],
  ['a partial schema', schema('a: z.number(), b: z.number()', '.partial()'), { a: 1 }, 'ok'],
  ['an extended schema', schema('a: z.number()', '.extend({ b: z.number() })'), { a: 1, b: 2 }, 'ok'],
  ['a schema with anything, which zod 3 does not need and zod 4 does', schema('a: z.any(), b: z.unknown().nullable()'), {}, 'undecided'],
  ['a schema that takes text as a number', schema('a: z.coerce.number()'), { a: '1' }, 'ok'],
  ['below the least', schema('a: z.number().min(2).max(9)'), { a: 1 }, 'argument-type'],
  ['above the most', schema('a: z.number().min(2).max(9)'), { a: 10 }, 'argument-type'],
  ['between the ends', schema('a: z.number().min(2).max(9)'), { a: 9 }, 'ok'],
  ['half an integer', schema('a: z.number().int()'), { a: 0.5 }, 'argument-type'],
  ['text for a number', schema('a: z.number()'), { a: 'x' }, 'argument-type'],
  ['none of the members', schema('a: z.enum(["x", "y"])'), { a: 'zzz' }, 'argument-type'],
  ['one of the members', schema('a: z.enum(["x", "y"]).optional()'), { a: 'x' }, 'ok'],
  ['a literal', schema('a: z.literal([1, 2])'), { a: 3 }, 'argument-type'],
  ['no longer null', schema('a: z.number().nullish()'), {}, 'ok'],
  ['a union', schema('a: z.number().or(z.string())'), { a: 'x' }, 'ok'],
  ['a length', schema('a: z.string().min(3)'), { a: 'x' }, 'undecided'],
  [
    'a schema of another module does not count',
    "export { f } from './x.ts';",
    { a: 'x' },
    'ok',
    {
      files: {
        'x.ts': "import * as z from 'zod';\nexport const parameters = z.object({ a: z.number() });\nexport const f = ({ a }) => ({ a });",
      },
    },
  ],
  [
    'a schema that comes by a star',
    "export * from './x.ts';",
    { a: 'x' },
    'undecided',
    {
      files: {
        'x.ts': "import * as z from 'zod';\nexport const parameters = z.object({ a: z.number() });\nexport const f = ({ a }) => ({ a });",
      },
    },
  ],
]);
