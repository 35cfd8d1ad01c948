import { child, type ScalarNode } from '../task/tree.ts';
import { nearest } from '../value/suggest.ts';
import type { Check } from './check.ts';
import { problem, type Problem } from './problem.ts';

/** The single values of the list at a path of the file. */
export function scalarsAt({ root }: Pick<Check, 'root'>, path: readonly string[]): readonly ScalarNode[] {
  const list = path.reduce<ReturnType<typeof child>>((node, key) => child(node, key), root);
  return list?.kind === 'list' ? list.items.filter((item) => item.kind === 'scalar') : [];
}

/** Says of each value that is none of the known names what it is not, and which one was meant. */
export function* unknownIn(nodes: readonly ScalarNode[], known: ReadonlySet<string>, what: string): Iterable<Problem> {
  for (const node of nodes) {
    const name = String(node.value);
    if (known.has(name)) continue;
    const suggestion = nearest(name, known);
    yield problem(
      'unknown-name',
      node,
      `\`${name}\` is ${what}. ${suggestion === undefined ? 'Correct it, or remove it.' : `Did you mean \`${suggestion}\`?`}`,
      { data: suggestion === undefined ? {} : { suggestion } },
    );
  }
}
