import type { At } from '../text.ts';

export type Severity = 'error' | 'warning' | 'information';

/** Every diagnostic code with its severity; stable, documented, the same in editor and command line (task-file.md, "Diagnostics"). */
export const SEVERITY = {
  'unknown-key': 'error',
  'missing-key': 'error',
  'wrong-type': 'error',
  'duplicate-key': 'error',
  'yaml-syntax': 'error',
  'ambiguous-scalar': 'warning',
  'mixed-axis-group': 'error',
  'min-greater-than-max': 'error',
  'incomplete-range': 'error',
  'continuous-in-grid': 'error',
  'log-nonpositive': 'error',
  'step-misses-max': 'warning',
  'too-few-distinct': 'warning',
  'duplicate-value': 'warning',
  'duplicate-parameter': 'error',
  'zip-length': 'error',
  'zip-unpaired-file': 'error',
  'empty-axis': 'warning',
  'no-file-matches': 'error',
  'unknown-name': 'error',
  'expression-syntax': 'error',
  'expression-type': 'error',
  'constraint-always-false': 'error',
  'constraint-always-true': 'warning',
  'empty-sweep': 'error',
  'large-sweep': 'warning',
  'exclude-matches-nothing': 'warning',
  'include-already-present': 'information',
  'outside-schema': 'error',
  'not-in-enum': 'error',
  'missing-parameter': 'error',
  'unused-parameter': 'warning',
  'unknown-placeholder': 'error',
  'function-not-found': 'error',
  'module-not-found': 'error',
  'file-not-found': 'error',
  'unknown-argument': 'error',
  'missing-argument': 'error',
  'argument-type': 'warning',
  'metric-not-in-outputs': 'warning',
  'hypothesis-syntax': 'error',
  'shell-string': 'warning',
  'timeout-too-short': 'warning',
  'slots-exceed-workers': 'warning',
  'lhs-resample': 'information',
  'too-many-dimensions': 'error',
  'too-many-rejections': 'error',
  'extends-cycle': 'error',
  'extends-missing': 'error',
  'reserved-name': 'error',
  'alias-bomb': 'error',
  'too-deep': 'error',
  'when-never-true': 'warning',
  'points-merged': 'warning',
  'not-available-yet': 'error',
  'stale-items': 'information',
  'failed-items': 'warning',
  'orphan-items': 'information',
} as const satisfies Record<string, Severity>;

export type ProblemCode = keyof typeof SEVERITY;

/** One mistake, said once, where it is. */
export interface Problem extends At {
  readonly code: ProblemCode;
  readonly severity: Severity;
  /** One sentence for a person: what is wrong and what to do. */
  readonly message: string;
  readonly related?: readonly RelatedPlace[];
  /** What a quick fix needs to know; its shape belongs to the code (see core/fix). */
  readonly data?: Readonly<Record<string, unknown>>;
}

export interface RelatedPlace extends At {
  readonly message: string;
}

/** Whether something inside this place was refused as ill-formed: what follows from that is no mistake of its own. */
export function refusedWithin(problems: readonly Problem[], { file, span }: At): boolean {
  return problems.some((one) => one.code === 'wrong-type' && one.file === file && span.start <= one.span.start && one.span.end <= span.end);
}

export function problem(code: ProblemCode, at: At, message: string, more: Pick<Problem, 'related' | 'data'> = {}): Problem {
  return { code, severity: SEVERITY[code], message, file: at.file, span: at.span, ...more };
}
