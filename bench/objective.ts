/*
 * Items per second through the workers alone: two workers, batches of 256, a trivial objective, no store.
 * node bench/objective.ts [items]
 */
import type { Run } from '../core/task/task.ts';
import { startWorker } from '../runner/objective/startWorker.ts';
import type { Job, ObjectiveWorker } from '../runner/objective/worker.ts';
import { job, nodeRun, pythonRun, workerSetup } from '../test/support/objective.ts';

const ITEMS = Number(process.argv[2] ?? 200_000);
const BATCH = 256;
const WORKERS = 2;

for (const [name, run] of [
  ['Python', pythonRun('trivial:f')],
  ['Node', nodeRun('./trivial.mjs#f')],
] as const) {
  const { start, seconds, cpu } = await measure(run);
  console.log(
    `${name}: ${Math.round(ITEMS / seconds)} items/s over ${WORKERS} workers (${start.toFixed(0)} ms until both were ready, ${(cpu / ITEMS).toFixed(2)} µs of this process an item)`,
  );
}

async function measure(run: Run): Promise<{ readonly start: number; readonly seconds: number; readonly cpu: number }> {
  const began = performance.now();
  let next = 0;
  let done = 0;
  const finished = Promise.withResolvers<void>();
  const jobs = (): Job[] => Array.from({ length: Math.min(BATCH, ITEMS - next) }, () => job(++next, { a: next % 10, b: next % 100 }));
  const workers: ObjectiveWorker[] = [];
  await new Promise<void>((resolve) => {
    let ready = 0;
    for (let index = 0; index < WORKERS; index++) {
      let open = 0;
      const feed = (): void => {
        for (let batch = jobs(); batch.length > 0; batch = open < 2 * BATCH ? jobs() : []) {
          open += batch.length;
          workers[index]?.send(batch);
        }
      };
      workers.push(
        startWorker(workerSetup(run), {
          ready: () => void (++ready === WORKERS && resolve()),
          outcomes: (ended) => {
            const other = ended.find(({ outcome }) => outcome.kind !== 'value');
            if (other) throw new Error(JSON.stringify(other.outcome));
            open -= ended.length;
            done += ended.length;
            if (done === ITEMS) finished.resolve();
            if (open <= BATCH) feed();
          },
          returned: () => undefined,
          report: () => undefined,
          ended: (end) => void (end.kind === 'refused' && finished.reject(new Error(end.failure.message))),
        }),
      );
      feed();
    }
  });
  const begun = performance.now();
  const cpuBegun = process.cpuUsage();
  await finished.promise;
  const seconds = (performance.now() - begun) / 1000;
  const { user, system } = process.cpuUsage(cpuBegun);
  await Promise.all(workers.map((worker) => worker.stop()));
  return { start: begun - began, seconds, cpu: user + system };
}
