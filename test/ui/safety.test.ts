import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame, FrameLocator } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { forgedFrames } from '../support/ui/forgedFrames.ts';
import { hostileMarkup } from '../support/ui/hostileMarkup.ts';
import { openSession, type Session } from '../support/ui/session.ts';
import { openSink, type Sink } from '../support/ui/sink.ts';
import { type Step, stepsOf } from '../support/ui/steps.ts';
import type { Window } from '../support/ui/window.ts';

/**
 * Text of others is text in every place where it is shown (S07, S09, S10, S19), and a page has no power beyond its own rows (S08, S11).
 * What stands in the environment is nowhere to be seen (S24).
 */

const SECRET = 'c4n4ry-in-the-window';

/** Even items return the text and its name, odd ones throw it; all print it and leave files with it and with it as their name. Without the secret all fail. */
const OBJECTIVE = `import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
export function show({ text, n }, context) {
  console.log(text);
  console.error('\\u001b[32m' + text);
  writeFileSync(join(context.dir, text.replaceAll('/', '_').slice(0, 60).replaceAll('\\0', '')), text);
  writeFileSync(join(context.dir, 'page.html'), text);
  writeFileSync(join(context.dir, 'picture.svg'), '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">' + text + '</svg>');
  writeFileSync(join(context.dir, 'table.csv'), 'a,b\\n"' + text.replaceAll('"', '""') + '",1\\n');
  if (n % 2 === 1 || process.env.API_KEY?.length !== ${SECRET.length}) throw Object.assign(new Error(text), { name: text.slice(0, 40) });
  return { said: text, [text]: n, series: [1, 3, 2] };
}
`;

let session: Session;
let window: Window;
let sink: Sink;
let texts: readonly string[];
const dialogs: string[] = [];

beforeAll(async () => {
  sink = await openSink();
  texts = hostileMarkup(sink.address);
  session = await openSession({
    environment: { API_KEY: SECRET, GITHUB_TOKEN: SECRET, 'MY.NAME': SECRET },
    async prepare(workspace) {
      const task = {
        version: 1,
        name: `hostile ${texts[0]}`,
        description: texts.slice(0, 40).join(' '),
        run: { node: './hostile.mjs#show' },
        schema: { parameters: { text: { description: texts[23], unit: texts[4]?.slice(0, 60) } } },
        points: texts.map((text, n) => ({ text, n })),
        hypotheses: [{ name: texts[3], expect: 'series[n=0] < series[n=2]' }],
      };
      await writeFile(join(workspace, 'hostile.sweep.yaml'), JSON.stringify(task, undefined, 1));
      await writeFile(join(workspace, 'hostile.mjs'), OBJECTIVE);
    },
  });
  window = session.window;
  window.page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  await window.showSweeps();
  await window.open('hostile.sweep.yaml');
  await window.lens(/^▶ Run 120$/).click();
  await window.lens(/^↻ Rerun 60 failed$/).waitFor({ timeout: 90_000 });
});
afterAll(async () => {
  await session.close();
  await sink.close();
});

const shown = stepsOf('safety', () => window);

/** One step, after which nothing has run, nothing was asked for, and no link leads to a command. */
const step: Step = (name, picture, body) =>
  shown(name, picture, async (page) => {
    await body(page);
    for (const frame of window.page.frames()) expect(await harmIn(frame)).toEqual({ pwned: false, links: [], raw: [] });
    for (const frame of window.page.frames()) expect((await frame.content()).includes(SECRET), frame.url()).toBe(false);
    expect([sink.asked, dialogs]).toEqual([[], []]);
  });

