import { plainText } from '../protocol/plainText.ts';
import { traceFrames } from '../protocol/trace.ts';
import type { Model } from './model.ts';

interface TraceProps {
  readonly model: Model;
  readonly itemKey: string;
  readonly text: string;
}

/** A traceback as text in which each place is a link; the extension opens it when the file is of the workspace. */
export function Trace({ model, itemKey, text }: TraceProps) {
  const frames = traceFrames(text);
  const starts = [0, ...frames.map((frame) => frame.to)];
  return (
    <pre class="trace" tabIndex={0}>
      {frames.map((frame, at) => (
        <>
          {plainText(text.slice(starts[at], frame.from))}
          <button type="button" class="link" onClick={() => void model.openSource(itemKey, at)}>
            {plainText(text.slice(frame.from, frame.to))}
          </button>
        </>
      ))}
      {plainText(text.slice(starts.at(-1)))}
    </pre>
  );
}
