import { userInfo } from 'node:os';
import * as z from 'zod';
import type { Vouched } from '../../protocol/manage.ts';
import { storedJson } from '../storedJson.ts';
import type { Origin } from '../store/curation.ts';
import type { Store } from '../store/store.ts';
import type { TaskView } from '../taskView.ts';

/** Begins an entry for runs that no sweep makes here, with who vouches for them; answers the function that ends it. */
export function vouchFor(
  of: { readonly store: Store; readonly view: TaskView },
  entry: { readonly kind: Vouched['kind']; readonly note: string; readonly count: number },
): { readonly sweep: number; readonly end: () => void } {
  const { store, view } = of;
  const { plan } = view;
  const task = store.taskId(plan.storedAs, plan.task.name);
  const fingerprint = store.fingerprintId(plan.fingerprint.digest, { ...plan.fingerprint.parts, ...plan.fingerprint.details });
  const text = JSON.stringify({ by: userName(), note: entry.note } satisfies z.infer<typeof vouchText>);
  const sweep = store.beginSweep({ task, fingerprint, objective: plan.objective, startedAt: Date.now(), text, selected: entry.count });
  return { sweep, end: () => store.endSweep(sweep, { finishedAt: Date.now(), end: entry.kind, summary: '{}' }) };
}

/** Who vouched for a run, for people. */
export function vouchedOf(origin: Origin | undefined): Vouched | undefined {
  if (!origin) return undefined;
  return { kind: origin.kind, at: origin.at, by: '', note: '', ...storedJson(vouchText, origin.text) };
}

const vouchText = z.object({ by: z.string(), note: z.string() });

/** A user that the system has no name for (in some containers) is shown by number. */
export function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${process.getuid?.() ?? ''}`;
  }
}
