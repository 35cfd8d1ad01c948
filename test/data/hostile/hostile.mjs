// An objective that misbehaves on demand: one function a mode.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const cycle = {};
cycle.self = cycle;

const trap = () => {
  throw new Error('trapped');
};
const hostileProxy = () => new Proxy({}, { get: trap, ownKeys: trap, getPrototypeOf: trap, has: trap });

const modes = {
  innocent: ({ x }) => ({ x }),
  raises() {
    throw new RangeError('the pendulum fell\nsecond line');
  },
  throwsNull() {
    throw null;
  },
  throwsUndefined() {
    throw undefined;
  },
  throwsText() {
    throw 'just text';
  },
  throwsProxy() {
    throw hostileProxy();
  },
  throwsCycle() {
    throw cycle;
  },
  throwsErrorWithTraps() {
    const error = new Error('hidden');
    Object.defineProperty(error, 'stack', { get: trap });
    throw error;
  },
  rejects: () => Promise.reject(new TypeError('rejected')),
  rejectsNull: () => Promise.reject(null),
  returnsError: () => new Error('returned'),
  returnsProxy: hostileProxy,
  returnsCycle: () => ({ at: cycle }),
  returnsFunction: () => ({ callback: () => 1 }),
  returnsSymbol: () => ({ model: { tag: Symbol('s') } }),
  returnsMap: () => ({ table: new Map() }),
  returnsList: () => [1],
  returnsText: () => 'fine',
  returnsHuge: () => ({ text: 'x'.repeat(17 * 1024 * 1024) }),
  returnsGetter: () => ({
    get value() {
      return trap();
    },
  }),
  exits: ({ code }) => process.exit(code),
  exitsLater: () => new Promise(() => setTimeout(() => process.exit(3), 5)),
  killsItself() {
    process.kill(process.pid, 'SIGKILL');
    for (;;);
  },
  aborts() {
    process.kill(process.pid, 'SIGABRT');
    for (;;);
  },
  busy() {
    for (;;);
  },
  never: () => new Promise(() => setInterval(() => undefined, 1000)),
  parks: () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0),
  redos: () => ({ found: /^(a+)+$/.test(`${'a'.repeat(40)}!`) }),
  spawnsSync: () => spawnSync('sleep', ['1000']).status,
  listens: ({ path }, { signal }) =>
    new Promise((_, reject) => {
      console.log('up');
      signal.addEventListener('abort', () => {
        fs.writeFileSync(path, 'aborted');
        reject(signal.reason);
      });
    }),
  growsBuffers() {
    const held = [];
    for (;;) held.push(Buffer.alloc(8 * 1024 * 1024, 1));
  },
  growsMap() {
    const held = new Map();
    for (let at = 0; ; at++) held.set(at, { at, text: `text ${at}` });
  },
  growsArray() {
    const held = [];
    for (;;) held.push([1, 2, 3, 4, 5, 6, 7, 8]);
  },
  garbage() {
    for (let fd = 3; fd < 40; fd++) {
      try {
        fs.writeSync(fd, '\0garbage\xff\n');
      } catch {}
    }
    return new Promise(() => setInterval(() => undefined, 1000));
  },
  closesAll() {
    for (let fd = 3; fd < 100; fd++) {
      try {
        fs.closeSync(fd);
      } catch {}
    }
    return {};
  },
  throwsInTimer: () => new Promise(() => setTimeout(() => trap(), 1)),
  rejectsUnhandled() {
    Promise.reject(new Error('nobody listens'));
    return sleep(1000);
  },
  lateThrow() {
    setTimeout(trap, 5);
    return {};
  },
  lateRejection() {
    setTimeout(() => Promise.reject(new Error('late')), 5);
    return {};
  },
  async slowInnocent({ x }) {
    await sleep(40);
    return { x };
  },
  pollutes() {
    Object.prototype.polluted = 1;
    JSON.stringify = () => 'no';
    Array.prototype.map = trap;
    return {};
  },
  special: () => ({ nan: NaN, inf: Infinity, ninf: -Infinity, zero: -0, big: 2n ** 70n, $: '\ud800\0é', date: new Date(0), list: new Float64Array([1, 2.5]), gone: undefined }),
  number: () => 2.5,
  nothing: () => undefined,
  prints() {
    console.log('to stdout');
    console.error('to stderr');
    process.stdout.write('no line feed');
    return {};
  },
  childPrints() {
    spawnSync('sh', ['-c', 'echo child out; echo child err >&2'], { stdio: 'inherit' });
    return {};
  },
  floods() {
    const line = `${'x'.repeat(65535)}\n`;
    for (let at = 0; at < 512; at++) process.stdout.write(line);
    return {};
  },
  leaks() {
    spawn('sleep', ['1000'], { stdio: 'ignore' }).unref();
    spawn('sleep', ['1000'], { stdio: 'ignore', detached: true }).unref();
    return {};
  },
  context: (_, context) => ({ seed: context.seed, replicate: context.replicate, a: context.newSeed(), b: context.newSeed(), c: context.newSeed(), aborted: context.signal.aborted }),
  reports(_, { report, log }) {
    for (let step = 0; step < 3; step++) report({ step, loss: 1 / (step + 1) });
    log('after', 3);
    return {};
  },
  writes(_, context) {
    fs.writeFileSync(`${context.dir}/kept.txt`, 'kept');
    return { dir: context.dir };
  },
};

export function f(parameters, context) {
  return modes[parameters.mode](parameters, context);
}
