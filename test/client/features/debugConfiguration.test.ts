import { expect, it } from 'vitest';
import { debugConfiguration } from '../../../client/features/debugConfiguration.ts';

const places = {
  node: '/usr/bin/node',
  electron: false,
  nodeProgram: '/x/dist/debug.mjs',
  pythonFolder: '/x/python',
  file: '/tmp/d/item.jsonl',
};
const lines = ['{"kind":"load"}', '{"kind":"run","items":[]}'];

it("starts debugpy with the interpreter of the task, and our modules before the user's", () => {
  const found = debugConfiguration(
    'sweep p',
    { kind: 'python', python: '/v/bin/python', lines, cwd: '/w', env: { A: '1', PYTHONPATH: '/own' } },
    places,
  );
  expect(found).toMatchObject({
    type: 'debugpy',
    request: 'launch',
    module: 'sweepdeck.debug',
    python: '/v/bin/python',
    args: [places.file],
    cwd: '/x/python',
  });
  expect(found['env']).toEqual({ A: '1', PYTHONPATH: process.platform === 'win32' ? '/x/python;/own' : '/x/python:/own' });
});

it('starts the debugger of JavaScript with the Node.js of the runner', () => {
  const plan = { kind: 'node', python: 'python3', lines, cwd: '/w', env: {} } as const;
  expect(debugConfiguration('sweep p', plan, places)).toMatchObject({
    type: 'node',
    program: '/x/dist/debug.mjs',
    runtimeExecutable: '/usr/bin/node',
    cwd: '/w',
    env: {},
  });
  expect(debugConfiguration('sweep p', plan, { ...places, electron: true })['env']).toEqual({ ELECTRON_RUN_AS_NODE: '1' });
});
