import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { COMMANDS } from '../../../client/ids.ts';
import { CANARIES, treeOf } from '../../support/hostileWorkspace.ts';
import { answered } from './answered.ts';
import { until } from './until.ts';

/** A repository of an attacker, opened without trust: reliability.md S01, S02 and S03. */

const ID = 'sweepdeck.sweepdeck';

/** Programs below this extension host since the tests were loaded, by their command lines; VS Code itself looks for files and ports. */
const seen = new Set<string>();
const watch = setInterval(() => descendants(process.pid).forEach((pid) => seen.add(commandLine(pid))), 10);

describe('a hostile repository in Restricted Mode', function () {
  this.timeout(180_000);
  const workspace = process.env['SWEEPDECK_SUITE_WORKSPACE'] ?? '';
  let found: readonly string[];

  before('the files are remembered as they are', async () => {
    assert.equal(vscode.workspace.isTrusted, false);
    found = treeOf(workspace);
    await vscode.extensions.getExtension(ID)?.activate();
  });
  after(() => clearInterval(watch));

  it('is checked: its task files have diagnostics', async () => {
    for (const name of [
      'hostile.sweep.yaml',
      'node.sweep.yaml',
      'shell.sweep.yaml',
      'objective.py',
      'objective.mjs',
      'misspelt.sweep.yaml',
    ]) {
      const file = vscode.Uri.file(join(workspace, name));
      const document = await vscode.workspace.openTextDocument(file);
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand('vscode.executeHoverProvider', file, new vscode.Position(1, 3));
      await vscode.commands.executeCommand('vscode.executeCompletionItemProvider', file, new vscode.Position(1, 3));
      await vscode.commands.executeCommand('vscode.executeCodeLensProvider', file, 100);
    }
    const task = vscode.Uri.file(join(workspace, 'misspelt.sweep.yaml'));
    const first = await until(vscode.languages.onDidChangeDiagnostics, () => vscode.languages.getDiagnostics(task).at(0));
    assert.equal(first.source, 'sweepdeck');
  });

  for (const command of Object.values(COMMANDS))
    it(`does nothing by ${command}`, async () => {
      const task = vscode.Uri.file(join(workspace, 'hostile.sweep.yaml'));
      for (const values of [
        [],
        [task],
        [{ uri: task, file: task.fsPath, key: '0'.repeat(64) }],
        ['../../../etc/passwd', -1, { __proto__: null }],
      ]) {
        await answered(vscode.commands.executeCommand(command, ...values));
      }
    });

  it('takes no setting of the repository', () => {
    const settings = vscode.workspace.getConfiguration('sweepdeck');
    assert.deepEqual([settings.get('python'), settings.get('node'), settings.get('workers')], ['', '', 0]);
  });

  it('has executed nothing, changed nothing, opened no database and no connection', async () => {
    await vscode.commands.executeCommand(COMMANDS.refresh);
    await vscode.commands.executeCommand(
      'vscode.executeHoverProvider',
      vscode.Uri.file(join(workspace, 'hostile.sweep.yaml')),
      new vscode.Position(0, 3),
    );
    assert.deepEqual(readdirSync(process.env[CANARIES] ?? ''), []);
    assert.deepEqual(treeOf(workspace), found);
    const ours = [...seen].filter((line) => line.includes(workspace) || line.includes('/dist/') || line.includes('python'));
    assert.deepEqual(
      ours.filter((line) => !/\/dist\/server\.mjs |\/extensions\/[\w-]+\//.test(line)),
      [],
    );
    for (const pid of descendants(process.pid)) {
      assert.deepEqual(
        openFiles(pid).filter((file) => file.includes('.sweepdeck')),
        [],
      );
      if (commandLine(pid).includes('/dist/server.mjs')) assert.deepEqual(tcpSockets(pid), []);
    }
  });
});

/** All processes below one, from /proc; none where there is no /proc. */
function descendants(pid: number): readonly number[] {
  const children = quietly(() => readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')) ?? '';
  return children
    .split(' ')
    .filter(Boolean)
    .map(Number)
    .flatMap((child) => [child, ...descendants(child)]);
}

function commandLine(pid: number): string {
  return (quietly(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8')) ?? '').replaceAll('\0', ' ');
}

function openFiles(pid: number): readonly string[] {
  const folder = `/proc/${pid}/fd`;
  return (quietly(() => readdirSync(folder)) ?? []).flatMap((name) => quietly(() => readlinkSync(join(folder, name))) ?? []);
}

/** The sockets of a process that the kernel lists as TCP. */
function tcpSockets(pid: number): readonly string[] {
  const listed = ['tcp', 'tcp6'].map((name) => quietly(() => readFileSync(`/proc/${pid}/net/${name}`, 'utf8')) ?? '').join('\n');
  const nodes = new Set(listed.split('\n').map((line) => `socket:[${line.trim().split(/\s+/)[9]}]`));
  return openFiles(pid).filter((file) => nodes.has(file));
}

/** What a process that has ended meanwhile answers is nothing. */
function quietly<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
