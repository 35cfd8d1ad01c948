/*
 * The results page in Chromium on a real store, without a workbench around it: time to the first rows, time between
 * frames while a million rows are scrolled, time of a filter and of a sort by somebody who clicks soon; and a picture of each.
 *   npm run demo:million && node bench/frames.ts [folder task.sweep.yaml]
 */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Locator, Page } from 'playwright-core';
import { openChannel } from '../protocol/channel.ts';
import type { ResultsPage } from '../protocol/results.ts';
import { openReader } from '../runner/openRunner.ts';
import type { Runner } from '../runner/runner.ts';
import { keepYoungHeapSmall } from '../runner/youngHeap.ts';
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
keepYoungHeapSmall();
const browser = await startBrowser();
for (const milliseconds of [0, 500, 1000, 2000]) await sortSoon(milliseconds);
const { runner, close } = await openReader(folder);
const [status] = await runner.status({ files: [file] });
const TOTAL = status?.items ?? 0;
try {
  const page = await openPage(runner);
  await timed('first rows', () => firstRow(page).waitFor());
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
  console.log(
    `sort, from the click to the frame with its rows: ${await sorted(page, 'amplitude')} ms, by another output ${await sorted(page, 'phase')} ms`,
  );
  for (const where of ['amplitude > 0.5', 'amplitude > 0.6']) await timed(`filter ${where}`, () => filterBy(page, where));
  await page.getByRole('gridcell').nth(2).click();
  await page.getByRole('complementary').waitFor();
  await page.screenshot({ path: join(PICTURES, 'item.png') });
} finally {
  await browser.close();
  await close();
}

/** Somebody opens a page of a runner that has just started, and sorts by an output soon after the first rows. */
async function sortSoon(milliseconds: number): Promise<void> {
  const fresh = await openReader(folder);
  const page = await openPage(fresh.runner);
  await firstRow(page).waitFor();
  await wait(milliseconds);
  console.log(
    `sort by an output ${milliseconds} ms after the first rows, from the click to the frame with its rows: ${await sorted(page, 'phase')} ms`,
  );
  // Nothing is being asked when these are there.
  await page.locator('svg.spread').first().waitFor({ timeout: 60_000 });
  await page.close();
  await fresh.close();
}

function firstRow(page: Page): Locator {
  return page.getByRole('gridcell', { name: /^(done|failed|stale|pending)/ }).first();
}

/** Clicks on a head; milliseconds as the page sees them. */
async function sorted(page: Page, column: string): Promise<string> {
  const shown = page.evaluate(
    (first) =>
      new Promise<number>((resolve) => {
        const text = (): string | null | undefined => document.querySelector(first)?.textContent;
        const look = (start: number, before: string | null | undefined): void => {
          if (text() === before) requestAnimationFrame(() => look(start, before));
          else resolve(performance.now() - start);
        };
        addEventListener('click', () => look(performance.now(), text()), { capture: true, once: true });
      }),
    FIRST_ROW,
  );
  await page
    .getByRole('columnheader', { name: new RegExp(`^${column}`) })
    .getByRole('button')
    .click();
  return (await shown).toFixed(0);
}

/** The page with its own script and styles; what it asks of the extension, the runner answers. */
async function openPage(runner: Runner): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const [status] = await runner.status({ files: [file] });
  page.on('pageerror', (error) => console.error(error));
  let listen: (frame: string) => void = () => undefined;
  await page.exposeFunction('toHost', (frame: string) => listen(frame));
  const local = {
    ready: async () => status,
    page: (request: object) => runner.page({ ...request, file }),
    distributions: (request: { readonly columns: readonly string[] }) => runner.distributions({ ...request, file }),
    item: (request: { readonly key: string }) => runner.item({ ...request, file }),
    neighbours: (request: { readonly item: number }) => runner.neighbours({ ...request, file }),
    files: (request: { readonly key: string }) => runner.files({ ...request, file }),
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
