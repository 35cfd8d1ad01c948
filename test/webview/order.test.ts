import { expect, it } from 'vitest';
import { newPageState } from '../../protocol/results.ts';
import { orderOf } from '../../webview/refresh.ts';
import { newSignals } from '../../webview/signals.ts';

it.each([
  ['', {}],
  ['  ', {}],
  ['mu > 1', { where: 'mu > 1' }],
  ["state == 'orphan'", { states: ['orphan'] }],
  ["state == 'orphan' or mu > 1", { where: "state == 'orphan' or mu > 1" }],
])('asks for the rows of the filter «%s»', (where, request) => {
  expect(orderOf(newSignals(newPageState(where)))).toEqual('states' in request ? request : { ...request, fold: { open: [] } });
});
