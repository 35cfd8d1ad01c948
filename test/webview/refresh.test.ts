import { expect, it } from 'vitest';
import type { Channel } from '../../protocol/channel.ts';
import { RunnerError } from '../../protocol/errors.ts';
import type { ResultsHost } from '../../protocol/results.ts';
import type { Page, PageRequest } from '../../protocol/runner.ts';
import { newModel } from '../../webview/model.ts';
import { newRefresh } from '../../webview/refresh.ts';
import { newSignals } from '../../webview/signals.ts';

const EMPTY: Page = { revision: 1, total: 5, items: 5, shown: [], sums: { states: [], metric: null }, columns: [], rows: [] };

type Asked = Pick<PageRequest, 'where'>;

/** Answers when told; a question for another order of rows ends the one before, as the runner does. */
function slowHost(): { readonly host: Channel<ResultsHost>; readonly answer: (total: number, partial?: true) => void } {
  let open: { readonly where: string | undefined; readonly question: PromiseWithResolvers<Page> } | undefined;
  const page = ({ where }: Asked): Promise<Page> => {
    if (open && open.where !== where)
      open.question.reject(new RunnerError('superseded', 'Another filter or sort was asked for meanwhile.'));
    const question = Promise.withResolvers<Page>();
    open = { where, question };
    return question.promise;
  };
  // SAFETY: a refresh asks for nothing else.
  const host = { page } as unknown as Channel<ResultsHost>;
  return { host, answer: (total, partial) => open?.question.resolve({ ...EMPTY, total, ...(partial && { partial }) }) };
}

it('shows what a new filter leaves, though rows of the old one are drawn while it is asked', async () => {
  const signals = newSignals();
  const { host, answer } = slowHost();
  const refresh = newRefresh(host, signals);
  const first = refresh();
  answer(5);
  await first;
  expect(signals.total.value).toBe(5);
  signals.where.value = 'x > 1';
  const second = refresh();
  signals.rows.value.want(0, 10);
  answer(2);
  await second;
  expect([signals.total.value, signals.trouble.value]).toEqual([2, null]);
});

it('shows the first rows of a filter while all of them are looked for', async () => {
  const signals = newSignals();
  const { host, answer } = slowHost();
  signals.where.value = 'x > 1';
  const refreshed = newRefresh(host, signals)();
  answer(100, true);
  await expect.poll(() => [signals.total.value, signals.counting.value]).toEqual([100, true]);
  answer(700);
  await refreshed;
  expect([signals.total.value, signals.counting.value]).toEqual([700, false]);
});

it('asks for the spread of columns when the rows are others, and not when only their order is', async () => {
  const asked: string[] = [];
  const told = <Answer>(name: string, answer: Answer) => {
    return (): Promise<Answer> => Promise.resolve(answer).finally(() => asked.push(name));
  };
  // SAFETY: a table asks for nothing else.
  const host = { page: told('page', EMPTY), distributions: told('spread', []) } as unknown as Channel<ResultsHost>;
  const model = newModel(host, undefined, () => undefined);
  model.filter('x > 1');
  await expect.poll(() => asked).toEqual(['page', 'spread']);
  model.sortBy('x');
  await expect.poll(() => asked).toEqual(['page', 'spread', 'page']);
  model.filter('x > 2');
  await expect.poll(() => asked).toEqual(['page', 'spread', 'page', 'page', 'spread']);
});
