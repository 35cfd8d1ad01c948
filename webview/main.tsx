import { render } from 'preact';
import type { PageState } from '../protocol/results.ts';
import { App } from './app.tsx';
import { connectHost, type VsCode } from './host.ts';
import { type Model, newModel } from './model.ts';
import './styles.css';

declare function acquireVsCodeApi(): VsCode;

const vscode = acquireVsCodeApi();
const host = connectHost(vscode, {
  changed: (status) => model.changed(status),
  ended: () => undefined,
  reveal: ({ key }) => void model.select(key),
  filter: ({ where }) => model.filter(where),
});
const model: Model = newModel(host, keptState(vscode.getState()), (state) => {
  vscode.setState(state);
  void host.saveState(state);
});

const root = document.getElementById('root');
if (root) render(<App model={model} />, root);
void model.start();

/** The page's own state, kept by VS Code over a reload; whatever does not look like it is dropped. */
function keptState(state: unknown): PageState | undefined {
  if (typeof state !== 'object' || state === null || !('where' in state) || !('sort' in state) || !('selected' in state)) return undefined;
  const { where, sort, selected } = state;
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  return {
    where: text(where) ?? '',
    sort: text(sort),
    descending: 'descending' in state && state.descending === true,
    hidden: 'hidden' in state && Array.isArray(state.hidden) ? state.hidden.filter((one) => typeof one === 'string') : [],
    selected: text(selected),
  };
}
