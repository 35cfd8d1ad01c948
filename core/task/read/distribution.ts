import { problem } from '../../check/problem.ts';
import type { FieldType, Generator } from '../task.ts';
import { child, entry, type MappingNode } from '../tree.ts';
import { numberOf, type Reading, textOf } from './reading.ts';

/** What an axis says besides its distribution. */
interface Ends {
  readonly type?: FieldType;
  readonly min: string | undefined;
  readonly max: string | undefined;
}

/** A normal or log-normal distribution, perhaps cut; `undefined`, with a problem, when it does not say enough. */
export function readNormal(reading: Reading, name: string, node: MappingNode, { type, min, max }: Ends): Generator | undefined {
  const scale = entry(node, 'scale');
  if (scale && textOf(node, 'scale') === 'log') {
    reading.problems.push(
      problem(
        'wrong-type',
        scale.keyAt,
        `\`${name}\` is drawn from a normal distribution: write \`distribution: lognormal\` instead of \`scale: log\`.`,
      ),
    );
    return undefined;
  }
  const [mean, std] = [numberOf(node, 'mean'), numberOf(node, 'std')];
  for (const key of ['mean', 'std']) if (child(node, key) === undefined) reading.problems.push(missing(name, node, key));
  if (mean === undefined || std === undefined) return undefined;
  const logarithmic = textOf(node, 'distribution') === 'lognormal';
  return {
    kind: 'normal',
    ...(type && { type }),
    mean,
    std,
    logarithmic,
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
  };
}

function missing(name: string, node: MappingNode, key: string) {
  const at = entry(node, 'distribution')?.keyAt ?? node;
  return problem('missing-key', at, `The distribution of \`${name}\` needs \`${key}\`.`, { data: { key, beside: true } });
}
