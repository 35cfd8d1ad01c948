import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { cacheFolder } from './cacheFolder.ts';

/** A browser to start, and the variables that it needs. */
interface BrowserChoice {
  readonly executable: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly source: 'CHROME_PATH' | 'system' | 'npm';
}

const SYSTEM_BROWSERS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/opt/google/chrome/chrome',
  '/snap/bin/chromium',
];

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The Chromium of `CHROME_PATH`, else the machine's, else the one that comes from npm with its own libraries. */
async function findBrowser(): Promise<BrowserChoice> {
  const wanted = process.env['CHROME_PATH'];
  if (wanted) {
    if (!existsSync(wanted)) throw new Error(`CHROME_PATH names ${wanted}, which does not exist: correct it or unset it.`);
    return { executable: wanted, environment: {}, source: 'CHROME_PATH' };
  }
  const system = SYSTEM_BROWSERS.find((path) => existsSync(path));
  if (system) return { executable: system, environment: {}, source: 'system' };
  return await browserFromNpm();
}

/** @sparticuz/chromium unpacks itself into `TMPDIR`, and on a machine that it takes for AWS Lambda also the libraries that it needs. */
async function browserFromNpm(): Promise<BrowserChoice> {
  const folder = cacheFolder('chromium-153.0.0');
  await mkdir(folder, { recursive: true });
  const before = pick(process.env, ['TMPDIR', 'AWS_EXECUTION_ENV', 'LD_LIBRARY_PATH', 'FONTCONFIG_PATH']);
  Object.assign(process.env, { TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' });
  try {
    // It reads the variables when it is loaded, so it is imported here and not above.
    const { default: npmChromium } = await import('@sparticuz/chromium');
    const executable = await npmChromium.executablePath();
    const libraries = [join(folder, 'al2023', 'lib'), before['LD_LIBRARY_PATH']].filter((path) => path !== undefined);
    return {
      executable,
      environment: { LD_LIBRARY_PATH: libraries.join(':'), FONTCONFIG_FILE: await writeFontList(folder) },
      source: 'npm',
    };
  } finally {
    restore(before);
  }
}

/** Chromium aborts without any font; the package's own list names folders that only exist on AWS. */
async function writeFontList(folder: string): Promise<string> {
  const file = join(folder, 'fonts.conf');
  const folders = [join(folder, 'fonts'), '/usr/share/fonts'].map((path) => `<dir>${path}</dir>`);
  await writeFile(
    file,
    `<?xml version="1.0"?><fontconfig>${folders.join('')}${MONOSPACE}<cachedir>${join(folder, 'font-cache')}</cachedir></fontconfig>`,
  );
  return file;
}

/** An editor without a font of fixed width looks wrong in screenshots. */
const MONOSPACE =
  '<alias><family>monospace</family><prefer><family>DejaVu Sans Mono</family><family>Liberation Mono</family></prefer></alias>';

type Variables = Readonly<Record<string, string | undefined>>;

function pick(variables: Variables, names: readonly string[]): Variables {
  return Object.fromEntries(names.map((name) => [name, variables[name]]));
}

function restore(variables: Variables): void {
  for (const [name, value] of Object.entries(variables)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
}

/** Starts a headless browser. */
export async function startBrowser(): Promise<Browser> {
  const choice = await findBrowser();
  return await chromium.launch({ executablePath: choice.executable, args: FLAGS, env: { ...process.env, ...choice.environment } });
}
