import { problem, type Problem } from '../check/problem.ts';
import type { At } from '../text.ts';
import { mergeTrees } from './mergeTrees.ts';
import { parseIn } from './parse.ts';
import { entry, type MappingNode, type Node } from './tree.ts';
import type { World } from './world.ts';

const MAX_CHAIN = 16;

/** A tree with everything that its `extends` chain adds. */
export interface Extended {
  readonly root: MappingNode;
  readonly problems: readonly Problem[];
  /** The files of the chain, without the first. */
  readonly files: readonly string[];
}

/** Follows `extends` from the tree of `file` and merges: mappings deeply, scalars and lists replace. */
export function extendTree(root: MappingNode, file: string, world: World): Extended {
  const problems: Problem[] = [];
  const files: string[] = [];
  const layers = [root];
  const chain = [file];
  for (let top: MappingNode | undefined = root; top; ) {
    const base = readBase(top, chain, { world, problems, files });
    if (base) layers.push(base);
    top = base;
  }
  const merged = layers.reduceRight((base, layer) => mergeTrees(base, layer));
  return { root: withoutExtends(merged), problems, files };
}

interface Reader {
  readonly world: World;
  readonly problems: Problem[];
  readonly files: string[];
}

function readBase(from: MappingNode, chain: string[], { world, problems, files }: Reader): MappingNode | undefined {
  const path = entry(from, 'extends')?.value;
  if (path?.kind !== 'scalar' || typeof path.value !== 'string') return undefined;
  const refusal = (code: 'extends-missing' | 'extends-cycle' | 'too-deep', message: string) =>
    void problems.push(problem(code, path, message));
  if (/^[a-z][a-z0-9+.-]+:/i.test(path.value))
    return refusal('extends-missing', '`extends` takes the path of a file, not an address: copy the file into the workspace.');
  const resolved = world.resolve(world.folder(path.file), path.value);
  const shown = [...chain, resolved].map(lastName).join(' → ');
  if (chain.includes(resolved))
    return refusal('extends-cycle', `\`extends\` comes back to where it began: ${shown}. Remove one of these links.`);
  if (chain.length > MAX_CHAIN)
    return refusal('too-deep', `This chain of \`extends\` is longer than ${MAX_CHAIN} files: ${shown}. Merge some of them.`);
  const text = world.read(resolved);
  files.push(resolved);
  if (text === undefined)
    return refusal(
      'extends-missing',
      `There is no readable file \`${path.value}\` in the workspace (${shown}): correct the path, or create the file.`,
    );
  chain.push(resolved);
  const parsed = parseIn(world, text, resolved);
  problems.push(...parsed.problems);
  if (parsed.root !== undefined && parsed.root.kind !== 'mapping') problems.push(notAMapping(path, parsed.root, lastName(resolved)));
  return parsed.root?.kind === 'mapping' ? parsed.root : undefined;
}

function notAMapping(at: At, root: Node, name: string): Problem {
  return problem(
    'wrong-type',
    at,
    `\`${name}\` is not a task file: it holds ${root.kind === 'list' ? 'a list' : 'a single value'} instead of keys such as \`run\` and \`parameters\`.`,
  );
}

function withoutExtends(root: MappingNode): MappingNode {
  return root.entries.some((one) => one.key === 'extends')
    ? { ...root, entries: root.entries.filter((one) => one.key !== 'extends' || one.value.file === root.file) }
    : root;
}

function lastName(path: string): string {
  return path.split(/[/\\]/).at(-1) ?? path;
}
