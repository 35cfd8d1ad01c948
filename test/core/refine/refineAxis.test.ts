import { describe, expect, it } from 'vitest';
import { analyse } from '../../../core/check/analyse.ts';
import { type Refinement, refineAxis, type Region } from '../../../core/refine/refineAxis.ts';
import { memoryWorld } from '../../support/memoryWorld.ts';

const FILE = '/w/t.sweep.yaml';

/** Refines the axis `x` of a task with these parameters, and puts the edit in. */
function refined(parameters: string, region: Region, more = ''): { readonly refinement: Refinement; readonly text: string } {
  const text = `run: {command: [run, '\${args}']}\n${more}parameters:\n  x: ${parameters}\n  # behind\n  y: 1\n`;
  const { task } = analyse(FILE, memoryWorld(new Map([[FILE, text]])));
  const axis = task?.space.factors.find((factor) => factor.kind === 'axis' && factor.name === 'x');
  if (!task || axis?.kind !== 'axis') throw new Error(`There is no axis x in ${text}`);
  const refinement = refineAxis(task, axis, region);
  if (refinement.kind === 'left') return { refinement, text };
  const { start, end } = refinement.at.span;
  return { refinement, text: text.slice(0, start) + refinement.text + text.slice(end) };
}

describe('an axis', () => {
  it.each<[string, string, Region, string]>([
    [
      'gets a value between every two in the region',
      '[0.02, 0.05, 0.1, 0.5]',
      { low: 0.02, high: 0.1 },
      '[0.02, 0.035, 0.05, 0.075, 0.1, 0.5]',
    ],
    ['gets one on both sides of a single value', '[1.5, 2.5, 3.5, 4.5]', { low: 2.5, high: 2.5 }, '[1.5, 2.0, 2.5, 3.0, 3.5, 4.5]'],
    [
      'keeps all its values when it is a range',
      '{min: 0.25, max: 1, step: 0.25}',
      { low: 0.5, high: 0.75 },
      '[0.25, 0.5, 0.625, 0.75, 1.0]',
    ],
    [
      'is refined by factors where it is logarithmic',
      '{min: 0.001, max: 1, num: 4, scale: log}',
      { low: 0.01, high: 1 },
      '[0.001, 0.01, 0.032, 0.1, 0.32, 1.0]',
    ],
    ['is so too where its values grow by one factor', '[1.0, 10.0, 100.0]', { low: 1, high: 10 }, '[1.0, 3.2, 10.0, 100.0]'],
    ['stays whole where it has only whole numbers', '[2, 4, 8, 9]', { low: 2, high: 9 }, '[2, 3, 4, 6, 8, 9]'],
    ['is put into order', '[3, 1, 9]', { low: 1, high: 3 }, '[1, 2, 3, 9]'],
    [
      'keeps its type and its condition',
      '{values: [1, 2], type: float, when: "y == 1"}',
      { low: 1, high: 2 },
      '{ values: [1, 1.5, 2], type: float, when: "y == 1" }',
    ],
    ['has exact decimals', '[0.1, 0.2, 0.3]', { low: 0.1, high: 0.3 }, '[0.1, 0.15, 0.2, 0.25, 0.3]'],
  ])('%s', (_, parameters, region, expected) => {
    expect(refined(parameters, region).text).toContain(`  x: ${expected}\n`);
  });

  it('written over several lines becomes one list, and what follows stays', () => {
    const { text } = refined('\n    min: 1.0\n    max: 2.0\n    step: 0.5', { low: 1, high: 1.5 });
    expect(text).toContain('  x: \n    [1.0, 1.25, 1.5, 2.0]\n  # behind\n  y: 1\n');
  });

  it('is what the schema says', () => {
    const schema = (type: string): string => `schema: { parameters: { x: { type: ${type} } } }\n`;
    expect(refined('[2, 4]', { low: 2, high: 4 }, schema('float')).text).toContain('  x: [2, 3, 4]\n');
    expect(refined('[2, 3]', { low: 2, high: 3 }, schema('float')).text).toContain('  x: [2, 2.5, 3]\n');
    expect(refined('[2, 3]', { low: 2, high: 3 }, schema('int')).refinement).toEqual({
      kind: 'left',
      why: 'x has no room between its values there',
    });
  });

  it.each<[string, string]>([
    ['[a, b]', 'x has values that are not numbers'],
    ['{min: 1, max: 5000, step: 1}', 'x has 5000 values, too many to be written one by one'],
    ['[7]', 'x has no room between its values there'],
  ])('%s is left alone: %s', (parameters, why) => {
    expect(refined(parameters, { low: 0, high: 1e9 }).refinement).toEqual({ kind: 'left', why });
  });
});
