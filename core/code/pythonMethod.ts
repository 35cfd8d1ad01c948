import { pythonBindings } from './pythonBindings.ts';
import { decoratorOf } from './pythonDecorators.ts';
import { type Definition, pythonDefinition, type PythonScope } from './pythonDefinition.ts';
import type { SourceFile } from './sourceFiles.ts';
import { fieldOf } from './syntax.ts';

/**
 * The function behind `name` or `Class.name`. A class method has its first parameter filled in; an ordinary method,
 * reached through its class, has not. Inherited methods, properties and nested classes are not followed.
 */
export function pythonCallable(name: string, file: SourceFile, scope: PythonScope): Definition {
  const [first = '', method, third] = name.split('.');
  if (method === undefined) return pythonDefinition(first, file, scope);
  const owner = pythonDefinition(first, file, scope);
  if (owner.kind === 'absent') return owner;
  const body = owner.kind === 'class' && owner.decorators.length === 0 ? fieldOf(owner.node, 'body') : undefined;
  if (third !== undefined || owner.kind !== 'class' || !body) return UNKNOWN;
  const [binding, second] = pythonBindings(owner.tree, body).of(method);
  if (second || binding?.kind !== 'function') return UNKNOWN;
  const { tree, file: at } = owner;
  const names = binding.decorators.map((one) => decoratorOf(one, at, scope));
  const decorators = binding.decorators.filter((_, index) => !BINDING.test(names[index] ?? ''));
  const positional = names.includes('classmethod') ? 1 : 0;
  const unbound = !names.some((one) => BINDING.test(one ?? ''));
  return { kind: 'function', tree, file: at, node: binding.node, decorators, unbound, preset: { positional, named: [] } };
}

const BINDING = /^(staticmethod|classmethod)$/;

const UNKNOWN = { kind: 'unknown' } as const;
