import type { At } from '../../text.ts';
import type { Factor } from '../../task/task.ts';
import type { TaskRule } from '../check.ts';
import { blocksOf, factorsOf, namesOf } from '../factors.ts';
import { problem, type Problem } from '../problem.ts';

/** A parameter belongs to one factor; said at both places. */
export const duplicateParameter: TaskRule = function* ({ task }) {
  const said = new Set<string>();
  for (const block of blocksOf(task.space)) yield* duplicates(block.factors, said);
  for (const factor of factorsOf(task.space)) {
    if (factor.kind !== 'cases') continue;
    for (const one of factor.cases)
      yield* duplicates(
        [
          { kind: 'constant', name: factor.name, keyAt: factor.keyAt, value: one.name, file: factor.file, span: factor.span },
          ...one.factors,
        ],
        said,
      );
  }
  for (const factor of factorsOf(task.space)) if (factor.kind === 'zip') yield* duplicates(factor.columns, said);
};

/** `said` holds the groups that clash with a value: one mistake, however many members they have. */
function* duplicates(factors: readonly Factor[], said: Set<string>): Iterable<Problem> {
  if (areApart(factors)) return;
  const taken = new Map<string, At>();
  const groups = new Map<string, At & { readonly member: string }>();
  for (const factor of factors) {
    const own = [...namesOf(factor)].map(([name, at]) => ({ name, at, parents: parentsOf(name) }));
    for (const { name, at, parents } of own) {
      const before = taken.get(name);
      if (before)
        yield* both(before, at, `\`${name}\` is given in two places; a parameter belongs to one of them: remove or rename the other.`);
      const group = groups.get(name);
      if (group && isNew(said, name, at))
        yield* both(group, at, `\`${name}\` cannot be a value and also a group that holds \`${group.member}\`: rename one of them.`);
      const parent = parents.find((one) => taken.has(one));
      const above = parent === undefined ? undefined : taken.get(parent);
      if (above && isNew(said, parent ?? '', above))
        yield* both(above, at, `\`${parent}\` cannot be a value and also a group that holds \`${name}\`: rename one of them.`);
    }
    for (const { name, at, parents } of own) {
      if (!taken.has(name)) taken.set(name, at);
      for (const parent of parents) if (!groups.has(parent)) groups.set(parent, { ...at, member: name });
    }
  }
}

/** Whether all names differ and none is a group of another: nearly always, and told without remembering places. */
function areApart(factors: readonly Factor[]): boolean {
  const names = new Set<string>();
  let count = 0;
  for (const factor of factors)
    for (const name of namesOf(factor).keys()) {
      names.add(name);
      count += 1;
    }
  if (names.size < count) return false;
  for (const name of names)
    for (let dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) if (names.has(name.slice(0, dot))) return false;
  return true;
}

function isNew(said: Set<string>, name: string, { file, span }: At): boolean {
  const clash = `${name} ${span.start} ${file}`;
  const isNew = !said.has(clash);
  said.add(clash);
  return isNew;
}

function parentsOf(name: string): readonly string[] {
  const parents: string[] = [];
  for (let dot = name.indexOf('.'); dot !== -1; dot = name.indexOf('.', dot + 1)) parents.push(name.slice(0, dot));
  return parents;
}

function* both(first: At, second: At, message: string): Iterable<Problem> {
  const at = ({ file, span }: At): At => ({ file, span });
  yield problem('duplicate-parameter', at(first), message, { related: [{ ...at(second), message: 'the other place' }] });
  yield problem('duplicate-parameter', at(second), message, { related: [{ ...at(first), message: 'the other place' }] });
}
