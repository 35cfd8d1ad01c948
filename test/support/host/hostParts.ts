/** VS Code 1.139.1 as an npm package. */
export const HOST_PACKAGE = 'code-server@4.139.1';

/** Digest of the package's archive; a different one is refused. */
export const HOST_SHA512 =
  '7d462f255773e19a1525f6a41a21965c532917c2b539bb2ba46bd7d7b67136928ecdd347b3b940353ebbd094ebe19840f039d6ab2bef9851bf7771d5f58cba7b';

/** Counts up when what is kept of the package changes, so that an older cache is not taken. */
export const HOST_LAYOUT = 4;

/** Built-in extensions that are left out: large or in need of native modules, and nothing that a sweep needs. The workbench knows all others by name and asks for them. */
export const LEFT_OUT: readonly string[] = [
  'copilot',
  'git',
  'mermaid-markdown-features',
  'ms-vscode.js-debug-companion',
  'ms-vscode.vscode-js-profile-table',
];

/** Of the package's 50 dependencies those that the server or the workbench load, found by leaving out all others. */
export const LOADED_PACKAGES: readonly string[] = [
  '@microsoft/1ds-core-js',
  '@microsoft/1ds-post-js',
  '@parcel/watcher',
  '@vscode/iconv-lite-umd',
  '@vscode/proxy-agent',
  '@vscode/ripgrep-universal',
  '@vscode/tree-sitter-wasm',
  '@vscode/vscode-languagedetection',
  '@xterm/addon-clipboard',
  '@xterm/addon-image',
  '@xterm/addon-ligatures',
  '@xterm/addon-progress',
  '@xterm/addon-search',
  '@xterm/addon-serialize',
  '@xterm/addon-unicode11',
  '@xterm/addon-webgl',
  '@xterm/headless',
  '@xterm/xterm',
  'cookie',
  'detect-libc',
  'http-proxy-agent',
  'https-proxy-agent',
  'jschardet',
  'katex',
  'minimist',
  'node-pty',
  'tas-client',
  'vscode-oniguruma',
  'vscode-regexpp',
  'vscode-textmate',
  'ws',
  'yauzl',
  'yazl',
];

/** Sources of small replacements for native modules: a logger that appends to a file, and a watchdog that does nothing. */
export const STAND_INS: Readonly<Record<string, string>> = {
  '@vscode/spdlog': `
const fs = require('node:fs');
class Logger {
  constructor(file) { this.file = file; this.level = 2; }
  getLevel() { return this.level; }
  setLevel(level) { this.level = level; }
  setPattern() {}
  clearFormatters() {}
  write(text) { try { fs.appendFileSync(this.file, text + '\\n'); } catch (error) { if (error.code !== 'ENOENT') throw error; } }
  trace(text) { this.write(text); }
  debug(text) { this.write(text); }
  info(text) { this.write(text); }
  warn(text) { this.write(text); }
  error(text) { this.write(text); }
  critical(text) { this.write(text); }
  flush() {}
  drop() {}
}
const create = async (name, file) => new Logger(file);
exports.Logger = Logger;
exports.createRotatingLogger = create;
exports.createAsyncRotatingLogger = create;
exports.setFlushOn = () => {};
exports.setLevel = () => {};
exports.shutdown = () => {};
exports.version = 0;
`,
  '@vscode/native-watchdog': 'exports.start = () => {};\n',
};
