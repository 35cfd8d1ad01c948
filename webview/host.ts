import { type Channel, openChannel, type TextPipe } from '../protocol/channel.ts';
import type { PageState, ResultsHost, ResultsPage } from '../protocol/results.ts';

/** What VS Code gives to a page. */
export interface VsCode {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: PageState): void;
}

/** Connects the page with the extension; frames are text, anything else is not ours. */
export function connectHost(vscode: VsCode, page: ResultsPage): Channel<ResultsHost> {
  const pipe: TextPipe = {
    send: (frame) => vscode.postMessage(frame),
    onFrame: (listener) =>
      window.addEventListener('message', (event: MessageEvent<unknown>) => {
        if (typeof event.data === 'string') listener(event.data);
      }),
  };
  return openChannel<ResultsHost>(pipe, page);
}