/** Whether something ran in a frame, and links of the texts that would do something. */
async function harmIn(
  frame: Frame,
): Promise<{ readonly pwned: boolean; readonly links: readonly string[]; readonly raw: readonly string[] }> {
  return frame.evaluate(() => ({
    pwned: 'pwned' in globalThis,
    // Escapes and marks of direction, in our own page.
    raw: (document.getElementById('root') === null
      ? []
      : [...document.querySelectorAll('#root, #root [title], #root [aria-label]')]
    ).flatMap((element) => {
      const shown = `${element.id === 'root' ? element.textContent : ''} ${element.getAttribute('title')} ${element.getAttribute('aria-label')}`;
      // oxlint-disable-next-line no-control-regex -- control characters are what it looks for
      return shown.match(/.{0,20}[\u001b\u202a-\u202e\u2066-\u2069]/g) ?? [];
    }),
    links: [...document.querySelectorAll('a, [data-href]')]
      .map((link) => link.getAttribute('data-href') ?? link.getAttribute('href') ?? '')
      .filter((address) => /closeAllEditors|^javascript:|127\.0\.0\.1:\d+\/(ran|hover|form|meta)/.test(address)),
  }));
}

async function frameOf(page: FrameLocator): Promise<Frame> {
  const frame = await (await page.locator('body').elementHandle())?.ownerFrame();
  if (!frame) throw new Error('The results page has no frame.');
  return frame;
}

step('the table shows every text as it is', '1-table', async (page) => {
  await window.lens(/^Results$/).click();
  await page.getByText('120 items', { exact: true }).waitFor();
  const shown = page.getByRole('gridcell', { name: texts[0] ?? '', exact: true });
  await shown.first().waitFor();
  expect(await shown.first().textContent()).toContain(texts[0]);
  for (let rows = 0; rows < 12; rows++) await page.getByRole('grid').press('PageDown');
  for (let columns = 0; columns < 30; columns++) await page.getByRole('grid').press('ArrowRight');
  await page.getByRole('grid').press('Home');
});

step('a filter by a text, and a sort by a column of that name, find its item', '2-filter', async (page) => {
  const field = page.getByLabel('Filter', { exact: true });
  await field.fill(`text == ${JSON.stringify(texts[0])}`);
  await field.press('Enter');
  await page.getByText('1 of 120 items').waitFor();
  for (let columns = 0; columns < 40; columns++) await page.getByRole('grid').press('ArrowLeft');
  await page.getByRole('columnheader', { name: 'said' }).getByRole('button').click();
  await page.getByRole('button', { name: 'Clear' }).click();
});

