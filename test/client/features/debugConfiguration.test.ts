import { expect, it } from 'vitest';
import { debugConfiguration, debugText } from '../../../client/features/debugConfiguration.ts';
import { ITEM_FOLDER } from '../../../protocol/debug.ts';

const places = {
  node: '/usr/bin/node',
  electron: false,
  nodeProgram: '/x/dist/debug.mjs',
  pythonFolder: '/x/python',
  file: '/tmp/d/item.jsonl',
};
const lines = { load: '{"kind":"load"}', run: `{"kind":"run","items":[[1,{"p":"${ITEM_FOLDER}"},0,0,${JSON.stringify(ITEM_FOLDER)}]]}` };

it("starts debugpy with the interpreter of the task, and our modules before the user's", () => {
  const found = debugConfiguration(
    'sweep p',
    { kind: 'python', program: '/v/bin/python', lines, cwd: '/w', env: { A: '1', PYTHONPATH: '/own' } },
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
  const plan = { kind: 'node', lines, cwd: '/w', env: {} } as const;
  expect(debugConfiguration('sweep p', plan, places)).toMatchObject({
    type: 'node',
    program: '/x/dist/debug.mjs',
    runtimeExecutable: '/usr/bin/node',
    cwd: '/w',
    env: {},
  });
  expect(debugConfiguration('sweep p', plan, { ...places, electron: true })['env']).toEqual({ ELECTRON_RUN_AS_NODE: '1' });
});

it('puts the folder where it belongs and nowhere else', () => {
  const [load, run = ''] = debugText(lines, '/tmp/$& "d"').split('\n');
  expect(load).toBe(lines.load);
  expect(JSON.parse(run)).toEqual({ kind: 'run', items: [[1, { p: ITEM_FOLDER }, 0, 0, '/tmp/$& "d"']] });
});
