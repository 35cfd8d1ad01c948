import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { startBrowser } from '../host/browser.ts';
import { endRunners } from '../host/endRunners.ts';
import type { Theme } from '../host/profile.ts';
import { type HostServer, startServer } from '../host/server.ts';
import { openWorkbench } from '../host/workbench.ts';
import { type Window, windowOf } from './window.ts';

const ROOT = join(import.meta.dirname, '../../..');

const NO_SUGGESTIONS = {
  'editor.quickSuggestions': { other: 'off', comments: 'off', strings: 'off' },
  'editor.suggestOnTriggerCharacters': false,
};

/** Settings under which typed text is what stands in the file afterwards; what the extension sets for its language comes before the user's. */
const TYPING = {
  ...NO_SUGGESTIONS,
  '[sweep]': NO_SUGGESTIONS,
  'editor.autoClosingBrackets': 'never',
  'editor.autoClosingQuotes': 'never',
  'editor.hover.delay': 5000,
};

/** A VS Code with the extension under development on a workspace of its own, and everything that has to end with it. */
export interface Session {
  readonly workspace: string;
  readonly server: HostServer;
  readonly browser: Browser;
  readonly window: Window;
  /** Another window on the same folder: as after a reload of the editor. */
  openWindow(size?: { readonly width: number; readonly height: number }): Promise<Window>;
  close(): Promise<void>;
}

export interface SessionOptions {
  readonly theme?: Theme;
  readonly trusted?: boolean;
  readonly size?: { readonly width: number; readonly height: number };
  /** More environment variables of the extension host, and so of everything that it starts. */
  readonly environment?: Readonly<Record<string, string>>;
  /** A packaged extension to install; without it the window loads the one under development. */
  readonly vsix?: string;
  /** Folder of the extension under development, where it is not the project. */
  readonly extension?: string;
  /** Display language of the window, without a language pack: VS Code's own texts stay English. */
  readonly language?: string;
  /** Called with the workspace's folder before the window opens. */
  readonly prepare?: (workspace: string) => Promise<void>;
}

/** Opens a copy of the pendulum example in a new window. */
export async function openSession(options: SessionOptions = {}): Promise<Session> {
  const folder = await mkdtemp(join(tmpdir(), 'sdu-'));
  const workspace = join(folder, 'sweeps');
  await mkdir(workspace);
  await cp(join(ROOT, 'examples/pendulum'), workspace, { recursive: true });
  await options.prepare?.(workspace);
  const installed = options.vsix === undefined ? {} : { vsix: options.vsix };
  const { theme = 'dark', trusted = true, environment = {} } = options;
  const server = await startServer({ theme, trusted, environment, settings: TYPING, ...installed });
  const browser = await startBrowser();
  const openWindow = async (size = options.size): Promise<Window> => {
    const { page } = await openWorkbench({
      ...{ server, browser, workspace, prepare: (page) => speak(page, options.language) },
      ...(options.vsix === undefined && { extensions: [options.extension ?? ROOT] }),
      ...(size && { size }),
    });
    return windowOf(page);
  };
  const close = async (): Promise<void> => {
    await browser.close();
    await server.stop();
    await endRunners(workspace);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    return { workspace, server, browser, window: await openWindow(), openWindow, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What a language pack sets, read by the workbench when it begins and told by it to the extension host. */
async function speak(page: Page, language: string | undefined): Promise<void> {
  if (language !== undefined) await page.addInitScript((name) => Object.assign(globalThis, { _VSCODE_NLS_LANGUAGE: name }), language);
}
