import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';

describe('a task file in the editor', () => {
  it('shows a lens that runs its 160 items', async () => {
    const [file] = await vscode.workspace.findFiles('pendulum-node.sweep.yaml');
    assert(file, 'the example is not in the workspace');
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(file));
    const lenses = await vscode.commands.executeCommand<readonly vscode.CodeLens[]>('vscode.executeCodeLensProvider', file, 20);
    const titles = lenses.map((lens) => lens.command?.title ?? '');
    assert(
      titles.some((title) => title.endsWith('Run 160')),
      titles.join(' | '),
    );
  });

  it('shows the number of values behind each axis', async () => {
    const [file] = await vscode.workspace.findFiles('pendulum.sweep.yaml');
    assert(file, 'the example is not in the workspace');
    const document = await vscode.workspace.openTextDocument(file);
    const range = new vscode.Range(0, 0, document.lineCount, 0);
    const hints = await vscode.commands.executeCommand<readonly vscode.InlayHint[]>('vscode.executeInlayHintProvider', file, range);
    const labels = hints.map(({ label }) => (typeof label === 'string' ? label : label.map((part) => part.value).join('')));
    for (const wanted of ['×20', '×4', '×2'])
      assert(
        labels.some((label) => label.includes(wanted)),
        `${wanted} is not among ${labels.join(' | ')}`,
      );
  });
});
