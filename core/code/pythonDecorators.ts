import { pythonBindings } from './pythonBindings.ts';
import { pythonDottedDefinition, type FunctionDefinition, type PythonScope } from './pythonDefinition.ts';
import type { SourceFile } from './sourceFiles.ts';
import { fieldOf, namedChildren, type SyntaxNode, type SyntaxTree, textOf, walk } from './syntax.ts';

/**
 * What a decorator, called or not, is by its full name (`dataclasses.dataclass`), whatever it is called in this file.
 * A name that nothing binds is a builtin, or is taken for what it says. `undefined` for what is not a foreign name.
 */
export function decoratorOf(decorator: SyntaxNode, file: SourceFile, scope: PythonScope): string | undefined {
  const name = file.tree && nameOf(file.tree, decorator);
  if (name === undefined) return undefined;
  const found = pythonDottedDefinition(name, file, scope);
  if (found.kind === 'foreign') return `${found.module}.${found.name}`;
  return found.kind === 'absent' ? name : undefined;
}

/** True where one of the decorators of a function may change by which arguments it can be called. */
export function isAltered({ decorators, file }: FunctionDefinition, scope: PythonScope): boolean {
  return decorators.some((one) => !FAITHFUL.test(decoratorOf(one, file, scope) ?? '') && !passesOn(one, file, scope));
}

/** Decorators that leave the arguments of a function as they are. */
const FAITHFUL =
  /^(functools\.(cache|lru_cache)|(typing|typing_extensions|warnings)\.(final|override|no_type_check|deprecated)|abc\.abstractmethod|staticmethod|numba\.(njit|jit)|torch\.(no_grad|inference_mode|enable_grad)|jax\.jit|tensorflow\.function)$/;

/** A decorator of the workspace that wraps in `def wrapper(*args, **kwargs)` and calls with exactly these. */
function passesOn(decorator: SyntaxNode, file: SourceFile, scope: PythonScope): boolean {
  const name = file.tree && nameOf(file.tree, decorator);
  const isCalled = namedChildren(decorator)[0]?.type === 'call';
  const found = name === undefined || isCalled ? undefined : pythonDottedDefinition(name, file, scope);
  if (found?.kind !== 'function' || found.decorators.length > 0) return false;
  const { tree, node } = found;
  const [given, second] = namedChildren(fieldOf(node, 'parameters'));
  const body = fieldOf(node, 'body');
  if (given?.type !== 'identifier' || second || !body) return false;
  const wrapped = textOf(tree, given);
  const [returned, another] = namedChildren(body).filter((one) => one.type === 'return_statement');
  const answer = returned && textOf(tree, returned).slice('return'.length).trim();
  if (answer === undefined || another) return false;
  const inner = pythonBindings(tree, body);
  if (answer === wrapped) return inner.of(wrapped).length === 0;
  const [wrapper] = inner.of(answer);
  return wrapper?.kind === 'function' && forwards(tree, wrapper.node, wrapped);
}

function forwards(tree: SyntaxTree, wrapper: SyntaxNode, wrapped: string): boolean {
  const [positional, named, third] = namedChildren(fieldOf(wrapper, 'parameters'));
  const body = fieldOf(wrapper, 'body');
  if (positional?.type !== 'list_splat_pattern' || named?.type !== 'dictionary_splat_pattern' || third || !body) return false;
  const splats = [textOf(tree, positional), textOf(tree, named)];
  const calls = [...walk(body)].filter((one) => one.type === 'call' && textOf(tree, fieldOf(one, 'function') ?? one) === wrapped);
  const isExact = (call: SyntaxNode) =>
    namedChildren(fieldOf(call, 'arguments'))
      .map((one) => textOf(tree, one))
      .join() === splats.join();
  const uses = (name: string): number => [...walk(body)].filter((one) => one.type === 'identifier' && textOf(tree, one) === name).length;
  const untouched = [wrapped, ...splats.map((one) => one.replaceAll('*', ''))].every((name) => uses(name) === calls.length);
  return calls.length > 0 && calls.every(isExact) && untouched;
}

function nameOf(tree: SyntaxTree, decorator: SyntaxNode): string | undefined {
  const [expression] = namedChildren(decorator);
  const callee = expression?.type === 'call' ? fieldOf(expression, 'function') : expression;
  const text = callee && textOf(tree, callee).replaceAll(/\s/g, '');
  return text !== undefined && /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(text) ? text : undefined;
}
