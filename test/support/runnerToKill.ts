/* A process in the place of the runner: owns one worker with a busy item, says so, and waits to be killed. */
import { startWorker } from '../../runner/objective/startWorker.ts';
import { job, nodeRun, probe, pythonRun, shellRun, workerSetup } from './objective.ts';

const [token = '', kind, mode = ''] = process.argv.slice(2);
const functions = kind === 'python' ? pythonRun('hostile:f') : nodeRun('./hostile.mjs#f');
const worker = probe(startWorker, workerSetup(kind === 'shell' ? shellRun(mode) : functions, { token }));
await worker.ready;
worker.worker.send([job(1, { mode: 'innocent' }), job(2, { mode })]);
// A command prints first; for the others the innocent item in front of the busy one says that it runs.
const runs = (): boolean => (kind === 'shell' ? (worker.worker.peek()?.output.stdout.length ?? 0) > 0 : worker.told.outcomes.size > 0);
while (!runs()) await new Promise((resolve) => setImmediate(resolve));
process.stdout.write('busy\n');
