import type { Hostility, Misdeed } from './hostileItems.ts';

const python = (name: string, statement: string, more: Partial<Misdeed> = {}): Misdeed => ({
  name: `Python: ${name}`,
  kind: 'python',
  body: `if POISON:\n    ${statement.replaceAll('\n', '\n    ')}`,
  ...more,
});
const node = (name: string, statement: string, more: Partial<Misdeed> = {}): Misdeed => ({
  name: `Node: ${name}`,
  kind: 'node',
  body: `if (POISON) { ${statement} }`,
  ...more,
});
const command = (name: string, statement: string, more: Partial<Misdeed> = {}): Misdeed => ({
  name: `command: ${name}`,
  kind: 'command',
  body: `if POISON; then ${statement}; fi`,
  ...more,
});

const TIMEOUT = { fails: ['timeout'], message: /limit of 1 s/ } as const;

/** F11: nothing that an item waits for or computes outlasts its limit. */
export const LOOPS: Hostility = {
  items: 101,
  every: 100,
  execution: 'timeout: 1s',
  longest: 1.5,
  misdeeds: [
    python('a loop', 'while True: pass', TIMEOUT),
    python('native code', 'import hashlib\nhashlib.pbkdf2_hmac("sha256", b"a", b"b", 2 * 10**9)', TIMEOUT),
    python(
      'SQLite',
      'import sqlite3\nsqlite3.connect(":memory:").execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n").fetchall()',
      TIMEOUT,
    ),
    python('a regular expression', 'import re\nre.match("(a+)+$", "a" * 60 + "!")', TIMEOUT),
    node('a loop', 'for (;;);', TIMEOUT),
    node('a regular expression', "/^(a+)+$/.test('a'.repeat(60) + '!'); for (;;);", TIMEOUT),
    node('Atomics.wait', 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);', TIMEOUT),
    node('spawnSync', "(await import('node:child_process')).spawnSync('sleep', ['1000']);", TIMEOUT),
    node(
      'SQLite',
      "new (await import('node:sqlite')).DatabaseSync(':memory:').prepare('WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n').all();",
      TIMEOUT,
    ),
    command('a loop', 'while :; do :; done', TIMEOUT),
  ],
};

const OOM = { fails: ['oom'], message: /memory/, attempts: 2 } as const;
const HELD = 'const held = []; ';

/** F12: what takes all memory fails as that, and nobody else with it. The cap is 256 MiB, 20 % more is what the watch may miss. */
export const MEMORY: Hostility = {
  items: 12,
  every: 11,
  execution: 'memory: 256MiB',
  runnerMebibytes: 250,
  misdeeds: [
    python('a list', 'held = []\nwhile True: held.append([0] * 10000)', OOM),
    python('bytes', 'held = []\nwhile True:\n    held.append(bytearray(10**6))', OOM),
    python('a dict', 'held = {}\nwhile True: held[len(held)] = str(len(held))', OOM),
    python('deep recursion', 'import sys\nsys.setrecursionlimit(10**9)\ndef deep(n): return deep(n + 1)\ndeep(0)', {
      fails: ['oom', 'signal', 'exception'],
      attempts: 2,
    }),
    python('NumPy', 'import numpy\nheld = []\nwhile True: held.append(numpy.ones(10**6))', OOM),
    node('objects', `${HELD}for (let at = 0; ; at++) held.push({ at, text: 'text ' + at });`, OOM),
    node('arrays', `${HELD}for (;;) held.push([1, 2, 3, 4, 5, 6, 7, 8]);`, OOM),
    node('JSON', `${HELD}const text = JSON.stringify({ a: [1, 2, 3], b: 'x'.repeat(100) }); for (;;) held.push(JSON.parse(text));`, OOM),
    node('a map', 'const held = new Map(); for (let at = 0; ; at++) held.set(at, { at });', OOM),
    node('one array', `${HELD}for (;;) held.push(1.5);`, { ...OOM, fails: ['oom', 'exception'] }),
    node('split text', `${HELD}for (;;) held.push('ab,cd,'.repeat(200000).split(','));`, OOM),
    node(
      'texts',
      `${HELD}for (let at = 0; ; at++) held.push(('x' + at).repeat(100000) + Buffer.alloc(100000, 'y').toString('latin1'));`,
      OOM,
    ),
    node(
      'promises',
      `${HELD}for (;;) { held.push({ big: new Array(1000).fill(held.length) }); if (held.length % 100 === 0) await null; }`,
      OOM,
    ),
    node('buffers', `${HELD}for (;;) held.push(Buffer.alloc(8 * 1024 * 1024, 1));`, OOM),
    command('a child', 'python3 -c "a = []\nwhile True: a.append(bytearray(10**6))"', OOM),
  ],
};

