import { child } from '../../task/tree.ts';
import type { TaskRule } from '../check.ts';
import { axesOf } from '../factors.ts';
import { problem } from '../problem.ts';

/** A logarithmic scale cannot reach zero or cross it. */
export const logNonpositive: TaskRule = function* ({ task, axisNodes }) {
  for (const axis of axesOf(task.space)) {
    const { generator } = axis;
    const node = axisNodes.get(axis);
    if (node === undefined || !('scale' in generator) || generator.scale !== 'log') continue;
    const key = Number(generator.min) <= 0 ? 'min' : 'max';
    if (Number(generator.min) > 0 && Number(generator.max) > 0) continue;
    const [at, scale] = [child(node, key), child(node, 'scale')];
    yield problem(
      'log-nonpositive',
      at ?? axis,
      `\`scale: log\` needs ends above 0, but \`${key}\` is ${generator[key]}: raise it, or use \`scale: linear\`.`,
      { data: { scale: scale?.file === (at ?? axis).file ? scale?.span : undefined } },
    );
  }
};
