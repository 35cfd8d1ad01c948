import { afterEach, describe, expect, it } from 'vitest';
import { type CliWorkspace, cliWorkspace } from '../../support/cliWorkspace.ts';

/** The published cases of the five systems, as their users would run them here; with what went wrong there. */

let opened: CliWorkspace | undefined;
afterEach(() => opened?.remove());

interface Step {
  /** Files that change before it. */
  readonly write?: Readonly<Record<string, string>>;
  readonly say: readonly string[];
  /** 0 where nothing else is said. */
  readonly code?: number;
  /** What the JSON answer holds. */
  readonly gives?: object;
}

interface Trial {
  readonly of: string;
  readonly files: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

const FILE = 'a.sweep.yaml';
const run: readonly string[] = ['run', FILE, '--json'];
const rows: readonly string[] = ['results', FILE, '--json'];

const GRID = `def f(a, b):\n    if BROKEN and a != b:\n        raise ValueError("no")\n    return a + b\n`;
const SQUARE = 'def f(x):\n    return x ** 2\n';
const ROUGH = `import sweepdeck\ndef f(treatment, delta=0):\n    if BROKEN and treatment == "more" and sweepdeck.replicate() == 1:\n        raise ValueError("no")\n    return sweepdeck.replicate() + delta\n`;
const TREATED = (delta: number, replicates: number): string =>
  `run: { python: m:f }\nreplicates: ${replicates}\ncases: { treatment: { baseline: {}, more: { delta: ${delta} } } }\n`;

const BUILDING = `import sweepdeck
def f(r_value, lpd, setpoint, economizer, weather):
    (sweepdeck.dir() / "timeseries.csv").write_text("time,energy\\n0,100\\n1,200\\n")
    heating = -1 if lpd in (4, 6) else 0
    return {"heating": heating, "cooling": 0, "lighting": 0, "equipment": 0, "fans": 0, "pumps": 0}
`;
const BUILDINGS = (setpoint: number): string => `run: { python: m:f }
schema:
  parameters:
    r_value: { type: float, min: 0, max: 15 }
    lpd: { type: float, min: 0, max: 20 }
    setpoint: { type: float, min: 12, max: 30 }
    economizer: { type: enum, values: [NoEconomizer, DifferentialDryBulb] }
    weather: { type: file }
  outputs: { heating: { type: float, min: 0 }, timeseries: { type: file, path: timeseries.csv } }
zip: { building: { lpd: { min: 1, max: 10, step: 1 }, r_value: { min: 0, max: 13.5, step: 1.5 } } }
parameters: { setpoint: ${setpoint}, economizer: NoEconomizer, weather: city.epw }
`;

const TRIALS: readonly Trial[] = [
  {
    of: 'psyrun: a file that results depend on, by content (file_dep)',
    files: {
      [FILE]: 'run: { python: m:f }\nparameters: { x: [2] }\ninputs: [in.txt]\n',
      'm.py': 'def f(x):\n    return x ** int(open("in.txt").read())\n',
      'in.txt': '2',
    },
    steps: [
      { say: run, gives: { executed: 1, done: 1 } },
      { say: rows, gives: [{ outputs: { value: 4 } }] },
      { write: { 'in.txt': '3' }, say: run, gives: { executed: 1, done: 1 } },
      { say: rows, gives: [{ outputs: { value: 8 } }] },
      { write: { 'in.txt': '3' }, say: run, gives: { executed: 0, cached: 1 } },
    ],
  },
  {
    of: 'psyrun: what is left of a grid of which two points failed (there: nothing)',
    files: { [FILE]: 'run: { python: m:f }\nparameters: { a: [1, 2], b: [1, 2] }\n', 'm.py': `BROKEN = True\n${GRID}` },
    steps: [
      { say: run, code: 2, gives: { done: 2, failed: 2 } },
      { say: ['status', FILE, '--json'], gives: [{ items: 4, done: 2, failed: 2 }] },
      { write: { 'm.py': `BROKEN = False\n${GRID}` }, say: ['retry', FILE, '--json'], code: 0, gives: { executed: 2 } },
    ],
  },
  {
    of: 'psyrun: points that are added to a space (--continue)',
    files: { [FILE]: 'run: { python: m:f }\nparameters: { x: [0, 1, 2, 3] }\n', 'm.py': SQUARE },
    steps: [
      { say: run, gives: { executed: 4 } },
      { write: { [FILE]: 'run: { python: m:f }\nparameters: { x: [0, 1, 2, 3, 4, 5] }\n' }, say: run, gives: { executed: 2, cached: 4 } },
      { say: rows, gives: [0, 1, 4, 9, 16, 25].map((value) => ({ outputs: { value } })) },
    ],
  },
  {
    of: 'entropic: a sweep with a cached point and an equal one, in the order of the grid',
    files: { [FILE]: 'run: { python: m:f }\nparameters: { x: [1] }\n', 'm.py': SQUARE },
    steps: [
      { say: run, gives: { executed: 1 } },
      { write: { [FILE]: 'run: { python: m:f }\nparameters: { x: [3, 1, 3, 1e-13, 0] }\n' }, say: run, gives: { items: 4, executed: 3 } },
      { say: ['results', FILE, '--where', 'x > 0.5', '--json'], gives: [{ parameters: { x: 3 } }, { parameters: { x: 1 } }] },
      { say: ['run', FILE, '--force', '--limit', '1', '--json'], gives: { executed: 1 } },
      { say: ['results', FILE, '--limit', '1', '--json'], gives: [{ attempts: 2 }] },
    ],
  },
  {
    of: 'pystematic: the parameters of a run are those of another one, names are strict, and $HOME is nobody’s',
    files: {
      [FILE]: 'run: { python: m:f }\nparameters: { home: here, x: [1, 2] }\n',
      'm.py': 'def f(home, x):\n    return {"home": home}\n',
      'parameters.yaml': 'x: 7\n',
      'more.yaml': 'x: 7\nlearning_rate: 1\n',
    },
    steps: [
      { say: [...run, '--parameters', 'parameters.yaml'], gives: { items: 1, executed: 1 } },
      { say: [...rows, '--orphans'], gives: [{ parameters: { home: 'here', x: 7 }, outputs: { home: 'here' } }] },
      { say: ['run', FILE, '--parameters', 'more.yaml'], code: 1 },
    ],
  },
  {
    of: 'crystallize: a failed replicate runs again, alone; a changed treatment and more replicates run, the others stay',
    files: { [FILE]: TREATED(10, 5), 'm.py': `BROKEN = True\n${ROUGH}` },
    steps: [
      { say: run, code: 2, gives: { items: 10, done: 9, failed: 1 } },
      { say: run, code: 2, gives: { executed: 1, failed: 1 } },
      {
        write: { 'm.py': `BROKEN = False\n${ROUGH}` },
        say: ['retry', FILE, '--json'],
        gives: { executed: 1, failed: 0 },
      },
      { say: run, gives: { done: 10 } },
      { write: { [FILE]: TREATED(999, 8) }, say: run, gives: { items: 16, executed: 3 + 8, cached: 5 } },
    ],
  },
  {
    of: 'scythe: ten buildings of which two give what the schema refuses (there: they vanish)',
    files: { [FILE]: BUILDINGS(20), 'm.py': BUILDING, 'city.epw': 'weather' },
    steps: [
      { write: { [FILE]: BUILDINGS(11) }, say: run, code: 1, gives: { problems: [{ code: 'outside-schema' }] } },
      { write: { [FILE]: BUILDINGS(20) }, say: run, code: 2, gives: { items: 10, done: 8, failed: 2 } },
      {
        say: rows,
        gives: Array.from({ length: 10 }, (_, at) => ({
          parameters: { lpd: at + 1, r_value: 1.5 * at },
          state: at === 3 || at === 5 ? 'failed' : 'done',
          outputs: { heating: at === 3 || at === 5 ? -1 : 0, pumps: 0, timeseries: { bytes: 24 } },
        })),
      },
    ],
  },
];

/** Every step is a process of its own, on a machine that may be busy. */
describe('what users of the five systems know', { timeout: 180_000 }, () => {
  it.each(TRIALS)('$of', async ({ files, steps }) => {
    const here = cliWorkspace(files);
    opened = here;
    for (const { write, say, code, gives } of steps) {
      if (write) here.write(write);
      const ran = await here.run(...say);
      expect(ran.code, `${say.join(' ')}: ${ran.stderr}`).toBe(code ?? 0);
      if (gives !== undefined) expect(ran.json(), say.join(' ')).toMatchObject(gives);
    }
  });
});
