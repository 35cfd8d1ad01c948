import type { Browser, BrowserContext, Page } from 'playwright-core';
import * as z from 'zod';
import type { HostServer } from './server.ts';

export interface WorkbenchOptions {
  readonly server: HostServer;
  readonly browser: Browser;
  /** Folder that the window opens. */
  readonly workspace: string;
  /** Folders of extensions under development. */
  readonly extensions?: readonly string[];
  /** Module with `run()`, started inside the extension host. */
  readonly tests?: string;
  readonly size?: { readonly width: number; readonly height: number };
  /** Called once before the page is opened: to expose functions to it. */
  readonly prepare?: (page: Page) => Promise<void>;
}

/** A window of VS Code in a new browser profile. */
export interface Workbench {
  readonly page: Page;
  readonly context: BrowserContext;
  close(): Promise<void>;
}

/** Opens a folder in VS Code, with extensions under development loaded from their folders. */
export async function openWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const context = await options.browser.newContext({ viewport: options.size ?? { width: 1280, height: 800 } });
  // Granting some refuses all others, and without the last one the page may not open its socket to this machine.
  await context.grantPermissions(['clipboard-read', 'clipboard-write', 'local-network-access']);
  const page = await context.newPage();
  await options.prepare?.(page);
  const origin = `http://127.0.0.1:${options.server.port}`;
  await page.route(isWorkbenchPage(origin), async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: addDevelopmentOptions(await response.text(), options) });
  });
  await page.goto(`${origin}/?folder=${encodeURIComponent(options.workspace)}`);
  await page.locator('.monaco-workbench').waitFor();
  return { page, context, close: () => context.close() };
}

function isWorkbenchPage(origin: string): (url: URL) => boolean {
  return (url) => url.origin === origin && url.pathname === '/';
}

const settingsSchema = z.looseObject({ remoteAuthority: z.string() });

/** The workbench reads its configuration from one attribute of its page; there is no address or flag for these two. */
function addDevelopmentOptions(html: string, options: WorkbenchOptions): string {
  const pattern = /(id="vscode-workbench-web-configuration" data-settings=")([^"]*)"/;
  const found = pattern.exec(html)?.[2];
  if (found === undefined) throw new Error('The page of the VS Code server has no workbench configuration: another version?');
  const settings = settingsSchema.parse(JSON.parse(found.replaceAll('&quot;', '"').replaceAll('&amp;', '&')));
  const authority = `127.0.0.1:${options.server.port}`;
  const uri = (path: string) => ({ scheme: 'vscode-remote', authority, path });
  const developmentOptions = {
    ...(options.extensions ? { extensions: options.extensions.map(uri) } : {}),
    ...(options.tests ? { extensionTestsPath: uri(options.tests) } : {}),
  };
  const text = JSON.stringify({ ...settings, developmentOptions })
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;');
  return html.replace(pattern, (_whole, start: string) => `${start}${text}"`);
}
