import { existsSync } from 'node:fs';
import { copyFile, cp, mkdir, rm } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { type BuildOptions, build, context } from 'esbuild';

/** Bundles every process of the product into one folder: `node build.ts [--production] [--watch] [--target=linux-x64] [--out=dist]`. */

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');
/** Name of one binary of better-sqlite3 to ship; without it all are there. */
const target = valueOf('target');
const out = resolve(valueOf('out') ?? join(import.meta.dirname, 'dist'));

function valueOf(option: string): string | undefined {
  return process.argv.find((one) => one.startsWith(`--${option}=`))?.slice(option.length + 3);
}

/**
 * Libraries from CommonJS inside ES modules. `__dirname` is dist/lib, which does not exist but where these libraries believe to lie:
 * better-sqlite3 then finds `../prebuilds/<platform>.node`, piscina its `worker.js`.
 */
const COMMONJS_IN_ESM = [
  "import { createRequire as __createRequire } from 'node:module';",
  'const require = __createRequire(import.meta.url);',
  "const __filename = import.meta.dirname + '/lib/index.js';",
  "const __dirname = import.meta.dirname + '/lib';",
].join('\n');

const common = {
  bundle: true,
  // Without comments also while developing: one letter of theirs that is not ASCII doubles what Node reads at every start.
  minifyWhitespace: true,
  minifyIdentifiers: production,
  minifySyntax: production,
  sourcemap: !production,
  legalComments: 'none',
  logLevel: 'warning',
  loader: { '.sql': 'text', '.ttf': 'file', '.wasm': 'file' },
  assetNames: '[name]',
  define: { 'process.env.NODE_ENV': production ? '"production"' : '"development"' },
} satisfies BuildOptions;

/** piscina tries an optional native module, which is not shipped. */
const node = { ...common, platform: 'node', target: 'node22', external: ['vscode', '@napi-rs/nice'] } satisfies BuildOptions;

const commonJs = { ...node, format: 'cjs' } satisfies BuildOptions;

const esm = { ...node, format: 'esm', banner: { js: COMMONJS_IN_ESM } } satisfies BuildOptions;

const page = { ...common, platform: 'browser', target: 'es2023', jsx: 'automatic', jsxImportSource: 'preact' } satisfies BuildOptions;

/** Output → source and how it is bundled. */
const BUNDLES: Readonly<Record<string, { readonly entry: string; readonly options: BuildOptions }>> = {
  'client.cjs': { entry: 'client/extension.ts', options: commonJs },
  'features.cjs': { entry: 'client/features.ts', options: commonJs },
  'languageClient.cjs': { entry: 'client/languageClient.ts', options: commonJs },
  'server.mjs': { entry: 'server/main.ts', options: esm },
  'server-worker.mjs': { entry: 'server/worker.ts', options: esm },
  'runner.mjs': { entry: 'runner/main.ts', options: esm },
  'host.mjs': { entry: 'runner/host/main.ts', options: esm },
  'debug.mjs': { entry: 'runner/host/debug.ts', options: esm },
  'thread.mjs': { entry: 'runner/host/thread.ts', options: esm },
  'committer.mjs': { entry: 'runner/store/committer.ts', options: esm },
  'spawner.mjs': { entry: 'runner/host/spawner.ts', options: esm },
  'cli.mjs': { entry: 'runner/cli.ts', options: { ...node, format: 'esm', banner: { js: '#!/usr/bin/env node' } } },
  'sweepdeck.mjs': { entry: 'runner/cli/main.ts', options: esm },
  // Named at run time: what writes typed files is loaded when one is written.
  'formats.mjs': { entry: 'runner/export/formats.ts', options: esm },
  'lib/worker.js': { entry: 'node_modules/piscina/dist/worker.js', options: esm },
  'results.js': { entry: 'webview/main.tsx', options: { ...page, format: 'iife' } },
  // A module of its own: the page loads it when a plot is looked at.
  'chart.js': { entry: 'webview/plot/canvas.ts', options: { ...page, format: 'esm' } },
};

/** Files that are shipped as they are. */
const COPIES: Readonly<Record<string, string>> = {
  'grammars/tree-sitter.wasm': 'node_modules/@vscode/tree-sitter-wasm/wasm/tree-sitter.wasm',
  'grammars/tree-sitter-python.wasm': 'node_modules/@vscode/tree-sitter-wasm/wasm/tree-sitter-python.wasm',
  'grammars/tree-sitter-typescript.wasm': 'node_modules/@vscode/tree-sitter-wasm/wasm/tree-sitter-typescript.wasm',
  'grammars/tree-sitter-javascript.wasm': 'node_modules/@vscode/tree-sitter-wasm/wasm/tree-sitter-javascript.wasm',
  'codicon.css': 'node_modules/@vscode/codicons/dist/codicon.css',
  'codicon.ttf': 'node_modules/@vscode/codicons/dist/codicon.ttf',
};

async function copyFiles(): Promise<void> {
  for (const [name, source] of Object.entries(COPIES)) {
    const place = join(out, name);
    await mkdir(dirname(place), { recursive: true });
    await copyFile(source, place);
  }
  const folder = 'node_modules/better-sqlite3/prebuilds';
  await cp(folder, join(out, 'prebuilds'), {
    recursive: true,
    filter: (path) => path === folder || !target || basename(path) === `${target}.node`,
  });
}

/** A source that is not written yet is left out and named, so that the rest can be tried. */
function bundleOptions(): readonly BuildOptions[] {
  const present = Object.entries(BUNDLES).filter(([name, { entry }]) => {
    if (existsSync(entry)) return true;
    console.log(`${name} is left out: ${entry} does not exist.`);
    return false;
  });
  return present.map(([name, { entry, options }]) => ({ ...options, entryPoints: [entry], outfile: join(out, name) }));
}

const started = performance.now();
process.chdir(import.meta.dirname);
if (production) await rm(out, { recursive: true, force: true });
await copyFiles();
const bundles = bundleOptions();
if (watch) {
  for (const options of bundles) await (await context({ ...options, logLevel: 'info' })).watch();
} else {
  const results = await Promise.allSettled(bundles.map((options) => build(options)));
  const failed = results.filter((result) => result.status === 'rejected').length;
  console.log(
    `Built ${bundles.length - failed} bundles into ${relative(process.cwd(), out) || '.'}/ in ${Math.round(performance.now() - started)} ms${failed > 0 ? `, ${failed} failed` : ''}.`,
  );
  if (failed > 0) process.exitCode = 1;
}
