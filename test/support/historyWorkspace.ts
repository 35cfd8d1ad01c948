import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunSummary, StartRequest, TaskStatus } from '../../protocol/runner.ts';
import { type OpenRunner, openRunner } from '../../runner/openRunner.ts';
import type { Runner } from '../../runner/runner.ts';

/** A runner in this process on a temporary workspace, with real workers and a real store. */
export interface HistoryWorkspace {
  readonly folder: string;
  /** What other processes need to see the same workspace. */
  readonly env: Readonly<Record<string, string>>;
  /** The one that is open now. */
  readonly runner: Runner;
  write(files: Readonly<Record<string, string>>): void;
  remove(file: string): void;
  /** Runs a task and waits for its end. */
  run(file: string, more?: Partial<StartRequest>): Promise<RunSummary>;
  status(file: string): Promise<TaskStatus>;
  /** Ends the runner and begins another one; in between nobody has the workspace. */
  reopen(between?: () => unknown): Promise<void>;
  close(): Promise<void>;
}

export async function historyWorkspace(files: Readonly<Record<string, string>>): Promise<HistoryWorkspace> {
  const base = mkdtempSync(join(tmpdir(), 'sd-history-'));
  process.env['SWEEPDECK_DATA_DIR'] = join(base, 'data');
  const folder = join(base, 'workspace');
  mkdirSync(folder);
  const write = (more: Readonly<Record<string, string>>): void => {
    for (const [name, text] of Object.entries(more)) writeFileSync(join(folder, name), text);
  };
  write(files);
  const ended = new Map<number, RunSummary>();
  const waiting = new Map<number, (summary: RunSummary) => void>();
  const begin = async (): Promise<OpenRunner> => {
    const opened = await openRunner(folder);
    opened.runner.subscribe({
      changed: () => undefined,
      ended(summary) {
        ended.set(summary.sweep, summary);
        waiting.get(summary.sweep)?.(summary);
      },
    });
    return opened;
  };
  let open = await begin();
  return {
    folder,
    env: { SWEEPDECK_DATA_DIR: join(base, 'data'), XDG_RUNTIME_DIR: base },
    get runner() {
      return open.runner;
    },
    write,
    remove: (file) => rmSync(join(folder, file)),
    async run(file, more = {}) {
      const answer = await open.runner.start({ file, ...more });
      if (answer.kind !== 'started') throw new Error(JSON.stringify(answer));
      return ended.get(answer.sweep) ?? new Promise((resolve) => waiting.set(answer.sweep, resolve));
    },
    async status(file) {
      const [status] = await open.runner.status({ files: [file] });
      if (!status) throw new Error(`no status of ${file}`);
      return status;
    },
    async reopen(between: () => unknown = () => undefined) {
      await open.close();
      await between();
      open = await begin();
    },
    async close() {
      await open.close();
      rmSync(base, { recursive: true, force: true });
    },
  };
}
