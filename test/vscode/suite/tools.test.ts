import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';

/** What a tool answers to a chat agent, as text. */
async function ask(tool: string, input: object): Promise<string> {
  const { content } = await vscode.lm.invokeTool(tool, { input, toolInvocationToken: undefined });
  return content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : '')).join('');
}

describe('tools for chat agents', () => {
  it('list the sweeps with their counts', async () => {
    assert.match(await ask('sweepdeck_list', {}), /^pendulum-node\.sweep\.yaml: .*160.*$/m);
  });

  it('read results by filter and sort', async () => {
    const answer = await ask('sweepdeck_results', { task: 'pendulum-node', where: 'dt < 0.05', sort: 'damping', limit: 2 });
    const [head = '', ...rows] = answer.split('\n');
    assert.match(head, /^\d+ rows match/);
    for (const row of rows) assert.equal(Object.hasOwn(JSON.parse(row), 'parameters'), true);
  });

  it('say which tasks there are when one is not found, and what is wrong with a filter or an input', async () => {
    assert.match(await ask('sweepdeck_failures', { task: 'nowhere' }), /^There is no task nowhere\. The tasks are: .*pendulum/);
    assert.match(await ask('sweepdeck_results', { task: 'pendulum-node', where: 'dt <' }), /cannot be read/);
    assert.match(await ask('sweepdeck_results', { task: 'pendulum-node', limit: 0 }), /^The input does not fit: limit: /);
  });
});
