import { strict as assert } from 'node:assert';
import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { COMMANDS } from '../../../client/ids.ts';
import { answered } from './answered.ts';

/** Another extension calls our commands with values of its own, in a trusted window: reliability.md S32. */

const workspace = process.env['SWEEPDECK_SUITE_WORKSPACE'] ?? '';

/** A task outside of the workspace, whose command leaves a file. */
function foreignTask(): { readonly file: string; readonly witness: string } {
  const folder = mkdtempSync(join(tmpdir(), 'sd-odd-'));
  const witness = join(folder, 'executed');
  const file = join(folder, 'foreign.sweep.yaml');
  writeFileSync(file, `run: { command: [touch, ${JSON.stringify(witness)}] }\nparameters: { x: [1] }\n`);
  return { file, witness };
}

describe('commands of a trusted window, called by another extension', function () {
  this.timeout(60_000);
  const { file, witness } = foreignTask();
  const uri = vscode.Uri.file(file);
  const odd: readonly (readonly unknown[])[] = [
    [uri],
    [{ uri, key: '../../../etc/passwd', state: 'failed', where: "__import__('os').system('true')" }],
    [{ uri: vscode.Uri.file('/etc/passwd') }, [{ uri }]],
    [file, { file, command: ['touch', witness] }],
    [{ uri: { scheme: 'file', fsPath: file, path: file } }],
    [-1, Number.NaN, null, { __proto__: null }],
  ];

  for (const command of Object.values(COMMANDS))
    it(`does nothing elsewhere by ${command}`, async () => {
      // With a task file in the editor, a command without a target would mean that one.
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      const before = filesOf(workspace);
      for (const values of odd) await answered(vscode.commands.executeCommand(command, ...values));
      assert.deepEqual(filesOf(workspace), before);
      assert.equal(existsSync(witness), false);
      assert.equal(existsSync(join(file, '..', '.sweepdeck')), false);
    });
});

/** What lies in a folder, but the store that looking at results makes. */
function filesOf(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name !== '.sweepdeck')
    .toSorted();
}
