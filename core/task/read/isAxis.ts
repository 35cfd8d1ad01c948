import { GENERATOR_KEYS } from '../schemaSpace.ts';
import type { MappingNode } from '../tree.ts';

/** True for a mapping that makes values, and is not a group. */
export function isAxis(node: MappingNode): boolean {
  return node.entries.some((one) => GENERATOR_KEYS.some((key) => key === one.key));
}
