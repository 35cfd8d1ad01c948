import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { PSEUDO_LANGUAGE, translatedExtension, untranslated } from '../support/ui/pseudoLanguage.ts';
import { openSession, type Session } from '../support/ui/session.ts';
import { stepsOf } from '../support/ui/steps.ts';
import type { Window } from '../support/ui/window.ts';

/** An editor in another language, made by the test: what is ours and comes out in English was not looked up. */

let folder: string;
let session: Session;
let window: Window;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sd-translated-'));
  await translatedExtension(folder);
  session = await openSession({ extension: folder, language: PSEUDO_LANGUAGE });
  window = session.window;
});
afterAll(async () => {
  await session.close();
  await rm(folder, { recursive: true, force: true });
});

const step = stepsOf('translated', () => window);

/** What the task has named, facts of an item as a filter names them, and what a program or the machine has said. */
const DATA = new RegExp(
  [
    /\b(pendulum(-node)?|damping|dt|method|euler|rk4|amplitude|energy|steps|drive|frequency|rad)\b/,
    /^(index|state|done|failed|error|duration|seconds|and)$|\b(done|failed): \d+|\band(?= \w+ [=<>]=)/,
    /^Fixed-step integration of a damped, driven pendulum|RangeError: .*|at simulate .*|^hypotheses:[^]*/,
    /\b[0-9a-f]{32}\b|^node \d$|^Node\.js v.*|^.*\bLinux\b.*$|^Sweepdeck$|\b\d+:\d\d:\d\d.[AP]M\b|\b\d{4}-\d\d-\d\d.*ÚTC\b/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'g',
);
/** Texts of VS Code around ours, which stay English without a language pack. */
const WORKBENCH =
  /^(Sweepdeck( actions)?|.* Section|Actions for .*|Views and More Actions\.\.\.|More Actions\.\.\.|Collapse All|Progress|Drag a view here to display\.)$| actions$| \(Ctrl\+.*\)$/;

step('the side bar, its menus and the lenses are in the language of the editor', '1-side', async () => {
  const { page } = window;
  await page.getByRole('tab', { name: 'Sweepdeck', exact: true }).click();
  await window.open('pendulum-node.sweep.yaml');
  await window.lens(/^⟦▶ Ŕúñ 160⟧$/).click();
  await window.lens(/^⟦↻ Ŕéŕúñ 3 fáíĺéd⟧$/).waitFor({ timeout: 60_000 });
  const task = page.getByRole('treeitem', { name: /^pendulum-node, ⟦157/ }).first();
  await task.click({ button: 'right' });
  const menu = page.locator('.monaco-menu');
  await menu.getByRole('menuitem', { name: '⟦Éxpóŕt Ŕéśúĺtś…⟧' }).waitFor();
  const shown = [await textsIn(page.locator('.part.sidebar')), await menu.locator('.action-label').allInnerTexts()];
  await page.keyboard.press('Escape');
  expect(
    untranslated(
      shown.flat().map((text) => text.replace(WORKBENCH, '')),
      DATA,
    ),
  ).toEqual([]);
  // They are all gone for a moment when they are drawn anew.
  const lenses = page.locator('.codelens-decoration a');
  await expect
    .poll(async () => {
      const titles = await lenses.allInnerTexts();
      return titles.length > 3 ? untranslated(titles, DATA) : ['too few'];
    })
    .toEqual([]);
});

step('the results page is, whichever part of it is shown', '2-results', async (page) => {
  await window.lens(/^⟦Ŕéśúĺtś⟧$/).click();
  await page.locator('svg.spread').first().waitFor();
  await page.getByRole('gridcell').nth(3).click();
  await page.getByRole('complementary').getByText(/^⟦/).first().waitFor();
  expect(untranslated(await textsIn(page.locator('body')), DATA)).toEqual([]);
  const parts = {
    '⟦Pĺót⟧': page.getByRole('img', { name: /⟦/ }),
    '⟦Fáíĺúŕéś⟧': page.getByRole('heading', { name: /⟦.*fáíĺéd/ }),
    '⟦Śtátíśtícś⟧': page.getByRole('table'),
  };
  for (const [name, found] of Object.entries(parts)) {
    await page.getByRole('button', { name }).click();
    await found.first().waitFor();
    expect(untranslated(await textsIn(page.locator('body')), DATA), name).toEqual([]);
  }
});

/** Every text that is shown in a part of the page, or read out of it. */
async function textsIn(part: Locator): Promise<readonly string[]> {
  return part.evaluate((root) => {
    const found: string[] = [];
    for (const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT); walk.nextNode(); )
      if (!/^(STYLE|SCRIPT)$/.test(walk.currentNode.parentElement?.tagName ?? '')) found.push(walk.currentNode.textContent ?? '');
    for (const element of [root, ...root.querySelectorAll('*')])
      for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-roledescription', 'aria-description', 'aria-valuetext'])
        found.push(element.getAttribute(name) ?? '');
    return found.map((text) => text.trim()).filter((text) => text !== '');
  });
}
