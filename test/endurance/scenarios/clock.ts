import { type HistoryWorkspace, historyWorkspace } from '../../support/historyWorkspace.ts';
import { type Result, rounds, type Stage } from '../scenario.ts';

const DAY = 86_400_000;
const ITEMS = 40;
const FILE = 'a.sweep.yaml';
const code = (version: number): string =>
  `export const f = async ({ x }) => { await new Promise((go) => setTimeout(go, 2)); return { y: x + ${version} }; };\n`;

/** The clock of the machine jumps all the time, by hours, days or to 1970: no result is lost, no duration negative, and the newest attempt is the last one. */
export async function clockJumps(stage: Stage): Promise<Result> {
  const violations: string[] = [];
  let jumps = 0;
  const all = rounds(stage);
  for (const run of all) {
    const clock = jumpingClock(stage.chance);
    const workspace = await historyWorkspace({
      [FILE]: `run: { node: './f.mjs#f' }\nparameters: { x: { min: 1, max: ${ITEMS}, step: 1 } }\nexecution: { workers: 2 }\n`,
      'f.mjs': code(1),
    });
    try {
      violations.push(...(await liveThrough(workspace)).map((one) => `round ${run}: ${one}`));
    } finally {
      jumps += clock.stop();
      await workspace.close();
    }
  }
  return { runs: jumps, violations, notes: `jumps during ${all.at} histories of four sweeps` };
}

/** Stands for the clock of the machine, which a test must not set. */
function jumpingClock(chance: () => number): { stop(): number } {
  const real = Date.now;
  const begun = real();
  let [offset, jumps] = [0, 0];
  Date.now = () => real() + offset;
  const timer = setInterval(() => {
    jumps++;
    const ways = [0, DAY, -DAY, 3_600_000, -3_600_000, -begun, (chance() - 0.5) * 100 * DAY];
    offset = Math.round(ways[Math.floor(chance() * ways.length)] ?? 0);
  }, 5);
  return {
    stop() {
      clearInterval(timer);
      Date.now = real;
      return jumps;
    },
  };
}

async function liveThrough(workspace: HistoryWorkspace): Promise<readonly string[]> {
  const violations: string[] = [];
  for (const version of [1, 2, 1, 2]) {
    workspace.write({ 'f.mjs': code(version) });
    const { done, seconds } = await workspace.run(FILE, { select: 'all' });
    if (done !== ITEMS) violations.push(`${done} of ${ITEMS} are done`);
    if (seconds < 0) violations.push(`the sweep took ${seconds} s`);
    await workspace.reopen();
    violations.push(...judge((await workspace.runner.page({ file: FILE })).rows, version));
  }
  const { history } = await workspace.runner.item({ file: FILE, item: 0 });
  const attempts = history.map(({ attempt }) => attempt);
  if (attempts.some((one, at) => at > 0 && one <= (attempts[at - 1] ?? 0))) violations.push(`attempts come as ${attempts.join(' ')}`);
  return violations;
}

type Rows = Awaited<ReturnType<HistoryWorkspace['runner']['page']>>['rows'];

function judge(rows: Rows, version: number): readonly string[] {
  return rows.flatMap(({ state, seconds, parameters, outputs }) => {
    const x = Number(parameters['x']);
    const y = new Map(Object.entries(outputs ?? {})).get('y');
    return state === 'done' && y === x + version && (seconds ?? 0) >= 0
      ? []
      : [`x = ${x} is ${state} with ${String(y)} after ${String(seconds)} s`];
  });
}
