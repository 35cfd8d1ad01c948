import type { FailureKind } from '../task/task.ts';

/** How one attempt ended: data, never an exception. `outputs` is encoded (core/value/encode.ts). */
export type Outcome =
  | { readonly kind: 'value'; readonly outputs: string; readonly seconds: number }
  | { readonly kind: 'failure'; readonly failure: Failure; readonly seconds: number; readonly outputs?: string }
  | { readonly kind: 'cancelled' };

/** Why an attempt failed. `message` is one line; `trace` what the language shows, folded to at most 64 KiB. */
export interface Failure {
  readonly kind: FailureKind;
  readonly type: string;
  readonly message: string;
  readonly trace: string;
}

/** Type of the failure to start a worker because the system allows no further process or file. */
export const LIMIT_REACHED = 'LimitReached';
