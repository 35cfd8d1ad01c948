import { pointOf } from '../space/point.ts';
import type { Row } from '../space/relation.ts';
import type { Field, Task } from '../task/task.ts';
import type { Point, Value } from '../value/value.ts';
import { canonical } from './canonical.ts';
import { declared, isIgnored } from './declared.ts';

/**
 * Canonical JSON of a point's parameters, nested by groups: brought to their declared types, without those that equal
 * the schema's default and without those that `cache.ignore` names; groups that become empty are left out as well.
 * The order of names is worked out once for points that have the same names in the same order, which is nearly all.
 */
export function parameterText(task: Pick<Task, 'schema' | 'cache'>): (point: Point) => string {
  const plans = new Map<string, Plan>();
  let plan = planOf(task, []);
  const values: Value[] = [];
  return (point) => {
    if (!fill(plan, point, values)) {
      const names = [...point.keys()];
      const id = JSON.stringify(names);
      plan = plans.get(id) ?? planOf(task, names);
      plans.set(id, plan);
      fill(plan, point, values);
    }
    return `{${members(plan.root, values)}}`;
  };
}

/** The same of the values of all parameters that points may have, in the order of `names`; `undefined` where one is absent. */
export function rowText(task: Pick<Task, 'schema' | 'cache'>, names: readonly string[]): (values: Readonly<Row>) => string {
  const { root } = planOf(task, names);
  const ofPoint = parameterText(task);
  return (values) => (values.includes(undefined) ? ofPoint(pointOf(names, values)) : `{${members(root, values)}}`);
}

interface Plan {
  /** As the points have them; `values` is parallel to it. */
  readonly names: readonly string[];
  readonly root: readonly Member[];
}

/** One member of a JSON object, its name written already. */
type Member =
  | {
      readonly kind: 'value';
      readonly prefix: string;
      readonly slot: number;
      readonly field: Field | undefined;
      readonly left: string | undefined;
    }
  | { readonly kind: 'group'; readonly prefix: string; readonly members: readonly Member[] };

function fill(plan: Plan, point: Point, values: Value[]): boolean {
  const { names } = plan;
  if (point.size !== names.length) return false;
  let slot = 0;
  for (const [name, value] of point) {
    if (names[slot] !== name) return false;
    values[slot] = value;
    slot += 1;
  }
  return true;
}

function members(list: readonly Member[], values: Readonly<Row>): string {
  let text = '';
  for (const member of list) {
    const own = member.kind === 'value' ? valueText(member, values[member.slot] ?? null) : groupText(member.members, values);
    if (own === undefined) continue;
    text += text === '' ? member.prefix + own : `,${member.prefix}${own}`;
  }
  return text;
}

function valueText(member: Extract<Member, { kind: 'value' }>, value: Value): string | undefined {
  const text = canonical(member.field === undefined ? value : declared(value, member.field));
  return text === member.left ? undefined : text;
}

function groupText(list: readonly Member[], values: Readonly<Row>): string | undefined {
  const text = members(list, values);
  return text === '' ? undefined : `{${text}}`;
}

function planOf(task: Pick<Task, 'schema' | 'cache'>, names: readonly string[]): Plan {
  const leaves = names.map((name, slot) => ({ name, path: name.split('.'), slot })).filter((one) => !isIgnored(task, one.name));
  return { names, root: membersOf(task, leaves, 0) };
}

interface Leaf {
  readonly name: string;
  readonly path: readonly string[];
  readonly slot: number;
}

function membersOf(task: Pick<Task, 'schema'>, leaves: readonly Leaf[], depth: number): readonly Member[] {
  const groups = Map.groupBy(leaves, (leaf) => leaf.path[depth] ?? '');
  return [...groups.keys()].toSorted().map((name): Member => {
    const inside = groups.get(name) ?? [];
    const prefix = `${JSON.stringify(name)}:`;
    const [leaf] = inside.filter((one) => one.path.length === depth + 1);
    return leaf ? valueMember(task, leaf, prefix) : { kind: 'group', prefix, members: membersOf(task, inside, depth + 1) };
  });
}

function valueMember(task: Pick<Task, 'schema'>, leaf: Leaf, prefix: string): Member {
  const field = task.schema.parameters.get(leaf.name);
  const left = field?.default === undefined ? undefined : canonical(declared(field.default, field));
  return { kind: 'value', prefix, slot: leaf.slot, field, left };
}
