#!/usr/bin/env node
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Page } from 'playwright-core';
import { startBrowser } from './browser.ts';
import { startServer } from './server.ts';
import { openWorkbench } from './workbench.ts';

/**
 * Stands in for the executable of a desktop VS Code: takes its arguments, runs the tests that they name inside the extension host of a
 * real VS Code server with a headless browser, and exits with the code of that host.
 */

const ARTIFACTS = join(import.meta.dirname, '../../../test-artifacts');

interface DesktopArguments {
  readonly options: Readonly<Record<string, string>>;
  readonly workspace: string | undefined;
}

/** `--name=value`, `--flag`, and the folder to open. */
function readArguments(values: readonly string[]): DesktopArguments {
  const options = new Map<string, string>();
  for (const value of values) {
    const [, name, text = ''] = /^--([\w-]+)(?:=(.*))?$/s.exec(value) ?? [];
    if (name) options.set(name, text);
  }
  return { options: Object.fromEntries(options), workspace: values.find((value) => !value.startsWith('-') && existsSync(value)) };
}

async function runTests({ options, workspace }: DesktopArguments): Promise<number> {
  const extension = options['extensionDevelopmentPath'];
  const tests = options['extensionTestsPath'];
  if (!extension || !tests || !workspace) {
    throw new Error(`${basename(import.meta.filename)} needs --extensionDevelopmentPath=, --extensionTestsPath= and a folder to open.`);
  }
  await mkdir(ARTIFACTS, { recursive: true });
  const log = createWriteStream(join(ARTIFACTS, 'workbench.log'));
  const server = await startServer({ trusted: 'disable-workspace-trust' in options, environment: testVariables() });
  const browser = await startBrowser();
  try {
    const { promise: exitCode, resolve } = Promise.withResolvers<number>();
    const prepare = async (page: Page): Promise<void> => {
      await page.exposeFunction('codeAutomationLog', (type: string, values: readonly unknown[]) =>
        log.write(`[${type}] ${values.join(' ')}\n`),
      );
      await page.exposeFunction('codeAutomationExit', (code: number) => resolve(code));
    };
    await openWorkbench({ server, browser, workspace, extensions: [extension], tests, prepare });
    return await exitCode;
  } finally {
    await browser.close();
    await server.stop();
  }
}

/** Variables that the suite reads in the extension host. */
function testVariables(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (name.startsWith('SWEEPDECK_') && value ? [[name, value]] : [])),
  );
}

process.exitCode = await runTests(readArguments(process.argv.slice(2)));
