import './styles.css';
import * as l10n from '@vscode/l10n';
import { options, render } from 'preact';
import { pageStateSchema } from '../protocol/results.ts';
import { App } from './app.tsx';
import { connectHost, type VsCode } from './host.ts';
import { type Model, newModel } from './model.ts';

declare function acquireVsCodeApi(): VsCode;

const texts = document.getElementById('texts')?.textContent;
if (texts) l10n.config({ contents: texts });
const vscode = acquireVsCodeApi();
const host = connectHost(vscode, {
  changed: (status) => model.changed(status),
  ended: () => undefined,
  reveal: ({ key }) => void model.select(key),
  filter: ({ where }) => model.filter(where),
});
const model: Model = newModel(host, pageStateSchema.safeParse(vscode.getState()).data, (state) => {
  vscode.setState(state);
  // Rows are chosen for the moment: another window does not begin with them.
  void host.saveState({ ...state, chosen: [] });
});

// What changes between two frames is drawn once, with the next one: else a table that is scrolled is laid out for every answer.
options.debounceRendering = requestAnimationFrame;
const root = document.getElementById('root');
if (root) render(<App model={model} />, root);
void model.start();
