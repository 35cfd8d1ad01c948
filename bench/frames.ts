/*
 * The results page in Chromium on a real store, without a workbench around it: time to the first rows, time between
 * frames while a million rows are scrolled, time of a filter and a sort; and a picture of each.
 *   npm run demo:million && node bench/frames.ts [folder task.sweep.yaml]
 */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openChannel } from '../protocol/channel.ts';
import type { ResultsPage } from '../protocol/results.ts';
import { openReader } from '../runner/openRunner.ts';
import { startBrowser } from '../test/support/host/browser.ts';
import { type Judgement, judgeFrames, scrollFrames } from './scrolling.ts';

const ROOT = join(import.meta.dirname, '..');
const [folder = join(ROOT, 'examples', 'million'), file = join(ROOT, 'examples', 'million', 'million.sweep.yaml')] = process.argv.slice(2);
const PICTURES = join(ROOT, 'test-artifacts', 'frames');
const COUNT = /^\d+( of \d+)? items$/;
/** The index of the first row, while the table is at its top. */
const FIRST_ROW = '[role="row"][aria-rowindex="2"] [role="gridcell"]:first-child';
const COLOURS = `:root { --vscode-foreground: #333; --vscode-editor-background: #fff; --vscode-font-family: sans-serif; --vscode-font-size: 13px;
  --vscode-editor-font-family: monospace; --vscode-editor-font-size: 13px; --vscode-panel-border: #ccc; --vscode-focusBorder: #06c;
  --vscode-list-activeSelectionBackground: #cde; --vscode-list-activeSelectionForeground: #000; --vscode-charts-blue: #1a85ff; }`;

await mkdir(PICTURES, { recursive: true });
const { runner, close } = await openReader(folder);
const [status] = await runner.status({ files: [file] });
const TOTAL = status?.items ?? 0;
const browser = await startBrowser();
try {
  const page = await openPage(await browser.newPage({ viewport: { width: 1280, height: 800 } }));
  const firstCell = page.getByRole('gridcell', { name: /^(done|failed|stale|pending)/ }).first();
  await timed('first rows', () => firstCell.waitFor());
  await page.screenshot({ path: join(PICTURES, 'first.png') });
  await timed('all of its rows', () => page.getByText(`${TOTAL} items`).waitFor({ timeout: 60_000 }));
  for (const [name, pixels] of [
    ['a row at a time', 24],
    ['a page at a time', 700],
    ['with the bar', 50_000],
  ] as const) {
    console.log(`scrolling ${name}: ${await withWork(page, () => scrolled(page, pixels))}`);
    await timed('  until the rows of the last place were there', () =>
      page.getByText('…', { exact: true }).first().waitFor({ state: 'detached' }),
    );
  }
  await page.screenshot({ path: join(PICTURES, 'scrolled.png') });
  await page.getByRole('grid').evaluate((grid) => grid.scrollTo(0, 0));
  await timed('sort by an output never asked for', async () => {
    await page
      .getByRole('columnheader', { name: /^phase/ })
      .getByRole('button')
      .click();
    await page.locator(`${FIRST_ROW}:not(:text-matches("^0"))`).waitFor();
  });
  await timed('filter by another output never asked for', async () => {
    await filterBy(page, 'amplitude > 0.5');
  });
  await timed('filter and sort by what is known', async () => {
    await filterBy(page, 'amplitude > 0.6');
  });
  await page.getByRole('gridcell').nth(2).click();
  await page.getByRole('complementary').waitFor();
  await page.screenshot({ path: join(PICTURES, 'item.png') });
} finally {
  await browser.close();
  await close();
}

/** The page with its own script and styles; what it asks of the extension, the runner answers. */
async function openPage(page: Page): Promise<Page> {
  page.on('pageerror', (error) => console.error(error));
  let listen: (frame: string) => void = () => undefined;
  await page.exposeFunction('toHost', (frame: string) => listen(frame));
  const local = {
    ready: async () => status,
    page: (request: object) => runner.page({ ...request, file }),
    distributions: (request: { readonly columns: readonly string[] }) => runner.distributions({ ...request, file }),
    item: (request: { readonly key: string }) => runner.item({ ...request, file }),
    findings: () => runner.findings({ file }),
    saveState: async () => undefined,
  };
  openChannel<ResultsPage>(
    {
      send: (frame) => void page.evaluate((text) => window.postMessage(text, '*'), frame),
      onFrame: (listener) => (listen = listener),
    },
    local,
  );
  await page.setContent(`<html lang="en"><head><title>Results</title></head><body><div id="root"></div></body></html>`);
  for (const name of ['codicon.css', 'results.css']) await page.addStyleTag({ content: await readFile(join(ROOT, 'dist', name), 'utf8') });
  await page.addStyleTag({ content: COLOURS });
  await page.evaluate(() => {
    // SAFETY: the binding above has made it.
    const { toHost } = globalThis as unknown as { toHost: (frame: string) => void };
    Object.assign(globalThis, { acquireVsCodeApi: () => ({ postMessage: toHost, getState: () => undefined, setState: () => undefined }) });
  });
  await page.addScriptTag({ content: await readFile(join(ROOT, 'dist', 'results.js'), 'utf8') });
  return page;
}

/** Until the count of items is another one. */
async function filterBy(page: Page, where: string): Promise<void> {
  const before = await page.getByText(COUNT).innerText();
  await page.getByLabel('Filter', { exact: true }).fill(where);
  await page.keyboard.press('Enter');
  await page
    .getByText(COUNT)
    .filter({ hasNotText: new RegExp(`^${before}$`) })
    .waitFor();
}

/** What was measured, with the milliseconds that the page's main thread was busy for each of its frames. */
async function withWork(page: Page, work: () => Promise<Frames>): Promise<string> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const metrics = async (): Promise<ReadonlyMap<string, number>> => {
    const { metrics: found } = await session.send('Performance.getMetrics');
    return new Map(found.map(({ name, value }) => [name, value]));
  };
  const before = await metrics();
  const { count, text } = await work();
  const after = await metrics();
  await session.detach();
  const each = (name: string): string => ((1000 * ((after.get(name) ?? 0) - (before.get(name) ?? 0))) / count).toFixed(1);
  return `${text}; main thread ${each('TaskDuration')} ms a frame (script ${each('ScriptDuration')}, style ${each('RecalcStyleDuration')}, layout ${each('LayoutDuration')})`;
}

interface Frames {
  readonly count: number;
  readonly text: string;
}

/** What of two seconds of scrolling was seen. */
async function scrolled(page: Page, pixels: number): Promise<Frames> {
  const frames = await scrollFrames(page, pixels);
  const judged = judgeFrames(frames, TOTAL);
  const apart = frames.slice(1).map(({ at }, before) => at - (frames[before]?.at ?? at));
  const sorted = apart.toSorted((a, b) => a - b);
  const at = (share: number): string => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1);
  const count = (kind: Judgement): number => judged.filter((one) => one === kind).length;
  const seconds = apart.reduce((sum, one) => sum + one, 0) / 1000;
  const text = `${(count('shown') / seconds).toFixed(0)} frames a second with their rows (of ${judged.length} frames ${count('shown')} had them, ${count('late')} had place holders, ${count('wrong')} nothing or others, ${count('still')} had not moved); apart ${at(0.5)} ms median, ${at(0.95)} ms 95 %, ${at(0.999)} ms worst`;
  return { count: frames.length, text };
}

async function timed(name: string, work: () => Promise<void>): Promise<void> {
  const start = performance.now();
  await work();
  console.log(`${name}: ${(performance.now() - start).toFixed(0)} ms`);
}
