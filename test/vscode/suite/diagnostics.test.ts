import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { until } from './until.ts';

/** Opens the example with one text replaced, unsaved, and shows it. */
async function openEdited(replace: string, by: string): Promise<vscode.TextDocument> {
  const [file] = await vscode.workspace.findFiles('pendulum.sweep.yaml');
  assert(file, 'the example is not in the workspace');
  const document = await vscode.workspace.openTextDocument(file);
  const editor = await vscode.window.showTextDocument(document);
  const at = document.getText().indexOf(replace);
  assert(at >= 0, `the example holds no "${replace}"`);
  await editor.edit((edit) => edit.replace(new vscode.Range(document.positionAt(at), document.positionAt(at + replace.length)), by));
  return document;
}

async function diagnosticWith(document: vscode.TextDocument, code: string): Promise<vscode.Diagnostic> {
  return await until(vscode.languages.onDidChangeDiagnostics, () =>
    vscode.languages.getDiagnostics(document.uri).find((one) => codeOf(one) === code),
  );
}

/** A code that links to its explanation comes with its address. */
function codeOf({ code }: vscode.Diagnostic): string | number | undefined {
  return typeof code === 'object' ? code.value : code;
}

describe('diagnostics of a task file', () => {
  afterEach(() => vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor'));

  it('names a misspelt key where it stands', async () => {
    const document = await openEdited('description: Fixed-step', 'descripton: Fixed-step');
    const found = await diagnosticWith(document, 'unknown-key');
    assert.equal(document.getText(found.range), 'descripton');
    assert.equal(found.severity, vscode.DiagnosticSeverity.Error);
  });

  it('offers to write the key as it was meant', async () => {
    const document = await openEdited('description: Fixed-step', 'descripton: Fixed-step');
    const { range } = await diagnosticWith(document, 'unknown-key');
    const actions = await vscode.commands.executeCommand<readonly vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      range,
    );
    const fix = actions.find((action) => action.kind?.value.startsWith('quickfix') && action.edit);
    assert(fix?.edit, `no quick fix among: ${actions.map((action) => action.title).join(', ')}`);
    await vscode.workspace.applyEdit(fix.edit);
    assert(document.getText().includes('description: Fixed-step'));
  });

  it('names a function that the module does not have', async () => {
    const document = await openEdited('pendulum:simulate', 'pendulum:simulte');
    const found = await diagnosticWith(document, 'function-not-found');
    assert(document.getText(found.range).includes('simulte'));
  });

  it('are none for the shipped example', async () => {
    const document = await openEdited('version: 1', 'versoin: 1');
    await diagnosticWith(document, 'unknown-key');
    await vscode.commands.executeCommand('undo');
    const left = await until(vscode.languages.onDidChangeDiagnostics, () => {
      const all = vscode.languages.getDiagnostics(document.uri);
      return all.length === 0 ? all : undefined;
    });
    assert.deepEqual(left, []);
  });
});
