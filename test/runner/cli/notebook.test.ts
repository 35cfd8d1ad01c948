import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pythonFolder } from '../../../runner/assets.ts';
import { type CliWorkspace, cliWorkspace } from '../../support/cliWorkspace.ts';

describe('results in a notebook', () => {
  let here: CliWorkspace;
  beforeAll(() => {
    here = cliWorkspace({
      'tasks/odd.sweep.yaml': 'run: { node: ./odd.mjs#f }\nparameters: { x: [1, 2, 3] }\n',
      'tasks/odd.mjs':
        'export const f = ({ x }) => { if (x === 2) throw new Error("even"); return { y: x === 3 ? NaN : x, big: 2n ** 60n }; };\n',
    });
  });
  afterAll(() => here.remove());

  const read = (): string =>
    execFileSync(
      'python3',
      [
        '-c',
        'import sweepdeck, json\nprint(json.dumps([[row["state"], row["parameters"], row["outputs"], row["error"]] for row in sweepdeck.results("tasks/odd.sweep.yaml")]))',
      ],
      {
        cwd: here.folder,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, PYTHONPATH: pythonFolder() },
      },
    );

  it('are refused with a sentence before anything has run', () => {
    expect(read).toThrow('run the sweep first');
  });

  it('are rows in the order of the items, with NaN and long integers as Python has them', async () => {
    const ran = await here.run('run', join('tasks', 'odd.sweep.yaml'));
    expect(ran.code, ran.stderr).toBe(2);
    expect(read().trim()).toBe(
      '[["done", {"x": 1}, {"y": 1, "big": 1152921504606846976}, null], ["failed", {"x": 2}, {}, "even"], ["done", {"x": 3}, {"y": NaN, "big": 1152921504606846976}, null]]',
    );
  });
});
