import Papa from 'papaparse';
import { expect, it } from 'vitest';
import { csvText, jsonText } from '../../webview/copyRows.ts';
import { newPageState } from '../../protocol/results.ts';
import { arrange } from '../../webview/table/arrange.ts';
import { tableColumns } from '../../webview/table/cells.ts';
import { columnsOf, rowWith } from './sample.ts';

const columns = arrange(columnsOf(), { ...newPageState(), hidden: ['model.depth', 'error'] }, new Set()).map(({ column }) => column);

it('orders columns: facts, what varies, outputs, the error, constants; without what is hidden', () => {
  expect(tableColumns(columnsOf()).map((column) => column.id)).toEqual([
    'index',
    'state',
    'dt',
    'method',
    'absent',
    'out.dt',
    'loss',
    'error',
    'model.depth',
  ]);
  expect(columns.map((column) => column.id)).toEqual(['index', 'state', 'dt', 'method', 'absent', 'out.dt', 'loss']);
});

it('writes rows as CSV that reads back', () => {
  const text = csvText(columns, [rowWith(), rowWith({ parameters: { dt: 1 / 3, method: ' a,"b"\nc' } })]);
  expect(text.split('\n')[0]).toBe('index,state,dt,method,absent,out.dt,loss');
  expect(Papa.parse<string[]>(text.trimEnd()).data.slice(1)).toEqual([
    ['4', 'failed', '0.5', "it's", '', '7', 'NaN'],
    ['4', 'failed', String(1 / 3), ' a,"b"\nc', '', '7', 'NaN'],
  ]);
});

it('writes rows as JSON, without what is absent', () => {
  expect(JSON.parse(jsonText(columns, [rowWith()]))).toEqual([
    { index: 4, state: 'failed', dt: 0.5, method: "it's", 'out.dt': 7, loss: 'NaN' },
  ]);
});
