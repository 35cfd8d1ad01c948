import { rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Diagnostic, FileChangeType } from 'vscode-languageserver/node';
import type { TaskOutline } from '../../protocol/language.ts';
import { type LanguageClient, startLanguageClient } from '../support/languageClient.ts';

const TASK = 'run:\n  python: model:f\nschema: ./model.sweep-params.yaml\nparameters:\n  x: [1, 20]\n';
const FILES = {
  'model.py': 'def f(x):\n    return x\n',
  'model.sweep-params.yaml': 'parameters:\n  x: {type: int, max: 100}\n',
  'a.sweep.yaml': TASK,
  'deep/er/b.sweep.yml': 'run: {command: [echo, "${y}"]}\nparameters: {y: [1, 2, 3]}\nreplicates: 2\n',
  'node_modules/no.sweep.yaml': TASK,
  '.git/no.sweep.yaml': TASK,
};

const codes = (problems: readonly Diagnostic[]) => problems.map(({ code }) => code);

async function tasks(client: LanguageClient): Promise<readonly TaskOutline[]> {
  return await client.connection.sendRequest('sweepdeck/tasks');
}

test('lists all task files of the workspace, sorted, with their counts', async () => {
  await using client = await startLanguageClient(FILES);
  expect(await tasks(client)).toMatchObject([
    { uri: client.uri('a.sweep.yaml'), name: 'a', items: 2, exact: true, errors: 0, axes: [{ name: 'x', size: 2 }] },
    { uri: client.uri('deep/er/b.sweep.yml'), name: 'b', items: 6 },
  ]);
  expect(await client.connection.sendRequest('sweepdeck/outline', { uri: client.uri('a.sweep.yaml') })).toMatchObject({ name: 'a' });
  expect(await client.connection.sendRequest('sweepdeck/outline', { uri: client.uri('none.sweep.yaml') })).toBeNull();
  expect(await client.connection.sendRequest('sweepdeck/outline', { uri: 'untitled:Untitled-1' })).toBeNull();
});

test('lists the mistakes of a file with their places', async () => {
  await using client = await startLanguageClient({ ...FILES, 'c.sweep.yaml': 'run: {command: [a]}\nparametrs: {x: 1}\n' });
  const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 9 } };
  const found = (await tasks(client)).find(({ name }) => name === 'c');
  expect(found).toMatchObject({ errors: 1, mistakes: [{ message: expect.stringContaining('parametrs'), range }] });
});

test('tells which outlines an edit changes, and no others', async () => {
  await using client = await startLanguageClient(FILES);
  await tasks(client);
  await client.open('a.sweep.yaml', TASK);
  const changed = client.tasksChanged();
  await client.edit('a.sweep.yaml', TASK.replace('[1, 20]', '[1, 20, 30]'));
  expect(await changed).toEqual({ uris: [client.uri('a.sweep.yaml')] });
  expect((await tasks(client))[0]).toMatchObject({ items: 3 });
});

test('checks a task again when its open schema file changes', async () => {
  await using client = await startLanguageClient(FILES);
  await client.open('a.sweep.yaml', TASK);
  await client.open('model.sweep-params.yaml', FILES['model.sweep-params.yaml']);
  expect(await client.problems('a.sweep.yaml')).toEqual([]);
  await client.connection.sendRequest('sweepdeck/outline', { uri: client.uri('a.sweep.yaml') });
  const refreshed = client.refreshed();
  await client.edit('model.sweep-params.yaml', 'parameters:\n  x: {type: int, max: 10}\n');
  await refreshed;
  expect(codes(await client.problems('a.sweep.yaml'))).toEqual(['outside-schema']);
});

test('checks a task again when code on disk changes, and when a missing file appears', async () => {
  await using client = await startLanguageClient({ ...FILES, 'model.py': 'def g(x):\n    return x\n' });
  await client.open('a.sweep.yaml', TASK);
  expect(codes(await client.problems('a.sweep.yaml'))).toEqual(['function-not-found']);
  await client.write({ 'model.py': 'def f(x, needed):\n    return x\n' });
  let refreshed = client.refreshed();
  await client.watched('model.py', FileChangeType.Changed);
  await refreshed;
  expect(codes(await client.problems('a.sweep.yaml'))).toEqual(['missing-argument']);
  await rm(join(client.folder, 'model.py'));
  refreshed = client.refreshed();
  await client.watched('model.py', FileChangeType.Deleted);
  await refreshed;
  expect(codes(await client.problems('a.sweep.yaml'))).toEqual(['module-not-found']);
  await client.write({ 'model.py': FILES['model.py'] });
  refreshed = client.refreshed();
  await client.watched('model.py', FileChangeType.Created);
  await refreshed;
  expect(await client.problems('a.sweep.yaml')).toEqual([]);
});

test('takes new task files in and deleted ones out', async () => {
  await using client = await startLanguageClient(FILES);
  expect(await tasks(client)).toHaveLength(2);
  await client.write({ 'c.sweep.yaml': TASK });
  let changed = client.tasksChanged();
  await client.watched('c.sweep.yaml', FileChangeType.Created);
  expect((await changed).uris).toContain(client.uri('c.sweep.yaml'));
  expect(await tasks(client)).toHaveLength(3);
  await rm(join(client.folder, 'c.sweep.yaml'));
  changed = client.tasksChanged();
  await client.watched('c.sweep.yaml', FileChangeType.Deleted);
  expect((await changed).uris).toContain(client.uri('c.sweep.yaml'));
  expect((await tasks(client)).map(({ name }) => name)).toEqual(['a', 'b']);
});

