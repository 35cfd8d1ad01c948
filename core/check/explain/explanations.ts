import type { ProblemCode } from '../problem.ts';
import type { Explanation } from './explanation.ts';
import { FORM } from './form.ts';
import { OBJECTIVE } from './objective.ts';
import { SPACE } from './space.ts';

/** Every diagnostic code explained: the documentation page is made of it, and a code without explanation does not compile. */
export const EXPLANATIONS: Readonly<Record<ProblemCode, Explanation>> = { ...FORM, ...SPACE, ...OBJECTIVE };
