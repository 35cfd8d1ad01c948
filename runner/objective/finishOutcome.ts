import type { OutputCheck } from '../../core/output/outputCheck.ts';
import type { Outcome } from '../../core/sweep/outcome.ts';
import { decode } from '../../core/value/encode.ts';
import { isValueMap, valueMap } from '../../core/value/value.ts';
import type { Reports } from './reports.ts';

/**
 * The last word on an attempt of any kind of objective: what it reported becomes outputs, and outputs that are not as
 * the schema declares them make it a failure, which keeps them.
 */
export function finishOutcome(
  outcome: Outcome,
  of: { readonly reports: Reports | undefined; readonly check: OutputCheck | undefined },
): Outcome {
  if (outcome.kind === 'cancelled') return outcome;
  const whole = of.reports === undefined ? outcome : { ...outcome, outputs: of.reports.joinTo(outcome.outputs) };
  return whole.kind === 'value' && of.check ? checked(whole, of.check) : whole;
}

function checked(outcome: Extract<Outcome, { kind: 'value' }>, check: OutputCheck): Outcome {
  const outputs = decode(outcome.outputs);
  const wrong = check(isValueMap(outputs) ? outputs : valueMap());
  const [first] = wrong;
  if (first === undefined) return outcome;
  const more = wrong.length > 1 ? ` (and ${wrong.length - 1} more)` : '';
  const failure = { kind: 'output', type: 'Schema', message: `${first}${more}`, trace: wrong.length > 1 ? wrong.join('\n') : '' } as const;
  return { kind: 'failure', failure, seconds: outcome.seconds, outputs: outcome.outputs };
}