step('failures, statistics and plots say it as text', '3-parts', async (page) => {
  await page.getByRole('button', { name: /^Failures/ }).press('Enter');
  await page.getByRole('heading', { name: /60 failed/ }).waitFor();
  await page.getByRole('button', { name: 'Statistics', exact: true }).press('Enter');
  await page.getByRole('table').first().waitFor();
  await page.getByRole('button', { name: 'Plot', exact: true }).press('Enter');
  await page.getByLabel('Output', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Table', exact: true }).press('Enter');
});

step('items show outputs, logs, traces and files as text, and pictures without what is in them', '4-items', async (page) => {
  for (const row of [0, 1, 4, 16, 25, 117]) {
    const field = page.getByLabel('Filter', { exact: true });
    await field.fill(`n == ${row}`);
    await field.press('Enter');
    // The count alone is that of the filter before, too.
    await page.getByText('1 of 120 items').waitFor();
    await page
      .getByRole('gridcell', { name: String(row), exact: true })
      .first()
      .waitFor();
    await page.getByRole('grid').press('Home');
    await page.getByRole('grid').press('Enter');
    await page.getByRole('complementary', { name: `Item ${row}`, exact: true }).waitFor();
    const files = page.getByRole('region', { name: 'Files' });
    await files.locator('summary').first().waitFor();
    for (const file of await files.locator('details').all())
      if ((await file.getAttribute('open')) === null) await file.locator('summary').click();
    await files.getByRole('img', { name: 'picture.svg' }).waitFor();
    await files.getByRole('table').first().waitFor();
    await page.getByRole('region', { name: 'Standard output' }).waitFor();
  }
});

step('tree, item documents and hovers show it as text', '5-workbench', async () => {
  const failed = window.row(/^Failed/);
  await window.expand(window.row(/^hostile/).first());
  await window.expand(failed.first());
  await window.page.getByRole('treeitem', { level: 3 }).first().hover();
  await window.page
    .locator('.monaco-hover')
    .first()
    .waitFor()
    .catch(() => undefined);
  await window.page.getByRole('treeitem', { level: 3 }).first().dblclick();
  await window.page.getByRole('tab', { name: /^hostile .*\.txt/ }).waitFor();
  await window.open('hostile.sweep.yaml');
  await window.page.locator('.view-line', { hasText: '"text"' }).first().hover();
});

step('10,000 forged messages are refused, and the page goes on', '6-forged', async (page) => {
  await window.page.getByRole('tab', { name: /^Results: hostile/ }).click();
  await page.getByRole('grid').waitFor();
  const tabs = await window.page.getByRole('tab').count();
  const frame = await frameOf(page);
  const answered = await frame.evaluate(async (frames) => {
    const answers: string[] = [];
    const last = Promise.withResolvers<void>();
    addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (typeof data !== 'string' || !/"i":"f\d+"/.test(data)) return;
      answers.push(data);
      if (data.includes('"f99999"')) last.resolve();
    });
    // SAFETY: VS Code gives it to every page.
    const { acquireVsCodeApi } = globalThis as unknown as { acquireVsCodeApi(): { postMessage(message: unknown): void } };
    const api = acquireVsCodeApi();
    for (const forged of frames) api.postMessage(forged);
    api.postMessage(JSON.stringify({ t: 'q', m: 'nothing', a: [], i: 'f99999' }));
    await last.promise;
    return answers;
  }, forgedFrames(10_000));
  // An answer that is no refusal would be one that holds a result.
  expect(answered.filter((answer) => /root:|\/bin\//.test(answer))).toEqual([]);
  expect(await window.page.getByRole('tab').count()).toBe(tabs);
  expect(await faultsOfTheHost()).toEqual([]);
  const field = page.getByLabel('Filter', { exact: true });
  await field.fill('n < 3');
  await field.press('Enter');
  await page.getByText('3 of 120 items').waitFor();
});

/** What the extension host has logged of errors that nobody caught. */
async function faultsOfTheHost(): Promise<readonly string[]> {
  const names = await readdir(session.server.folder, { recursive: true });
  const logs = names.filter((name) => name.endsWith('remoteexthost.log') || name.endsWith('exthost.log'));
  expect(logs).not.toEqual([]);
  const found = await Promise.all(logs.map((name) => readFile(join(session.server.folder, name), 'utf8')));
  return found.flatMap((text) => text.split('\n').filter((line) => /\[error\]/i.test(line) && /sweepdeck|client\.cjs/.test(line)));
}

step('secrets of the environment are in no document, log or result', '7-secrets', async () => {
  await window.command('Sweepdeck: Show Log');
  await window.page.locator('.output-view .view-line').first().waitFor();
  const folders = [join(session.workspace, '.sweepdeck'), session.server.folder];
  const texts = await Promise.all(folders.map(filesBelow));
  expect(texts.map((files) => files.length > 0)).toEqual([true, true]);
  expect(
    texts
      .flat()
      .filter(({ text }) => text.includes(SECRET))
      .map(({ path }) => path),
  ).toEqual([]);
});

/** Logs, and everything else that a session left there; a file may go while they are listed. */
async function filesBelow(folder: string): Promise<readonly { readonly path: string; readonly text: Buffer }[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = found.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(paths.map(async (path) => ({ path, text: await readFile(path).catch(emptyIfGone) })));
}

function emptyIfGone(error: NodeJS.ErrnoException): Buffer {
  if (error.code === 'ENOENT') return Buffer.alloc(0);
  throw error;
}
