import { newPageState } from '../../../protocol/results.ts';
import { expect, it } from 'vitest';
import { type PageParts, resultsHtml } from '../../../client/features/resultsHtml.ts';

const parts: PageParts = {
  nonce: 'abc123',
  source: 'https://own.example',
  script: 'https://own.example/results.js',
  styles: ['https://own.example/codicon.css', 'https://own.example/results.css'],
  title: 'Results: pendulum',
  language: 'en',
  texts: undefined,
  task: 'file:///w/pendulum.sweep.yaml',
  state: undefined,
};

it('lets nothing run or load but its own script and styles', () => {
  const html = resultsHtml(parts);
  const policy = /Content-Security-Policy" content="([^"]+)"/.exec(html)?.[1]?.replaceAll('&#39;', "'") ?? '';
  expect(policy).toContain("default-src 'none'; script-src 'nonce-abc123';");
  expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline|\*|https:(?!\/\/own\.example)/);
  for (const [script] of html.matchAll(/<script[^>]*>/g)) expect(script).toContain('nonce="abc123"');
});

it('holds text of others only as data', () => {
  const evil = '</script><script>alert(1)</script>"><img src=x onerror=alert(1)>';
  const html = resultsHtml({
    ...parts,
    title: evil,
    texts: { [evil]: evil },
    task: `file:///${evil}`,
    state: { ...newPageState(evil), sort: evil },
  });
  expect(html).not.toMatch(/<img/);
  expect([...html.matchAll(/<\/?script/g)]).toHaveLength(6);
});

it("keeps the task beside the page's own state", () => {
  const state = newPageState('dt > 0.1');
  const script = /<script nonce="abc123">(.+)<\/script>/.exec(resultsHtml({ ...parts, state }))?.[1] ?? '';
  let kept: unknown;
  const api = { postMessage: () => undefined, getState: () => kept, setState: (next: unknown) => void (kept = next) };
  const scope: Record<string, unknown> = { acquireVsCodeApi: () => api };
  // The page's script sees its globals as an object here, so that it runs without a browser.
  // oxlint-disable-next-line no-implied-eval, no-new-func -- the text under test is a script
  new Function('globalThis', 'acquireVsCodeApi', script)(scope, scope['acquireVsCodeApi']);
  expect(kept).toEqual({ task: parts.task, page: state });
  // SAFETY: the script under test put a function of this shape there, or the next line fails.
  const own = (scope['acquireVsCodeApi'] as () => typeof api)();
  expect(own.getState()).toEqual(state);
  own.setState({ ...state, where: '' });
  expect(kept).toEqual({ task: parts.task, page: { ...state, where: '' } });
});
