import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analyse } from '../../../core/check/analyse.ts';
import type { Analysis } from '../../../core/check/analysis.ts';
import { fixtureWorld } from '../../support/checkFixtures.ts';
import { memoryWorld } from '../../support/memoryWorld.ts';
import { mutate, random } from '../../support/mutate.ts';
import { cpuTime } from '../../support/cpuTime.ts';

/**
 * Processor time of this thread, many times what any of these needs on an idle machine (the figures are those of
 * `node bench/hostile.ts`), and far below what each of them costs a reader that is not linear.
 */
const PATIENCE = 15_000;
const FILE = '/ws/a.sweep.yaml';

function analysed(
  text: string,
  others: Readonly<Record<string, string>> = {},
): { readonly analysis: Analysis; readonly milliseconds: number; readonly reads: readonly string[] } {
  const world = memoryWorld(new Map([[FILE, text], ...Object.entries(others)]));
  const found: Analysis[] = [];
  const milliseconds = cpuTime(() => found.push(analyse(FILE, world)));
  const [analysis] = found;
  if (!analysis) throw new Error('Nothing was analysed.');
  return { analysis, milliseconds, reads: world.reads };
}

const codes = (analysis: Analysis) => [...new Set(analysis.problems.map((one) => one.code))];
const lines = (count: number, line: (index: number) => string) => Array.from({ length: count }, (_, index) => line(index)).join('\n');

