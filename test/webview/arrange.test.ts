import { describe, expect, it } from 'vitest';
import { newPageState } from '../../protocol/results.ts';
import type { Column } from '../../protocol/runner.ts';
import { arrange, columnsInView, effectiveLayout, moved } from '../../webview/table/arrange.ts';
import { columnsOf } from './sample.ts';

const NONE: ReadonlySet<string> = new Set();
const ids = (placed: ReturnType<typeof arrange>): readonly string[] => placed.map(({ column }) => column.id);

describe('columns of the table', () => {
  it('stand as a person has put them: pinned ones first, then in the order given, then as they come', () => {
    const layout = { ...newPageState(), pinned: ['loss'], order: ['method', 'dt'], hidden: ['error', 'state'], widths: { loss: 50 } };
    const placed = arrange(columnsOf(), layout, NONE);
    expect(ids(placed)).toEqual(['loss', 'method', 'dt', 'index', 'absent', 'out.dt', 'model.depth']);
    expect(placed.slice(0, 2).map(({ left, width, pinned }) => ({ left, width, pinned }))).toEqual([
      { left: 0, width: 50, pinned: true },
      { left: 50, width: placed[1]?.width, pinned: false },
    ]);
  });

  it('may be those only in which rows differ', () => {
    const placed = arrange(columnsOf(), { ...newPageState(), differing: true }, new Set(['dt', 'absent', 'error']));
    expect(ids(placed)).toEqual(['index', 'state', 'method', 'out.dt', 'loss', 'model.depth']);
  });

  it('are those of the task file until a person arranges them', () => {
    const layout = effectiveLayout(newPageState(), ['loss', 'dt'], columnsOf());
    expect(ids(arrange(columnsOf(), layout, NONE))).toEqual(['index', 'state', 'loss', 'dt', 'error']);
    const own = { ...newPageState(), hidden: ['loss'] };
    expect(effectiveLayout(own, ['loss', 'dt'], columnsOf())).toBe(own);
    expect(effectiveLayout(newPageState(), [], columnsOf()).hidden).toEqual([]);
  });

  it.each([
    ['dt', 1, ['index', 'state', 'method', 'dt']],
    ['dt', -9, ['dt', 'index', 'state', 'method']],
    ['state', 99, ['index', 'dt', 'method', 'absent']],
  ])('are moved: %s by %i', (id, by, first) => {
    expect(moved(arrange(columnsOf(), newPageState(), NONE), id, by).slice(0, 4)).toEqual(first);
  });

  it('are drawn only where they are in view, and those before leave their room', () => {
    const many = Array.from({ length: 300 }, (_, at): Column => ({ id: `p${at}`, kind: 'parameter', varies: true }));
    const placed = arrange(many, { ...newPageState(), pinned: ['p200'] }, NONE);
    const { columns, skipped } = columnsInView(placed, { left: 9000, width: 1000 });
    expect(columns.length).toBeLessThan(40);
    expect(columns[0]?.column.id).toBe('p200');
    expect(skipped).toBe((columns[1]?.left ?? 0) - (placed[1]?.left ?? 0));
    expect(columnsInView(placed, { left: 0, width: 1000 }).skipped).toBe(0);
  });
});
