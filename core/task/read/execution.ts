import { readDuration, readMemory, readPercentage } from '../quantity.ts';
import type { Execution, FailureKind } from '../task.ts';
import { child, type Node } from '../tree.ts';
import { numberOf, textOf, textsOf, wordOf } from './reading.ts';

/** `execution`, with its defaults. */
export function readExecution(node: Node | undefined): Execution {
  const workers = countOrPercent(node, 'workers');
  const maxFailures = countOrPercent(node, 'max_failures');
  const batch = numberOf(node, 'batch');
  const timeout = readTimeout(textOf(node, 'timeout') ?? '');
  const memory = readMemory(textOf(node, 'memory') ?? '');
  return {
    slots: numberOf(node, 'slots') ?? 1,
    retries: readRetries(child(node, 'retries')),
    onFailure: wordOf(node, 'on_failure', ['continue', 'stop']),
    order: wordOf(node, 'order', ['declared', 'shuffle', 'stride', 'coarse-to-fine']),
    ...(workers !== undefined && { workers: workers.kind === 'count' ? workers.value : { percent: workers.value } }),
    ...(maxFailures !== undefined && {
      maxFailures: maxFailures.kind === 'count' ? { count: maxFailures.value } : { percent: maxFailures.value },
    }),
    ...(batch !== undefined && { batch }),
    ...(timeout && { timeout }),
    ...(memory !== undefined && { memory }),
  };
}

function countOrPercent(node: Node | undefined, key: string): { readonly kind: 'count' | 'percent'; readonly value: number } | undefined {
  const count = numberOf(node, key);
  if (count !== undefined) return { kind: 'count', value: count };
  const percent = readPercentage(textOf(node, key) ?? '');
  return percent === undefined ? undefined : { kind: 'percent', value: percent };
}

function readTimeout(text: string): Execution['timeout'] {
  const milliseconds = readDuration(text);
  if (milliseconds !== undefined) return { milliseconds };
  const percentOfMedian = readPercentage(text);
  return percentOfMedian === undefined ? undefined : { percentOfMedian };
}

const FAILURE_KINDS: readonly FailureKind[] = ['exception', 'timeout', 'exit', 'signal', 'oom', 'crash', 'output', 'setup', 'start'];
/** What is worth another try when the file does not say: everything that is not the objective's own fault. */
const RETRIED: readonly FailureKind[] = ['timeout', 'signal', 'oom', 'crash'];

function readRetries(node: Node | undefined): Execution['retries'] {
  const on = textsOf(node, 'on');
  return {
    max: numberOf(node, 'max') ?? 0,
    on: child(node, 'on') ? FAILURE_KINDS.filter((kind) => on.includes(kind)) : RETRIED,
    backoff: readDuration(textOf(node, 'backoff') ?? '') ?? 0,
  };
}
