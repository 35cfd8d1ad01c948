import { availableParallelism, cpus, hostname, release, totalmem } from 'node:os';
import * as z from 'zod';
import { fieldsJsonSchema } from '../../core/task/fieldJsonSchema.ts';
import { leavesOf } from '../../core/value/value.ts';
import type { StartRequest } from '../../protocol/runner.ts';
import type { Manifest } from '../../protocol/versions.ts';
import { RunnerError } from '../../protocol/errors.ts';
import { storedJson } from '../storedJson.ts';
import type { Store } from '../store/store.ts';
import type { TaskView } from '../taskView.ts';
import { findFrozen } from '../versions/frozen.ts';
import type { SweepRecord } from '../store/curation.ts';
import type { LoadedTask, Plan } from '../tasks.ts';
import { madeIn } from '../provenance.ts';
import { VERSION } from '../version.ts';
import type { GitState } from './git.ts';
import type { InputFiles } from './inputFiles.ts';

/** What is noted when a sweep begins; kept as the text of its row. */
export interface Beginning {
  readonly plan: Plan;
  readonly files: InputFiles | undefined;
  readonly git: GitState | undefined;
  /** The interpreter, or the program that starts the objective. */
  readonly program: string;
  readonly set: LoadedTask['set'];
  /** Where the values of `set` come from. */
  readonly origins: StartRequest['origins'];
}

/** The first part of a manifest, as JSON. */
export function beginningText({ plan, files, git, program, set, origins }: Beginning): string {
  const { task, run, space } = plan;
  const [cpu] = cpus();
  return JSON.stringify({
    format: 1,
    made: madeIn(run, program),
    sweepdeck: VERSION,
    task: { file: plan.storedAs, name: task.name, ...files },
    ...(set && { set, origins: origins ?? Object.fromEntries(Array.from(leavesOf({ ...set }), ([name]) => [name, '--set'])) }),
    run: { kind: run.kind, ...('target' in run && { target: run.target }), program },
    replicates: task.replicates,
    schema: {
      parameters: fieldsJsonSchema(task.schema.parameters, 'parameters', space.names),
      outputs: fieldsJsonSchema(task.schema.outputs, 'outputs'),
    },
    ...(git && { git }),
    machine: {
      host: hostname(),
      platform: process.platform,
      release: release(),
      architecture: process.arch,
      cores: availableParallelism(),
      ...(cpu && { cpu: cpu.model }),
      memory: totalmem(),
    },
  });
}

/** The manifest of the newest sweep of a task, or of a version. */
export function manifestFor({ store, view }: { readonly store: Store; readonly view: TaskView }, version: string | undefined): Manifest {
  const ran = view.task === 0 ? [] : store.sweepsOf(view.task, 'run');
  const sweep = version === undefined ? ran.at(-1)?.id : findFrozen(store, view.task, version).text.sweep;
  const record = ran.find((one) => one.id === sweep);
  if (!record) throw new RunnerError('bad-request', 'No sweep of this task was run here, so there is no manifest yet.');
  return manifestOf(record);
}

/** The manifest of a sweep, from what was noted at its beginning and at its end. */
function manifestOf(record: SweepRecord): Manifest {
  const beginning = storedJson(MAPPING, record.text);
  const { interpreter, packages, ...counts } = storedJson(MAPPING, record.summary) ?? {};
  return {
    sweep: record.id,
    started: new Date(record.startedAt).toISOString(),
    finished: record.finishedAt === null ? null : new Date(record.finishedAt).toISOString(),
    end: record.ended,
    selected: record.selected,
    counts,
    ...beginning,
    fingerprint: { digest: record.digest, parts: record.parts },
    ...(interpreter !== undefined && { interpreter }),
    ...(packages !== undefined && { packages }),
  };
}

const MAPPING = z.record(z.string(), z.unknown());
