import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { COMMANDS, VIEWS } from '../../../client/ids.ts';

const ID = 'sweepdeck.sweepdeck';

describe('the extension', () => {
  it('is found and activates', async () => {
    const extension = vscode.extensions.getExtension(ID);
    assert(extension, `${ID} is not among the extensions of this host`);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it('registers every command of its list', async () => {
    await vscode.extensions.getExtension(ID)?.activate();
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      Object.values(COMMANDS).filter((command) => !registered.has(command)),
      [],
    );
  });

  it('contributes every view of its list', async () => {
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      Object.values(VIEWS).filter((view) => !registered.has(`${view}.focus`)),
      [],
    );
  });

  it('claims task files for its language', async () => {
    const [file] = await vscode.workspace.findFiles('pendulum.sweep.yaml');
    assert(file, 'the example is not in the workspace');
    const document = await vscode.workspace.openTextDocument(file);
    assert.equal(document.languageId, 'sweep');
  });
});