describe('inputs that hang other readers are answered in bounded time (F40)', () => {
  const inputs: readonly (readonly [name: string, text: string, code: string])[] = [
    ['400 complex keys', `${'? '.repeat(400)}x`, 'too-deep'],
    ['800 complex keys', `${'? '.repeat(800)}x`, 'too-deep'],
    ['50,000 complex keys', `${'? '.repeat(50_000)}x`, 'too-deep'],
    ['5,000 open braces', '{'.repeat(5_000), 'too-deep'],
    ['100,000 open braces', '{'.repeat(100_000), 'too-deep'],
    ['a brace and 100,000 commas', `{${','.repeat(100_000)}`, 'yaml-syntax'],
    ['100,000 quotes', '"'.repeat(100_000), 'yaml-syntax'],
    ['5,000 nested lists', `a: ${'['.repeat(5_000)}${']'.repeat(5_000)}`, 'too-deep'],
    ['5,000 dashes', '- '.repeat(5_000), 'too-deep'],
    ['2,000 nested mappings', lines(2_000, (index) => `${' '.repeat(index)}a:`), 'too-deep'],
    ['nested mappings inside a quoted key', `"${'{'.repeat(200)}": ${'{a: '.repeat(200)}`, 'too-deep'],
    ['100,000 unknown keys', lines(100_000, (index) => `k${index}: 1`), 'unknown-key'],
    ['100,000 equal keys', lines(100_000, () => 'name: x'), 'duplicate-key'],
    ['100,000 parameters', `run: {shell: x}\nparameters:\n${lines(50_000, (index) => `  k${index}: [1, 2]`)}`, 'large-sweep'],
    ['300,000 values', `parameters: {a: [${'1,'.repeat(300_000)}]}`, 'too-deep'],
    ['5 million blank lines', '\n'.repeat(5_000_000), 'too-deep'],
    ['a scalar of 10 MB', `description: ${'x'.repeat(10_000_000)}`, 'missing-key'],
    ['100,000 anchors', '&a '.repeat(30_000), 'yaml-syntax'],
    ['100,000 directives', '%\n'.repeat(50_000), 'yaml-syntax'],
    [
      'an alias bomb of 9 by 9',
      `a0: &a0 [x,x,x,x,x,x,x,x,x]\n${lines(9, (i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(',')}]`)}`,
      'alias-bomb',
    ],
    [
      'a bomb of merge keys',
      `a0: &a0 {${Array.from({ length: 50 }, (_, i) => `k${i}: 1`).join(',')}}\n${lines(2_000, (i) => `m${i}: {<<: [${Array(50).fill('*a0').join(',')}]}`)}`,
      'alias-bomb',
    ],
    ['an alias to what it stands in', 'parameters: &a {x: *a}', 'alias-bomb'],
    [
      'an expression of 100,000 characters',
      `run: {shell: x}\nparameters: {a: [1, 2]}\nconstraints: ["${'(a+'.repeat(30_000)}1"]`,
      'expression-syntax',
    ],
  ];
  it.each(inputs)('%s', (_name, text, code) => {
    const { analysis, milliseconds } = analysed(text);
    expect(codes(analysis)).toContain(code);
    expect(analysis.problems.length).toBeLessThanOrEqual(200);
    expect(milliseconds).toBeLessThan(PATIENCE);
  });

  it('accepts a file that uses one anchor 200 times', () => {
    const { analysis } = analysed(
      `run: {shell: x}\nparameters:\n  p0: &v [1, 2]\n${lines(25, (index) => `  p${index + 1}: *v`)}\nconstraints: [p0 > 1]\nconcat: []\n`.replace(
        'concat: []\n',
        '',
      ),
    );
    expect(codes(analysis)).toEqual(['large-sweep']);
    const many = analysed(`run: {shell: x}\nparameters:\n  p0: &v 1\n${lines(200, (index) => `  p${index + 1}: *v`)}\n`);
    expect(many.analysis.problems).toEqual([]);
    expect(many.analysis.task?.space.factors).toHaveLength(201);
  });
});

describe('more problems than a reader can use', () => {
  it('never hide that there is an error', () => {
    const { analysis } = analysed(`run: {shell: x}\nparameters: {a: [${'yes, '.repeat(300)}no], a: 1}\nconstraints: [b > 1]`);
    expect(analysis.problems).toHaveLength(200);
    expect(codes(analysis).slice(0, 2)).toEqual(['duplicate-key', 'unknown-name']);
  });
});

describe('spaces too large to run are counted, not made (S20)', () => {
  const axis = 'min: 1, max: 1000000, step: 1';
  it.each([
    ['10^12 points', `parameters: {a: {${axis}}, b: {${axis}}}`, 1e12],
    ['10^9 values of one range', 'parameters: {a: {min: 1, max: 1000000000, step: 1}}', 1e9],
    ['more than 2^53 points', `parameters: {a: {${axis}}, b: {${axis}}, c: {${axis}}}`, Number.MAX_SAFE_INTEGER],
    ['a range of 10^300 values', 'parameters: {a: {min: 0, max: 1e300, step: 1}}', Number.MAX_SAFE_INTEGER],
    ['a zip of long ranges', `zip: {z: {a: {${axis}}, b: {${axis}}}}`, 1e6],
    ['nested blocks', `concat: [{parameters: {a: {${axis}}, b: {${axis}}}}, {concat: [{parameters: {c: {${axis}}}}]}]`, 1e12 + 1e6],
  ])('%s', (_name, text, points) => {
    const { analysis, milliseconds } = analysed(`run: {shell: x}\n${text}`);
    expect(analysis.space?.points).toBe(points);
    expect(analysis.problems.filter((one) => one.severity === 'error')).toEqual([]);
    expect(milliseconds).toBeLessThan(PATIENCE);
  });

  it('looks at no more candidates than its budget when there are filters', () => {
    const { analysis, milliseconds } = analysed(`run: {shell: x}\nparameters: {a: {${axis}}, b: {${axis}}}\nconstraints: [a < b]`);
    expect(analysis.space?.exact).toBe(false);
    expect(milliseconds).toBeLessThan(PATIENCE);
  });
});

describe('extends ends (S21)', () => {
  const chain = (length: number) =>
    Object.fromEntries(Array.from({ length }, (_, index) => [`/ws/b${index}.sweep.yaml`, `extends: ./b${index + 1}.sweep.yaml`]));
  it('at 16 files, with the chain in the message', () => {
    const { analysis, reads } = analysed('extends: ./b0.sweep.yaml', chain(10_000));
    expect(codes(analysis)).toEqual(['too-deep']);
    expect(analysis.problems[0]?.message).toContain('a.sweep.yaml → b0.sweep.yaml');
    expect(reads.length).toBeLessThanOrEqual(17);
  });
  it.each([
    ['at itself', 'extends: ./a.sweep.yaml', {}, 'extends-cycle'],
    ['at itself by a detour', 'extends: ./x/../a.sweep.yaml', {}, 'extends-cycle'],
    ['at a circle of two', 'extends: ./b.sweep.yaml', { '/ws/b.sweep.yaml': 'extends: ./a.sweep.yaml' }, 'extends-cycle'],
    ['at an address', 'extends: https://example.org/a.sweep.yaml', {}, 'extends-missing'],
    ['at what is missing', 'extends: ../../etc/passwd', {}, 'extends-missing'],
    ['at what is no mapping', 'extends: ./b.sweep.yaml', { '/ws/b.sweep.yaml': '[1, 2]' }, 'wrong-type'],
  ])('%s', (_name, text, others: Readonly<Record<string, string>>, code) => {
    expect(codes(analysed(text, others).analysis)).toContain(code);
  });
  it('reports a mistake of the base at its place in the base', () => {
    const { analysis } = analysed('extends: ./b.sweep.yaml\nrun: {shell: x}', { '/ws/b.sweep.yaml': 'paramters: {a: 1}' });
    expect(analysis.problems).toMatchObject([{ code: 'unknown-key', file: '/ws/b.sweep.yaml', span: { start: 0, end: 9 } }]);
    expect(analysis.files).toEqual([FILE, '/ws/b.sweep.yaml']);
  });
});

describe('any text', () => {
  const { world, names } = fixtureWorld();
  const seeds = names.map((name) => world.read(`/ws/${name}`) ?? '').filter((text) => !text.includes('1000000'));
  const example = readFileSync(new URL('../../../examples/pendulum/pendulum.sweep.yaml', import.meta.url), 'utf8');
  it('truncated anywhere is answered', () => {
    for (let end = 0; end <= example.length; end += 7) expect(Array.isArray(analysed(example.slice(0, end)).analysis.problems)).toBe(true);
  });
  it('mutated at random is answered, with every range inside the text', () => {
    const next = random(7);
    for (let round = 0; round < 1_500; round += 1) {
      const text = mutate(seeds[Math.floor(next() * seeds.length)] ?? '', next);
      const { analysis, milliseconds } = analysed(text);
      for (const { file, span } of analysis.problems)
        if (file === FILE)
          expect([span.start >= 0, span.start <= span.end, span.end <= text.length + 1, text].slice(0, 3)).toEqual([true, true, true]);
      expect(milliseconds).toBeLessThan(PATIENCE);
    }
  });
  it('keeps its ranges with a byte order mark and Windows line ends', () => {
    const text = '\uFEFFrun: {shell: x}\r\nparamters: {a: 1}\r\n';
    expect(analysed(text).analysis.problems).toMatchObject([
      { code: 'unknown-key', span: { start: text.indexOf('paramters'), end: text.indexOf('paramters') + 9 } },
    ]);
  });
});