test('goes back to the text on disk when an editor is closed', async () => {
  await using client = await startLanguageClient(FILES);
  await client.open('a.sweep.yaml', `${TASK}nonsense: 1\n`);
  expect(codes(await client.problems('a.sweep.yaml'))).toEqual(['unknown-key']);
  await client.close('a.sweep.yaml');
  expect(await client.problems('a.sweep.yaml')).toEqual([]);
});

test('answers for the last of 200 quick edits', async () => {
  await using client = await startLanguageClient(FILES);
  await client.open('a.sweep.yaml', TASK);
  const answers: Promise<unknown>[] = [];
  for (let edit = 0; edit < 200; edit++) {
    await client.edit('a.sweep.yaml', `${TASK}wrong${edit}: 1\n`);
    answers.push(client.problems('a.sweep.yaml').catch(() => undefined));
  }
  const last = await client.problems('a.sweep.yaml');
  expect(last.map(({ message }) => message)).toEqual([expect.stringContaining('wrong199')]);
  await Promise.all(answers);
  expect(client.log).toEqual([]);
});

test('200 changes of a file of 5 MB hold up no other file, and the last version wins', async () => {
  await using client = await startLanguageClient(FILES);
  await client.open('a.sweep.yaml', TASK);
  const large = `${TASK}# ${'x'.repeat(5_000_000)}\n`;
  await client.open('large.sweep.yaml', large);
  const uri = client.uri('large.sweep.yaml');
  const answers: Promise<unknown>[] = [];
  for (let edit = 0; edit < 200; edit++) {
    const contentChanges = [{ range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text: `# ${edit}\n` }];
    await client.connection.sendNotification('textDocument/didChange', { textDocument: { uri, version: edit + 2 }, contentChanges });
    answers.push(client.problems('large.sweep.yaml'));
    if (edit % 50 === 0) expect(await client.problems('a.sweep.yaml')).toEqual([]);
  }
  for (const answer of await Promise.all(answers)) expect(answer).toMatchObject([{ code: 'too-deep' }]);
  await client.edit('large.sweep.yaml', `${TASK}wrong: 1\n`);
  expect(codes(await client.problems('large.sweep.yaml'))).toEqual(['unknown-key']);
  expect(client.log).toEqual([]);
});

test('follows incremental edits, also with other line ends and characters of two units', async () => {
  await using client = await startLanguageClient(FILES);
  const text = 'description: "𝒙 ü"\r\nrun:\r\n  command: [echo, "${x}"]\r\nparameters:\r\n  x: [1]\r\n';
  await client.open('crlf.sweep.yaml', text);
  expect(await client.problems('crlf.sweep.yaml')).toEqual([]);
  const edit = (line: number, from: number, to: number, inserted: string) => ({
    range: { start: { line, character: from }, end: { line, character: to } },
    text: inserted,
  });
  const textDocument = { uri: client.uri('crlf.sweep.yaml'), version: 99 };
  await client.connection.sendNotification('textDocument/didChange', {
    textDocument,
    contentChanges: [edit(0, 17, 17, ' 𝒚'), edit(4, 2, 3, 'z')],
  });
  const problems = await client.problems('crlf.sweep.yaml');
  expect(problems[0]).toMatchObject({ range: { start: { line: 2 } } });
  expect(codes(problems)).toContain('unknown-placeholder');
});

test('reads nothing outside the workspace folder, neither by `..` nor through links', async () => {
  const outside = join(tmpdir(), `sweepdeck-outside-${process.pid}.sweep.yaml`);
  await writeFile(outside, TASK);
  await using client = await startLanguageClient({
    'inner/a.sweep.yaml': `extends: ../../${outside.split('/').at(-1) ?? ''}\n`,
    'inner/b.sweep.yaml': 'extends: ./link.sweep.yaml\n',
  });
  await symlink(outside, join(client.folder, 'inner/link.sweep.yaml'));
  expect(codes(await client.problems('inner/a.sweep.yaml'))).toContain('extends-missing');
  expect(codes(await client.problems('inner/b.sweep.yaml'))).toContain('extends-missing');
  await rm(outside);
});

test('finds modules from the workspace folder that holds the file', async () => {
  await using client = await startLanguageClient({
    'one/model.py': 'def f(x):\n    return x\n',
    'one/sub/a.sweep.yaml': 'run: {python: model:f}\nparameters: {x: 1}\n',
  });
  expect(codes(await client.problems('one/sub/a.sweep.yaml'))).toEqual(['module-not-found']);
  const event = { added: [{ uri: client.uri('one'), name: 'one' }], removed: [] };
  const refreshed = client.refreshed();
  await client.connection.sendNotification('workspace/didChangeWorkspaceFolders', { event });
  await refreshed;
  expect(await client.problems('one/sub/a.sweep.yaml')).toEqual([]);
});
