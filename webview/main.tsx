import { render } from 'preact';
import { pageStateSchema } from '../protocol/results.ts';
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
const model: Model = newModel(host, pageStateSchema.safeParse(vscode.getState()).data, (state) => {
  vscode.setState(state);
  void host.saveState(state);
});

const root = document.getElementById('root');
if (root) render(<App model={model} />, root);
void model.start();
