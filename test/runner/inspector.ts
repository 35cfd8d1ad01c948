import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import * as z from 'zod';

const messageSchema = z.looseObject({
  id: z.number().optional(),
  method: z.string().optional(),
  params: z
    .looseObject({
      hitBreakpoints: z.array(z.string()).optional(),
      callFrames: z.array(z.looseObject({ functionName: z.string(), location: z.looseObject({ lineNumber: z.number() }) })).optional(),
    })
    .optional(),
});

/** Where a debugged program has stopped: function and line from 1. */
export interface Stop {
  readonly name: string;
  readonly line: number;
}

/** Starts a Node program as a debugger does, with one breakpoint, and answers where it stops first; the program is ended then. */
export async function firstStop(program: readonly string[], breakpoint: { readonly url: string; readonly line: number }): Promise<Stop> {
  const child = spawn(process.execPath, ['--inspect-brk=127.0.0.1:0', ...program], { stdio: ['ignore', 'ignore', 'pipe'] });
  try {
    const socket = new WebSocket(await address(child));
    await once(socket, 'open');
    return await stopIn(socket, breakpoint);
  } finally {
    child.kill('SIGKILL');
  }
}

async function address(child: ChildProcess): Promise<string> {
  let said = '';
  for await (const chunk of child.stderr ?? []) {
    said += String(chunk);
    const found = /ws:\/\/\S+/.exec(said)?.[0];
    if (found !== undefined) return found;
  }
  throw new Error(`The program ended before it could be debugged: ${said}`);
}

function stopIn(socket: WebSocket, { url, line }: { readonly url: string; readonly line: number }): Promise<Stop> {
  const { promise, resolve } = Promise.withResolvers<Stop>();
  let id = 0;
  const send = (method: string, params: object = {}): void => socket.send(JSON.stringify({ id: ++id, method, params }));
  socket.addEventListener('message', ({ data }) => {
    const { method, params } = messageSchema.parse(JSON.parse(String(data)));
    const [frame] = params?.callFrames ?? [];
    if (method !== 'Debugger.paused' || frame === undefined) return;
    if ((params?.hitBreakpoints ?? []).length > 0) resolve({ name: frame.functionName, line: frame.location.lineNumber + 1 });
    else send('Debugger.resume');
  });
  send('Debugger.enable');
  send('Debugger.setBreakpointByUrl', { url, lineNumber: line - 1 });
  send('Runtime.runIfWaitingForDebugger');
  return promise;
}
