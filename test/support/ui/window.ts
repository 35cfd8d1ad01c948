import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';

const SCREENSHOTS = join(import.meta.dirname, '../../../test-artifacts/screenshots');

/** A window of VS Code as a person uses it: everything is found by role, name or text. */
export interface Window {
  readonly page: Page;
  /** Shows our views in the side bar. */
  showSweeps(): Promise<void>;
  /** Opens a file of the workspace by name. */
  open(file: string): Promise<void>;
  /** Closes the tab whose name begins so, by its own button: the keys would close whatever has the focus by then. */
  close(name: string): Promise<void>;
  /** Runs a command by its title in the palette. */
  command(title: string): Promise<void>;
  /** Puts the cursor of the shown editor before a text of `source`. */
  place(source: string, text: string): Promise<void>;
  /** Shows the hover at the cursor; answers its text. */
  hover(): Promise<string>;
  /** Selects a text of the shown editor, from its line and column in `source`, and types another one. */
  replace(source: string, text: string, by: string): Promise<void>;
  /** Drops what was not saved in the shown editor. */
  revert(): Promise<void>;
  save(): Promise<void>;
  /** Opens the list of quick fixes at the cursor and takes the one with this text. */
  quickFix(text: string): Promise<void>;
  /** Asks for suggestions at the cursor and takes the one with exactly this label. */
  complete(label: string): Promise<void>;
  lens(title: string | RegExp): Locator;
  row(name: string | RegExp): Locator;
  /** Shows what lies below a row of the tree. */
  expand(row: Locator): Promise<void>;
  /** Opens the context menu of a row and takes an entry of it. */
  menu(row: Locator, entry: string): Promise<void>;
  /** A hint that is shown in the text of the editor, at the beginning of its label. */
  inlay(text: string): Locator;
  statusItem(text: string | RegExp): Locator;
  /** The document inside the shown webview. */
  webview(): FrameLocator;
  screenshot(name: string): Promise<void>;
}

/** Wraps a page that shows a workbench. */
export function windowOf(page: Page): Window {
  return {
    page,
    async showSweeps() {
      const tab = page.getByRole('tab', { name: 'Sweepdeck', exact: true });
      if ((await tab.getAttribute('aria-selected')) !== 'true') await tab.click();
      await page.getByRole('tree', { name: /Sweeps/ }).waitFor();
    },
    async open(file) {
      const name = new RegExp(`^${escaped(file)}`);
      const tab = page.getByRole('tab', { name });
      if (await tab.isVisible()) await tab.click();
      else {
        await page.keyboard.press('Control+P');
        await pick(page, file, name);
      }
      const active = page.locator('[role="tab"][aria-selected="true"]').getByText(name);
      await active.waitFor();
      await page.locator('.editor-instance .view-line').first().waitFor();
    },
    async close(name) {
      const tab = page.getByRole('tab', { name: new RegExp(`^${escaped(name)}`) });
      await tab.hover();
      await tab.getByRole('button', { name: /^Close/ }).click();
      await tab.waitFor({ state: 'detached' });
    },
    async command(title) {
      await page.keyboard.press('F1');
      await pick(page, `>${title}`, title);
    },
    async place(source, text) {
      const before = source.slice(0, source.indexOf(text));
      const line = before.split('\n').length;
      const column = before.length - before.lastIndexOf('\n');
      await page.keyboard.press('Control+G');
      await page.locator('.quick-input-widget input').fill(`:${line}:${column}`);
      await page.keyboard.press('Enter');
      await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    },
    async hover() {
      const shown = page.locator('.monaco-resizable-hover .monaco-hover:visible');
      // Asked while the server still reads the file, there is none: then again.
      for (let attempt = 1; attempt <= 10 && !(await shown.isVisible()); attempt++) {
        await this.command('Show or Focus Hover');
        await shown.waitFor({ timeout: 3000 }).catch(() => undefined);
      }
      return shown.innerText();
    },
    async replace(source, text, by) {
      await this.place(source, text);
      for (let index = 0; index < text.length; index++) await page.keyboard.press('Shift+ArrowRight');
      await page.keyboard.insertText(by);
    },
    async revert() {
      await this.command('File: Revert File');
      await page.locator('.tab.active.dirty').waitFor({ state: 'detached' });
    },
    async save() {
      await page.keyboard.press('Control+S');
      await page.locator('.tab.active.dirty').waitFor({ state: 'detached' });
    },
    async quickFix(text) {
      const fixes = page.locator('.action-widget', { hasText: text }).first();
      await page.locator('.monaco-editor [class*="codicon-gutter-lightbulb"], .monaco-editor .lightBulbWidget').first().waitFor();
      // Asked while the workbench still collects the actions, it says that there are none and shows no list: then again.
      for (let attempt = 1; attempt <= 10 && !(await fixes.isVisible()); attempt++) {
        await page.keyboard.press('Control+.');
        await fixes.waitFor({ timeout: 1500 }).catch(() => undefined);
      }
      await fixes.getByText(text).first().click();
    },
    async complete(label) {
      const list = page.locator('.suggest-widget.visible');
      const row = list.locator('.monaco-list-row', { has: page.locator('.label-name').getByText(label, { exact: true }) }).first();
      // Asked while the server still reads the last key, the list may come without the label or not at all: then again.
      for (let attempt = 1; attempt <= 10 && !(await row.isVisible()); attempt++) {
        if (await list.isVisible()) await page.keyboard.press('Escape');
        await page.keyboard.press('Control+Space');
        await row.waitFor({ timeout: 3000 }).catch(() => undefined);
      }
      await row.click();
      await row.waitFor({ state: 'detached' });
    },
    lens: (title) => page.locator('.codelens-decoration a', { hasText: title }),
    row: (name) => page.getByRole('tree', { name: /Sweeps/ }).getByRole('treeitem', { name }),
    async expand(row) {
      await row.waitFor();
      if ((await row.getAttribute('aria-expanded')) !== 'true') await row.locator('.monaco-tl-twistie').click();
    },
    async menu(row, entry) {
      await row.click({ button: 'right' });
      const item = page.getByRole('menuitem', { name: entry });
      await item.waitFor();
      // A menu takes no click in its first tenth of a second.
      for (let attempt = 1; attempt <= 10 && (await item.isVisible()); attempt++) {
        await item.click();
        await item.waitFor({ state: 'hidden', timeout: 1500 }).catch(() => undefined);
      }
    },
    inlay: (text) =>
      page
        .locator('.view-line span')
        .filter({ hasText: new RegExp(`^\\s*${escaped(text)}(\\s|$)`) })
        .first(),
    statusItem: (text) => page.locator('.statusbar-item', { hasText: text }),
    webview: () => page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame'),
    async screenshot(name) {
      await mkdir(SCREENSHOTS, { recursive: true });
      await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`) });
    },
  };
}

/** Fills the quick input and clicks the entry; the list is made when it opens, so Enter could still mean another entry. */
async function pick(page: Page, text: string, entry: string | RegExp): Promise<void> {
  const input = page.locator('.quick-input-widget input');
  const name = typeof entry === 'string' ? new RegExp(`(^|, )${escaped(entry)}`) : entry;
  const option = page.locator('.quick-input-list').getByRole('option', { name }).first();
  // Commands that the workbench learns of while the list is open are not in it, and the same text again makes no other: then anew.
  for (let attempt = 1; attempt <= 10 && !(await option.isVisible()); attempt++) {
    await input.fill('');
    await input.fill(text);
    await option.waitFor({ timeout: 3000 }).catch(() => undefined);
  }
  await option.click();
}

/** A text that stands for itself in a regular expression. */
function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
