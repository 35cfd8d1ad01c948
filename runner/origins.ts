import * as z from 'zod';
import { declaredAt } from '../core/task/declaredAt.ts';
import { lineIndex } from '../core/text.ts';
import { leavesOf, type ValueMap } from '../core/value/value.ts';
import type { ValueOrigin } from '../protocol/runner.ts';
import { fileAccess } from './fileAccess.ts';
import type { Store } from './store/store.ts';
import { storedJson } from './storedJson.ts';
import { storedName } from './storedName.ts';
import type { Plan } from './tasks.ts';

/** What a sweep's manifest says of values that were set for it. */
const setText = z.object({ origins: z.record(z.string(), z.string()).optional() });

interface Context {
  readonly store: Pick<Store, 'sweepRecord'>;
  readonly plan: Plan;
  readonly workspace: string;
}

/**
 * Where each value of an item comes from, by dotted name: what was set for the sweep that ran it, else the place in the
 * task file, in the file that it extends, or in its points file, else that of the schema's default.
 */
export function originsOf(context: Context, parameters: ValueMap, sweep: number | undefined): Readonly<Record<string, ValueOrigin>> {
  const origins: Record<string, ValueOrigin> = Object.create(null);
  const record = sweep === undefined ? undefined : context.store.sweepRecord(sweep);
  const set = storedJson(setText, record?.text)?.origins ?? {};
  for (const [name] of leavesOf(parameters)) {
    const from = Object.hasOwn(set, name) ? set[name] : undefined;
    const origin = from === undefined ? declared(context, name) : setOrigin(from);
    if (origin) origins[name] = origin;
  }
  return origins;
}

function setOrigin(from: string): ValueOrigin {
  return { kind: from === '--set' ? 'set' : 'parameters', at: from };
}

function declared({ plan, workspace }: Context, name: string): ValueOrigin | undefined {
  const said = declaredAt(plan.task.space, name);
  const at = said ?? plan.task.schema.parameters.get(name);
  if (!at) return undefined;
  const text = fileAccess.readText(at.file, LONGEST_TEXT);
  const line = text === undefined ? undefined : lineIndex(text).position(at.span.start).line + 1;
  const file = storedName(workspace, at.file);
  return { kind: said ? kindOf(at.file, plan) : 'default', at: file, ...(line !== undefined && { line }) };
}

/** Characters; of a longer file only the name is told. */
const LONGEST_TEXT = 10_000_000;

function kindOf(file: string, { task }: Plan): ValueOrigin['kind'] {
  if (file === task.file) return 'task';
  return /\.sweep\.ya?ml$/.test(file) ? 'extends' : 'points';
}
