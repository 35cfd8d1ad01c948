import type { Page } from 'playwright-core';
import { ROW_HEIGHT, viewportOf } from '../webview/table/viewport.ts';

/** What stood in a painted frame at a place of the table. */
export interface Probe {
  /** Pixels below the head of the table. */
  readonly y: number;
  /** From 0; nothing where no row was drawn. */
  readonly position?: number;
  /** The text of its first cell. */
  readonly text?: string;
}

export interface Frame {
  /** When it began, in milliseconds. */
  readonly at: number;
  readonly scrollTop: number;
  readonly clientHeight: number;
  readonly probes: readonly Probe[];
}

/** Whether a frame showed the rows of its scroll position; place holders of them; nothing or others; or the same rows as the frame before. */
export type Judgement = 'shown' | 'late' | 'wrong' | 'still';

/** Judges the frames of a table that is in no order but that of its items, so that a row's first cell is its position. */
export function judgeFrames(frames: readonly Frame[], total: number): readonly Judgement[] {
  return frames.map((frame, at) => {
    const before = frames[at - 1];
    if (before?.probes[0] && before.probes[0].position === frame.probes[0]?.position) return 'still';
    const { first, top } = viewportOf(total, frame.scrollTop, frame.clientHeight);
    const kinds = frame.probes.map(({ y, position, text }) => {
      if (position !== Math.floor((frame.scrollTop - top + y) / ROW_HEIGHT) + first) return 'wrong';
      if (text === '…') return 'late';
      return text === String(position) ? 'shown' : 'wrong';
    });
    return (['wrong', 'late'] as const).find((kind) => kinds.includes(kind)) ?? 'shown';
  });
}

/** Scrolls by as many pixels before every frame, for two seconds, from the top. */
export async function scrollFrames(page: Page, pixels: number): Promise<readonly Frame[]> {
  await page.getByRole('grid').evaluate((grid) => grid.scrollTo(0, 0));
  await page.locator('[role="row"][aria-rowindex="2"] [role="gridcell"]:first-child', { hasText: /^0$/ }).waitFor();
  return page.evaluate(scrolling, pixels);
}

/** Runs in the page. What is looked at in the task behind a frame is what was painted, and what is scrolled there is scrolled for the next. */
function scrolling(pixels: number): Promise<readonly Frame[]> {
  return new Promise((resolve, reject) => {
    const grid = document.querySelector('[role="grid"]');
    const head = grid?.querySelector('.row.head');
    if (!grid || !head) return reject(new Error('There is no table.'));
    const found: Frame[] = [];
    const behind = new MessageChannel();
    let began = 0;
    const probe = (y: number): Probe => {
      const at = head.getBoundingClientRect().bottom + y;
      const row = [...grid.querySelectorAll('.row:not(.head)')].find((one) => {
        const { top, bottom } = one.getBoundingClientRect();
        return top <= at && at < bottom;
      });
      if (!row) return { y };
      return {
        y,
        position: Number(row.getAttribute('aria-rowindex')) - 2,
        text: row.querySelector('[role="gridcell"]')?.textContent ?? '',
      };
    };
    behind.port1.addEventListener('message', () => {
      const { scrollTop, clientHeight } = grid;
      const height = Math.floor(clientHeight - head.clientHeight);
      found.push({ at: began, scrollTop, clientHeight, probes: [1, height / 2, height - 2].map(probe) });
      if (began - (found[0]?.at ?? began) >= 2000) return resolve(found.slice(1));
      grid.scrollBy(0, pixels);
      requestAnimationFrame(next);
    });
    behind.port1.start();
    const next = (now: number): void => {
      began = now;
      behind.port2.postMessage(undefined);
    };
    requestAnimationFrame(next);
  });
}
