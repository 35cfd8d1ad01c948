/** A promise about failures in reliability.md, section 6, and where it is put to the test. */
export interface Row {
  readonly id: string;
  readonly priority: 'P0' | 'P1' | 'P2';
  readonly promise: string;
  /** The number that the row asks for. */
  readonly asks: string;
  /** Test files of the quick tier that prove it beside, or instead of, the scenarios that name the row. */
  readonly tests: readonly string[];
}

const row = (line: string, ...tests: readonly string[]): Row => {
  const [id = '', priority, promise = '', asks = ''] = line.split(' | ');
  return { id, priority: priority === 'P0' || priority === 'P1' ? priority : 'P2', promise, asks, tests };
};

/** Failures that the runner has to live with (F39–F41 are the language server's). */
export const ROWS: readonly Row[] = [
  row('F01 | P0 | kill -9 of the runner loses nothing | 200 kills', 'test/runner/store/durable.test.ts'),
  row('F02 | P0 | a kill at each step loses nothing | every point, n = 1, 2, …'),
  row('F03 | P0 | what was told survives a power loss | 1000 moments; NORMAL must fail'),
  row('F04 | P0 | a full disk pauses | free again: on within 6 s'),
  row('F05 | P0 | a failing system call loses nothing | 300 injections', 'test/runner/store/keeper.test.ts'),
  row('F06 | P0 | windows and command lines share one runner | 50 rounds'),
  row('F07 | P0 | no writer is told that the store is busy | 12000 transactions, each < 1 s', 'test/runner/store/immediately.test.ts'),
  row('F08 | P0 | results taken away are rescued | 100 rounds', 'test/runner/store/taken.test.ts'),
  row('F09 | P0 | cancel leaves nothing | 12 shapes × 20'),
  row('F10 | P0 | a killed runner leaves no orphans | 50 rounds'),
  row('F11 | P0 | an endless item ends alone | 100 neighbours each'),
  row('F12 | P0 | an item that takes all memory ends alone | 50 runs'),
  row('F13 | P0 | an item that kills its worker ends alone | 6 deaths × first, middle, last'),
  row('F14 | P0 | errors after the answer are nobody else’s | 200 innocent items'),
  row('F15 | P0 | odd throws and returns are failures | 12 kinds'),
  row('F16 | P0 | floods of output disturb nothing | 5 kinds'),
  row('F17 | P0 | a worker that does not read holds nobody up | 4000 items', 'test/runner/objective/life.test.ts'),
  row('F18 | P0 | a reloaded window finds its sweep | 20 reloads, 5 kills of the host', 'test/ui/mainJob.test.ts'),
  row('F19 | P1 | sleep of the machine changes nothing | 10 s, all three'),
  row('F20 | P1 | jumps of the clock change nothing | 1000 sequences'),
  row('F21 | P0 | a damaged database is found and salvaged | 500 flips, 12 files', 'test/runner/store/recover.test.ts'),
  row('F22 | P0 | a newer database is refused in words | untouched', 'test/runner/store/hostile.test.ts'),
  row('F23 | P0 | an older database migrates atomically | every version, every step', 'test/runner/store/recover.test.ts'),
  row('F24 | P1 | a read-only workspace can be browsed | 3 of 3'),
  row('F25 | P1 | a locked database pauses | 10 s', 'test/runner/store/keeper.test.ts'),
  row('F26 | P1 | no WAL on a network disk | 7 file systems; 50 kills', 'test/runner/store/networkDisk.test.ts'),
  row('F27 | P1 | the log stays small beside a reader | 60 s, 1 M rows: ≤ 128 MB', 'test/runner/keepLog.test.ts'),
  row('F28 | P1 | an edit under a running sweep mixes nothing | 20 edits', 'test/runner/sweep/codeChanges.test.ts'),
  row('F29 | P1 | many failures with long traces stay small | 100 k × 1 MB: < 50 MB'),
  row('F30 | P1 | a million results open at once | counts < 500 ms'),
  row('F31 | P0 | values come back bit for bit | 100 k values, 4 paths'),
  row('F32 | P1 | odd encodings are read or refused in place | 40 files', 'test/core/task/parse.test.ts'),
  row('F33 | P1 | odd paths work | 14 names', 'test/runner/store/store.test.ts'),
  row('F34 | P1 | a half-written file is never a result | 100 kills'),
  row('F35 | P1 | poisoned points do not stop a sweep | 1 % of points'),
  row('F36 | P1 | what a client shows becomes what is stored | 500 schedules'),
  row('F37 | P2 | other versions are refused in words | 9 combinations', 'test/runner/attach.test.ts'),
  row('F38 | P2 | nothing grows in a long life | 8 h, 5 M items'),
  row('ACCOUNTING | P0 | no account is ever wrong, no row ever lost | random histories', 'test/runner/manage/history.test.ts'),
  row('S31 | P1 | user code reaches nothing of the runner | 100 of 100', 'test/runner/objective/hostileNode.test.ts'),
];
