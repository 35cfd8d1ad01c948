import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CliWorkspace, cliWorkspace } from '../../support/cliWorkspace.ts';

const TASK = `run: {python: "model:train"}
replicates: 4
parameters: {optimizer: [adam, sgd], depth: [1, 2]}
hypotheses:
  - {name: adam wins, expect: "loss[optimizer=adam] < loss[optimizer=sgd]", test: paired-t}
  - {expect: "loss[optimizer=adam] < loss[optimizer=sgd] - 5", test: permutation}
`;

const MODEL = `import random
def train(optimizer, depth, seed):
    if depth == 2 and optimizer == "sgd" and seed == 0:
        raise ValueError("no")
    noise = random.Random(seed).random()
    return {"loss": depth + noise + (1 if optimizer == "sgd" else 0.01 * noise)}
`;

let workspace: CliWorkspace;
beforeAll(() => {
  workspace = cliWorkspace({ 'a.sweep.yaml': TASK, 'model.py': MODEL });
});
afterAll(() => workspace.remove());

/** Every command is a process of its own, on a machine that may be busy. */
const PATIENCE = { timeout: 120_000 };

describe('hypotheses', PATIENCE, () => {
  it('are tested after a run, told again on demand, and name what failed', async () => {
    const ran = await workspace.run('run', 'a.sweep.yaml', '--json');
    expect(ran.code).toBe(2);
    const report = { verdict: 'supported', left: { n: 7, failed: 0 }, right: { n: 7, failed: 1 }, pairs: { count: 7, unpaired: [1, 0] } };
    expect(ran.json()).toMatchObject({
      failed: 1,
      hypotheses: [
        { name: 'adam wins', ...report },
        { verdict: 'not supported', counted: { of: 6435, exact: true } },
      ],
    });
    expect(ran.stderr).toContain('supported: adam wins. The results support it');
    expect(ran.stderr).toContain('1 failed item is not in it.');
    const asked = await workspace.run('hypotheses', 'a.sweep.yaml', '--json');
    expect(asked.code).toBe(0);
    expect(ran.json()).toMatchObject({ hypotheses: asked.json() });
    const counts = await workspace.run('status', 'a.sweep.yaml', '--json');
    expect(counts.json()).toMatchObject([{ failed: 1, hypotheses: asked.json() }]);
    const shown = await workspace.run('hypotheses', 'a.sweep.yaml');
    expect(shown.stdout).toContain('right       loss[optimizer=sgd]: n 7, ');
    expect(shown.stdout).toContain('1 failed (');
  });

  it('stand beside replicates as one row a point', async () => {
    const { code, stdout } = await workspace.run('results', 'a.sweep.yaml', '--aggregate', '--format', 'csv');
    expect(code).toBe(0);
    const [head, first, , , last] = stdout.trim().split(/\r?\n/);
    expect(head).toBe('index,done,failed,stale,optimizer,depth,loss,loss.sd,loss.low,loss.high,loss.n');
    expect(first?.startsWith('0,4,0,0,adam,1,1.')).toBe(true);
    expect([last?.startsWith('3,3,1,0,sgd,2,3.'), last?.endsWith(',3')]).toEqual([true, true]);
    const json = await workspace.run('results', 'a.sweep.yaml', '--aggregate', '--where', "optimizer == 'sgd'", '--json');
    expect(json.json()).toMatchObject([
      { index: 2, parameters: { optimizer: 'sgd', depth: 1 }, done: 4, outputs: { loss: { n: 4 } } },
      { index: 3, failed: 1, outputs: { loss: { n: 3 } } },
    ]);
    const refused = await workspace.run('results', 'a.sweep.yaml', '--aggregate', '--sort', 'loss');
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('point order')]);
  });
});
