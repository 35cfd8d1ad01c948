import type { Scenario } from './scenario.ts';
import { halfFiles } from './scenarios/artifacts.ts';
import { brokenLines } from './scenarios/brokenLines.ts';
import { longReader } from './scenarios/longReader.ts';
import { manyFailures } from './scenarios/manyFailures.ts';
import { million } from './scenarios/million.ts';
import { soak } from './scenarios/soak.ts';
import { asleep } from './scenarios/asleep.ts';
import { badCalls } from './scenarios/badCalls.ts';
import { codeChanges } from './scenarios/codeChanges.ts';
import { cancels, orphans } from './scenarios/ends.ts';
import { faultPoints, namedPoints } from './scenarios/faultPoints.ts';
import { fullDisk } from './scenarios/fullDisk.ts';
import { runnerKills, workerKills } from './scenarios/kills.ts';
import { poison } from './scenarios/poison.ts';
import { powerLoss, powerLossUnsafe } from './scenarios/powerLoss.ts';
import { takenAway } from './scenarios/takenAway.ts';
import { takenOver } from './scenarios/takenOver.ts';
import { together } from './scenarios/together.ts';
import { contention } from './scenarios/contention.ts';
import { clockJumps } from './scenarios/clock.ts';
import { damaged } from './scenarios/damaged.ts';
import { randomHistories } from './scenarios/histories.ts';
import { newer, older } from './scenarios/schemas.ts';
import { hostileItems } from './scenarios/hostileItems.ts';
import { DEAF, LATE, LOOPS, MEMORY, ODD, PRINTING } from './scenarios/misdeeds.ts';
import { oddNames } from './scenarios/oddNames.ts';
import { readOnly } from './scenarios/readOnly.ts';
import { reloads, windowsTogether } from './scenarios/windows.ts';
import { values } from './scenarios/values.ts';
import { lockedByOthers, refusedCommits } from './scenarios/unavailable.ts';

/** All of them, with how often each runs in `npm test` and in `npm run test:endurance`. */
export const SCENARIOS: readonly Scenario[] = [
  { name: 'fault points, kill -9', rows: 'F02', quick: 2, full: 1000, run: (stage) => faultPoints(stage) },
  { name: 'points by name, kill -9', rows: 'F02', quick: 0, full: 100, run: namedPoints },
  { name: 'fault points, uncaught error', rows: 'F02', quick: 0, full: 1000, run: (stage) => faultPoints(stage, 'throw') },
  { name: 'kill -9 of the runner', rows: 'F01', quick: 3, full: 200, run: (stage) => runnerKills(stage) },
  {
    name: 'kill -9 of the runner on a network disk',
    rows: 'F26',
    quick: 1,
    full: 50,
    run: (stage) => runnerKills(stage, { SWEEPDECK_NETWORK_DISK: '1' }),
  },
  { name: 'kill -9 of workers', rows: 'F13', quick: 5, full: 100, run: workerKills },
  { name: 'items that kill their worker', rows: 'F13 F35', quick: 2, full: 48, run: poison },
  { name: 'command lines together', rows: 'F06', quick: 3, full: 50, run: together },
  { name: 'windows and a command line', rows: 'F06', quick: 1, full: 50, run: windowsTogether },
  { name: 'windows that come and go', rows: 'F18', quick: 7, full: 140, run: reloads },
  { name: 'results taken away', rows: 'F08', quick: 1, full: 100, run: takenAway },
  { name: 'taken over by another runner', rows: 'F08', quick: 1, full: 20, run: takenOver },
  { name: 'cancel', rows: 'F09', quick: 3, full: 240, run: cancels },
  { name: 'orphans of a killed runner', rows: 'F10', quick: 4, full: 112, run: orphans },
  { name: 'stopped and continued', rows: 'F19', quick: 1, full: 18, run: asleep },
  { name: 'full disk', rows: 'F04', quick: 1, full: 10, run: fullDisk },
  { name: 'refused commits', rows: 'F04 F05', quick: 1, full: 24, run: refusedCommits },
  { name: 'system calls that fail', rows: 'F05', quick: 0, full: 336, run: badCalls },
  { name: 'locked by another program', rows: 'F25', quick: 0, full: 4, run: lockedByOthers },
  { name: 'items that never end', rows: 'F11', quick: 0, full: 50, run: (stage) => hostileItems(stage, LOOPS) },
  { name: 'items that take all memory', rows: 'F12', quick: 0, full: 60, run: (stage) => hostileItems(stage, MEMORY) },
  { name: 'errors after the answer', rows: 'F14', quick: 1, full: 20, run: (stage) => hostileItems(stage, LATE) },
  { name: 'odd errors and answers', rows: 'F15', quick: 1, full: 28, run: (stage) => hostileItems(stage, ODD) },
  { name: 'floods of output', rows: 'F16', quick: 0, full: 24, run: (stage) => hostileItems(stage, PRINTING) },
  { name: 'workers that do not read', rows: 'F17', quick: 0, full: 20, run: (stage) => hostileItems(stage, DEAF) },
  { name: 'writers beside each other', rows: 'F07', quick: 100, full: 3000, run: contention },
  { name: 'a damaged database', rows: 'F21', quick: 30, full: 512, run: damaged },
  { name: 'a newer database', rows: 'F22', quick: 0, full: 20, run: newer },
  { name: 'an older database', rows: 'F23', quick: 0, full: 48, run: older },
  { name: 'values there and back', rows: 'F31', quick: 1, full: 40, run: values },
  { name: 'jumps of the clock', rows: 'F20', quick: 1, full: 20, run: clockJumps },
  { name: 'code that changes in mid-run', rows: 'F28', quick: 2, full: 60, run: codeChanges },
  { name: 'a long reader', rows: 'F27', quick: 0, full: 10, run: longReader },
  { name: 'failures with long traces', rows: 'F29', quick: 200, full: 20_000, run: manyFailures },
  { name: 'a million results', rows: 'F30', quick: 0, full: 1_000_000, run: million },
  { name: 'files that were being written', rows: 'F34', quick: 1, full: 100, run: halfFiles },
  { name: 'broken lines between window and runner', rows: 'F36', quick: 8, full: 500, run: brokenLines },
  { name: 'a long life', rows: 'F38', quick: 3, full: 1000, run: soak },
  { name: 'odd names', rows: 'F33', quick: 0, full: 60, run: oddNames },
  { name: 'a read-only workspace', rows: 'F24', quick: 0, full: 9, run: readOnly },
  { name: 'random histories', rows: 'ACCOUNTING', quick: 0, full: 1000, run: randomHistories },
  { name: 'power loss', rows: 'F03', quick: 0, full: 1000, run: powerLoss },
  { name: 'power loss under synchronous=NORMAL', rows: 'F03', quick: 0, full: 200, run: powerLossUnsafe },
];
