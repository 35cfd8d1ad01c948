import type { OutputCheck } from '../../core/output/outputCheck.ts';
import type { Failure, Outcome } from '../../core/sweep/outcome.ts';
import type { Field } from '../../core/task/task.ts';
import { decode } from '../../core/value/encode.ts';
import { isValueMap, type ValueMap, valueMap } from '../../core/value/value.ts';
import { type CollectedFiles, collectFiles, type FilePlace } from './collectFiles.ts';
import { joinOutputs } from './joinOutputs.ts';
import type { Reports } from './reports.ts';

/** What the schema declares of outputs, made ready for many items. */
export interface DeclaredOutputs {
  readonly check: OutputCheck | undefined;
  /** Those of type `file`. */
  readonly files: readonly Field[];
}

/** What is known of an attempt besides its outcome. */
interface Findings {
  readonly reports: Reports | undefined;
  readonly collected?: CollectedFiles | undefined;
}

/**
 * The last word on an attempt of any kind of objective: what it reported and the files that it left become outputs, and
 * outputs that are not as the schema declares them make it a failure, which keeps them.
 */
export function finishOutcome(outcome: Outcome, declared: DeclaredOutputs | undefined, { reports, collected }: Findings): Outcome {
  if (outcome.kind === 'cancelled') return outcome;
  const reported = reports === undefined ? outcome : { ...outcome, outputs: reports.joinTo(outcome.outputs) };
  if (reported.kind !== 'value' || declared === undefined) return reported;
  const whole = collected ? { ...reported, outputs: joinOutputs(reported.outputs, collected.files, 'more') } : reported;
  const wrong = [...(collected?.wrong ?? []), ...(declared.check?.(mapping(whole.outputs)) ?? [])];
  return wrong.length === 0 ? whole : { kind: 'failure', failure: violation(wrong), seconds: whole.seconds, outputs: whole.outputs };
}

function violation(wrong: readonly string[]): Failure {
  const more = wrong.length > 1 ? ` (and ${wrong.length - 1} more)` : '';
  return { kind: 'output', type: 'Schema', message: `${wrong[0]}${more}`, trace: wrong.length > 1 ? wrong.join('\n') : '' };
}

/** The files of an attempt that ended well; nothing when it has none. */
export async function filesOf(
  outcome: Outcome,
  declared: DeclaredOutputs | undefined,
  place: FilePlace,
): Promise<CollectedFiles | 'given up' | undefined> {
  if (outcome.kind !== 'value' || declared === undefined || declared.files.length === 0) return undefined;
  try {
    return await collectFiles(declared.files, mapping(outcome.outputs), place);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return place.signal.aborted ? 'given up' : noFiles(`The files of the item could not be collected: ${error.message}`);
  }
}

/** None, and why. */
export function noFiles(why: string): CollectedFiles {
  return { files: valueMap(), wrong: [why] };
}

function mapping(outputs: string): ValueMap {
  const value = decode(outputs);
  return isValueMap(value) ? value : valueMap();
}