/** F14: what happens after an item has answered is nobody else's. */
export const LATE: Hostility = {
  items: 200,
  every: 5,
  misdeeds: [
    node('a late throw', "setTimeout(() => { throw new Error('late'); }, 2);"),
    node('a late rejection', "setTimeout(() => Promise.reject(new Error('late')), 2);"),
    node('a rejection at once', "Promise.reject(new Error('late'));"),
    python('a thread', 'import threading\nthreading.Thread(target=lambda: (time.sleep(0.002), 1 / 0)).start()'),
    python('a timer signal', 'import threading\nthreading.Timer(0.002, lambda: [][1]).start()'),
  ],
};

const EXCEPTION = { fails: ['exception'] } as const;
const OUTPUT = { fails: ['output'] } as const;
const TRAP = "new Proxy({}, { get() { throw new Error('trapped'); }, ownKeys() { throw new Error('trapped'); } })";
const CYCLE = 'const cycle = {}; cycle.self = cycle; ';

/** F15: whatever is thrown or returned is a failure with words, never a success. */
export const ODD: Hostility = {
  items: 40,
  every: 10,
  misdeeds: [
    node('throw null', 'throw null;', { ...EXCEPTION, message: /null/ }),
    node('throw undefined', 'throw undefined;', { ...EXCEPTION, message: /undefined/ }),
    node('throw text', "throw 'just text';", { ...EXCEPTION, message: /just text/ }),
    node('throw a proxy', `throw ${TRAP};`, { ...EXCEPTION, message: /cannot be shown/ }),
    node('throw a cycle', `${CYCLE}throw cycle;`, EXCEPTION),
    node('reject null', 'return Promise.reject(null);', { ...EXCEPTION, message: /null/ }),
    node('return an error', "return new Error('returned');", { ...OUTPUT, message: /returned/ }),
    node('return a cycle', `${CYCLE}return { cycle };`, { ...OUTPUT, message: /contains itself/ }),
    node('return a function', 'return { f() {} };', { ...OUTPUT, message: /`f` is a function/ }),
    node('return a symbol', "return { s: Symbol('s') };", { ...OUTPUT, message: /`s` is a symbol/ }),
    node('return a proxy', `return ${TRAP};`, EXCEPTION),
    node('return a list', 'return [1];', OUTPUT),
    python('raise SystemExit', 'raise SystemExit(0)', { fails: ['exit'], attempts: 2 }),
    python('return an object', 'return {"a": object()}', { ...OUTPUT, message: /`a` is object/ }),
  ],
};

/** F16: what an item prints neither disturbs its answer nor stays in memory. */
export const PRINTING: Hostility = {
  items: 8,
  every: 7,
  runnerMebibytes: 250,
  misdeeds: [
    python('1 GiB', 'block = b"x" * 65535 + b"\\n"\nfor _ in range(16384): os.write(1, block)'),
    python('a line of 200 MB', 'block = b"x" * 10**6\nfor _ in range(200): os.write(1, block)'),
    python('binary', 'for at in range(2000): os.write(1, bytes(range(256)))'),
    python('what looks like an answer', 'for at in range(2000): os.write(1, b\'{"kind":"value","seq":1,"outputs":{}}\\n\')'),
    python('terminal sequences', 'for at in range(2000): os.write(2, b"\\x1b[31m\\x1b]52;c;aGk=\\x07\\x1b]8;;x\\x07")'),
    node('1 GiB', "const block = 'x'.repeat(65535) + '\\n'; for (let at = 0; at < 16384; at++) process.stdout.write(block);"),
    node('a line of 200 MB', "const block = 'x'.repeat(1000000); for (let at = 0; at < 200; at++) process.stdout.write(block);"),
    command('1 GiB on standard error', 'head -c 1073741824 /dev/zero >&2'),
  ],
};

/** F17: an item that takes away what its worker reads or answers on is charged with it, and nothing piles up in the runner. */
export const DEAF: Hostility = {
  items: 4000,
  every: 400,
  execution: 'timeout: 2s',
  runnerMebibytes: 250,
  misdeeds: [
    python('closes its pipes', 'os.closerange(3, 300)', { fails: ['crash', 'signal', 'exit'], attempts: 2 }),
    python('reads nothing', 'time.sleep(1000)', { fails: ['timeout'] }),
    node(
      'closes its pipes',
      "const { closeSync } = await import('node:fs'); for (let fd = 3; fd < 300; fd++) { try { closeSync(fd); } catch {} }",
      { fails: ['crash', 'signal', 'exit'], attempts: 2 },
    ),
    node('reads nothing', 'for (;;);', { fails: ['timeout'] }),
  ],
};
