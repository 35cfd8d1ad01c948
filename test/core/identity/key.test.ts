import { createHash, hash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { itemKeyer, keyFromHex, keyHex } from '../../../core/identity/key.ts';
import type { Task } from '../../../core/task/task.ts';
import type { Value } from '../../../core/value/value.ts';
import { nodeRun } from '../code/sources.ts';
import { commandRun, field, schema, shellRun, task } from './tasks.ts';

const sha256 = (text: string): string => hash('sha256', text, 'binary');

function text(parameters: Readonly<Record<string, Value>>, more: Partial<Task> = {}): string {
  return ordered(Object.entries(parameters), more);
}

function ordered(parameters: readonly (readonly [string, Value])[], more: Partial<Task> = {}): string {
  return itemKeyer(task(more), sha256).text(new Map(parameters), 0);
}

const parameters = (values: Readonly<Record<string, Value>>, more: Partial<Task> = {}): string =>
  text(values, more)
    .replace(/,"run".*$/, '')
    .slice('{"parameters":'.length);
const target = (run: Task['run']): string =>
  text({}, run ? { run } : {})
    .replace(/^.*"target":/, '')
    .replace(/\},"seed":0\}$/, '');

describe('keys', () => {
  it('are the first 128 bits of SHA-256 over canonical JSON', () => {
    const keyer = itemKeyer(task(), sha256);
    const point = new Map<string, Value>([
      ['b', 0.1],
      ['a', 1],
    ]);
    expect(keyer.text(point, 42)).toBe('{"parameters":{"a":1,"b":0.1},"run":{"kind":"python","target":"m:f"},"seed":42}');
    expect(keyHex(keyer.key(point, 42))).toBe(
      createHash('sha256')
        .update('{"parameters":{"a":1,"b":0.1},"run":{"kind":"python","target":"m:f"},"seed":42}')
        .digest('hex')
        .slice(0, 32),
    );
  });

  it('stay what they are', () => {
    const golden = (values: Readonly<Record<string, Value>>, seed: number) =>
      keyHex(itemKeyer(task(), sha256).key(new Map(Object.entries(values)), seed));
    expect([golden({}, 0), golden({ a: 1 }, 0), golden({ a: 1 }, 31337), golden({ 'm.x': 'é😀', 'm.y': null }, 0)]).toEqual([
      '8a0b344f4e13ddd4655ea2956a445478',
      '435ea2a9be4cd5fa0c671e3c57e1c5d9',
      '92d98e099c1a897bb5c3a6ed41439a62',
      '784ddc6458505863385049e620928983',
    ]);
  });

  it('are the same for every form of the hash', () => {
    const point = new Map<string, Value>([['a', 1]]);
    const forms = [(one: string) => hash('sha256', one, 'hex'), (one: string) => hash('sha256', one, 'buffer'), sha256];
    expect(new Set(forms.map((form) => keyHex(itemKeyer(task(), form).key(point, 0)))).size).toBe(1);
    expect(itemKeyer(task(), (one) => hash('sha256', one, 'buffer')).key(point, 0)).toHaveLength(16);
  });

  it('go to text and back', () => {
    fc.assert(fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (key) => keyFromHex(keyHex(key))?.join() === key.join()));
    expect(keyFromHex('0123456789ABCDEF0123456789abcdef')).toEqual(keyFromHex('0123456789abcdef0123456789abcdef'));
    for (const wrong of ['', 'x', '0'.repeat(31), '0'.repeat(33), `${'0'.repeat(31)}g`]) expect(keyFromHex(wrong)).toBeUndefined();
  });

  it('do not depend on the order of parameters', () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,2}(\.[A-Z]{1,2})?$/), { maxLength: 8 });
    fc.assert(
      fc.property(names, fc.infiniteStream(fc.double({ noNaN: true, noDefaultInfinity: true })), (all, values) => {
        const entries = all.map((name) => [name, values.next().value] as const);
        return (
          ordered(entries) === ordered(entries.toReversed()) &&
          ordered(entries) === ordered(entries.toSorted(([a], [b]) => a.localeCompare(b)))
        );
      }),
    );
  });

  it('keep one plan for points whose names come in another order or are absent', () => {
    const keyer = itemKeyer(task(), sha256);
    const texts = [['a', 'b'], ['b', 'a'], ['a'], ['b'], ['a', 'b']].map((names) =>
      keyer.text(new Map(names.map((name) => [name, 1])), 0).slice(14, 28),
    );
    expect(texts[0]).toBe(texts[1]);
    expect(texts[0]).toBe(texts[4]);
    expect(texts[2]).not.toBe(texts[3]);
  });

  const equal: readonly (readonly [string, Value, Value])[] = [
    ['-0 and 0', -0, 0],
    ['1e0 and 1', 1, 1],
    ['1e20 as float and as integer', 1e20, 100_000_000_000_000_000_000n],
    ['2^53 as float and as integer', 2 ** 53, 2n ** 53n],
    ['-0 in a list', [-0], [0]],
    ['mappings in another order', { a: 1, b: 2 }, { b: 2, a: 1 }],
  ];
  it.each(equal)('same: %s', (_, a, b) => expect(parameters({ x: a })).toBe(parameters({ x: b })));

  const different: readonly (readonly [string, Value, Value])[] = [
    ['1e-13 and 0', 1e-13, 0],
    ['true and 1', true, 1],
    ['false and 0', false, 0],
    ['"1" and 1', '1', 1],
    ['null and "null"', null, 'null'],
    ['null and NaN', null, Number.NaN],
    ['NaN and "NaN"', Number.NaN, 'NaN'],
    ['2^53 and 2^53+1', 2n ** 53n, 2n ** 53n + 1n],
    ['2^53+1 and its digits', 2n ** 53n + 1n, '9007199254740993'],
    ['2^53+1 and what its tag looks like', 2n ** 53n + 1n, { $: 'int', of: '9007199254740993' }],
    ['NaN and what its tag looks like', Number.NaN, { $: 'NaN' }],
    ['a tagged mapping and what its tag looks like', { $: 1 }, { $: 'map', of: { $: 1 } }],
    ['a lone surrogate and the replacement character', '\uD800', '\uFFFD'],
    ['two lone surrogates', '\uD800', '\uD801'],
    ['a lone surrogate and what its tag looks like', '\uD800', { $: 'text', of: 'd800' }],
    ['names with lone surrogates', { '\uD800': 1 }, { '\uD801': 1 }],
    ['a name with a lone surrogate and its tag', { '\uD800': 1 }, { '\u0000d800': 1 }],
    ['a name that begins with NUL and one that begins with two', { '\u0000a': 1 }, { '\u0000\u0000a': 1 }],
    ['NFC and NFD', 'é', 'e\u0301'],
    ['empty list and empty mapping', [], {}],
    ['a list and its text', [1], '[1]'],
    ['infinity and the largest number', Number.POSITIVE_INFINITY, Number.MAX_VALUE],
    ['nested and flat lists', [[1], 2], [1, [2]]],
    ['__proto__ as a name', JSON.parse('{"__proto__":1}'), {}],
    ['text with NUL', 'a\u0000', 'a'],
  ];
  it.each(different)('different: %s', (_, a, b) => expect(parameters({ x: a })).not.toBe(parameters({ x: b })));

  it('tell absent from null', () => expect(parameters({ a: 1 })).not.toBe(parameters({ a: 1, b: null })));

  it('nest groups, with names in order', () => {
    expect(parameters({ 'm.b': 1, z: 0, 'm.a.c': 2, 'm.a.b': 3, a: 4 })).toBe('{"a":4,"m":{"a":{"b":3,"c":2},"b":1},"z":0}');
    expect(parameters({ 'a-b': 1, 'a.b': 2, a_b: 3 })).toBe('{"a":{"b":2},"a-b":1,"a_b":3}');
  });

  it('leave out what equals the default, and groups that become empty', () => {
    const withDefaults = {
      schema: schema(
        field('a', { type: 'float', default: 1 }),
        field('m.b', { type: 'int', default: 2 }),
        field('c', { type: 'array', default: [1, 2] }),
      ),
    };
    expect(parameters({ a: 1, 'm.b': 2, c: [1, 2] }, withDefaults)).toBe('{}');
    expect(parameters({ a: 1.5, 'm.b': 3, c: [2, 1] }, withDefaults)).toBe('{"a":1.5,"c":[2,1],"m":{"b":3}}');
    expect(parameters({ x: 5 }, withDefaults)).toBe(parameters({ x: 5, a: 1, 'm.b': 2 }, withDefaults));
    expect(parameters({ a: '1' }, withDefaults)).not.toBe('{}');
  });

  it('leave out ignored parameters and ignored groups', () => {
    const ignoring = { cache: { code: [], env: [], ignore: ['log', 'debug'], stale: 'run' } as const };
    expect(parameters({ a: 1, log: 2, 'debug.x': 3, logs: 4 }, ignoring)).toBe('{"a":1,"logs":4}');
  });

  it('bring floats to doubles and keep integers whole', () => {
    const both = {
      schema: schema(
        field('f', { type: 'float' }),
        field('i', { type: 'int' }),
        field('l', { type: 'array', items: field('l', { type: 'float' }) }),
      ),
    };
    const big = 2n ** 53n + 1n;
    expect(parameters({ f: big, i: big, l: [big] }, both)).toBe(
      '{"f":9007199254740992,"i":{"$":"int","of":"9007199254740993"},"l":[9007199254740992]}',
    );
  });

  const targets: readonly (readonly [string, Task['run'], string])[] = [
    ['node', nodeRun('./m.mjs#f'), './m.mjs#f'],
    ['node default', nodeRun('./m.mjs'), './m.mjs#default'],
    ['program', commandRun(['./sim', '--x=${x}', '-v']), './sim'],
    ['script', commandRun(['python3', '-u', 'train.py', '--x', '${x}']), 'python3 train.py'],
    [
      'script behind options with values',
      commandRun(['/usr/bin/python3.11', '-W', 'ignore', '-X', 'dev', 'train.py']),
      '/usr/bin/python3.11 train.py',
    ],
    ['module', commandRun(['python', '-m', 'pkg.train', '--x']), 'python -m pkg.train'],
    ['code', commandRun(['python', '-c', 'print(1)']), 'python -c'],
    ['windows', commandRun(['C:\\Python\\python.exe', 'a.py']), 'C:\\Python\\python.exe a.py'],
    ['bash', commandRun(['bash', 'run.sh', '${x}']), 'bash run.sh'],
    ['interpreter alone', commandRun(['node', '--version']), 'node'],
    ['no interpreter', commandRun(['nodes', 'a.js']), 'nodes'],
    ['shell', shellRun('python train.py --x $x | tail -1'), 'python train.py'],
    ['shell program', shellRun('  ./sim $x > out'), './sim'],
  ];
  it.each(targets)('name the target: %s', (_, run, expected) => expect(target(run)).toBe(JSON.stringify(expected)));

  it('do not depend on the file, the name, the rest of the command line, or how it is run', () => {
    const one = text({ a: 1 }, { run: commandRun(['./sim', '-a']) });
    expect(
      text(
        { a: 1 },
        { run: commandRun(['./sim', '-b', '${x}']), file: '/ws/other.sweep.yaml', name: 'other', columns: ['a'], replicates: 3 },
      ),
    ).toBe(one);
  });

  it('differ for 100,000 random values', () => {
    const keyer = itemKeyer(task(), sha256);
    const seen = new Map<string, string>();
    const value = fc.oneof(
      fc.double(),
      fc.integer(),
      fc.bigInt(),
      fc.boolean(),
      fc.constant(null),
      fc.string({ unit: 'binary' }),
      fc.array(fc.oneof(fc.integer({ min: -2, max: 2 }), fc.string({ maxLength: 2 })), { maxLength: 3 }),
      fc.dictionary(fc.string({ maxLength: 2 }), fc.integer({ min: 0, max: 3 }), { maxKeys: 2 }),
    );
    for (const sample of fc.sample(value, { numRuns: 100_000, seed: 1 })) {
      const canonical = keyer.text(new Map([['x', sample]]), 0);
      const key = keyHex(keyer.key(new Map([['x', sample]]), 0));
      expect(seen.get(key) ?? canonical).toBe(canonical);
      seen.set(key, canonical);
    }
    expect(seen.size).toBeGreaterThan(50_000);
  });

  it('are always JSON that reads back', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        // SAFETY: what fast-check makes as JSON is a Value.
        const own = value as Value;
        expect(JSON.parse(parameters({ x: own }))).toHaveProperty('x');
      }),
    );
  });
});
