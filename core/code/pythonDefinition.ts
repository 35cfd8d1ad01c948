import { type Binding, type Bindings, pythonBindings } from './pythonBindings.ts';
import { type ImportRoots, pythonModule, relativeRoot, splitRelative } from './pythonModules.ts';
import type { SourceFile, SourceFiles } from './sourceFiles.ts';
import { fieldOf, namedChildren, type SyntaxNode, type SyntaxTree, textOf } from './syntax.ts';

/** Where names are looked up in one reading of an objective, and how often: circles of imports and bases end by it. */
export interface PythonScope {
  readonly files: SourceFiles;
  readonly roots: ImportRoots;
  readonly bindings: Map<SyntaxTree, Bindings>;
  readonly lookups: { left: number };
}

export function pythonScope(files: SourceFiles, roots: ImportRoots): PythonScope {
  return { files, roots, bindings: new Map(), lookups: { left: MOST_LOOKUPS } };
}

/** What a name turned out to be. `absent`: certainly not defined; `unknown`: it may be anything. */
export type Definition =
  | FunctionDefinition
  | {
      readonly kind: 'class';
      readonly tree: SyntaxTree;
      readonly file: SourceFile;
      readonly node: SyntaxNode;
      readonly decorators: readonly SyntaxNode[];
    }
  /** Imported from outside the workspace. */
  | { readonly kind: 'foreign'; readonly module: string; readonly name: string }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'absent'; readonly file: SourceFile; readonly available: readonly string[] };

/** A `def` or `lambda`; `preset` is what `functools.partial` or a class has filled in already. */
export interface FunctionDefinition {
  readonly kind: 'function';
  readonly tree: SyntaxTree;
  readonly file: SourceFile;
  readonly node: SyntaxNode;
  readonly decorators: readonly SyntaxNode[];
  /** True for a method that is reached through its class: its first parameter, the instance, is missing. */
  readonly unbound?: boolean;
  readonly preset: { readonly positional: number; readonly named: readonly string[] };
}

/** Follows a name through assignments, `partial` and imports, one file at a time. */
export function pythonDefinition(name: string, file: SourceFile, scope: PythonScope): Definition {
  const place = placeIn(file, scope);
  if (!place) return UNKNOWN;
  const [binding, second] = place.bindings.of(name);
  if (second) return UNKNOWN;
  return binding ? follow(binding, place, scope) : notBound(name, place, scope);
}

/** The same for `name` or `module.name`, as annotations, bases and decorators write it. */
export function pythonDottedDefinition(dotted: string, file: SourceFile, scope: PythonScope): Definition {
  const [first = '', ...rest] = dotted.split('.');
  const last = rest.pop();
  if (last === undefined) return pythonDefinition(first, file, scope);
  const place = placeIn(file, scope);
  if (!place) return UNKNOWN;
  const [binding, second] = place.bindings.of(first);
  if (!binding) return notBound(first, place, scope);
  if (second || (binding.kind !== 'module' && binding.kind !== 'from')) return UNKNOWN;
  const joint = binding.kind === 'from' && !binding.module.endsWith('.') ? '.' : '';
  const own = binding.kind === 'module' ? binding.module : `${binding.module}${joint}${binding.original}`;
  return ofImport([own, ...rest].join('.'), last, file, scope);
}

function placeIn(file: SourceFile, scope: PythonScope): Place | undefined {
  const { tree } = file;
  scope.lookups.left -= 1;
  if (!tree || scope.lookups.left < 0) return undefined;
  const bindings = scope.bindings.get(tree) ?? pythonBindings(tree);
  scope.bindings.set(tree, bindings);
  return { tree, file, bindings };
}

/** People's code needs fewer than ten lookups for one objective. */
const MOST_LOOKUPS = 200;

const UNKNOWN = { kind: 'unknown' } as const;

const NOTHING: FunctionDefinition['preset'] = { positional: 0, named: [] };

interface Place {
  readonly tree: SyntaxTree;
  readonly file: SourceFile;
  readonly bindings: Bindings;
}

function follow(binding: Binding, place: Place, scope: PythonScope): Definition {
  const { tree, file } = place;
  switch (binding.kind) {
    case 'function':
      return { kind: 'function', tree, file, node: binding.node, decorators: binding.decorators, preset: NOTHING };
    case 'class':
      return { kind: 'class', tree, file, node: binding.node, decorators: binding.decorators };
    case 'value':
      return ofValue(binding.node, place, scope);
    case 'from':
      return ofImport(binding.module, binding.original, file, scope);
    default:
      return UNKNOWN;
  }
}

function ofValue(value: SyntaxNode, place: Place, scope: PythonScope): Definition {
  const { tree, file } = place;
  if (value.type === 'lambda') return { kind: 'function', tree, file, node: value, decorators: [], preset: NOTHING };
  if (value.type === 'identifier') return orUnknown(pythonDefinition(textOf(tree, value), file, scope));
  if (value.type === 'call') return ofPartial(value, place, scope);
  return UNKNOWN;
}

function ofPartial(call: SyntaxNode, { tree, file }: Place, scope: PythonScope): Definition {
  const callee = fieldOf(call, 'function');
  if (!callee || !/^(functools\s*\.\s*)?partial$/.test(textOf(tree, callee))) return UNKNOWN;
  const [target, ...rest] = namedChildren(fieldOf(call, 'arguments'));
  if (target?.type !== 'identifier' || rest.some((one) => one.type.endsWith('_splat'))) return UNKNOWN;
  const of = pythonDefinition(textOf(tree, target), file, scope);
  if (of.kind !== 'function') return UNKNOWN;
  const keywords = rest.filter((one) => one.type === 'keyword_argument');
  const named = keywords.flatMap((one) => namedChildren(one).slice(0, 1)).map((one) => textOf(tree, one));
  return { ...of, preset: { positional: of.preset.positional + rest.length - keywords.length, named: [...of.preset.named, ...named] } };
}

function ofImport(module: string, name: string, file: SourceFile, scope: PythonScope): Definition {
  const from = importedModule(module, file, scope);
  return from ? orUnknown(pythonDefinition(name, from, scope)) : foreign(module, name);
}

function importedModule(module: string, file: SourceFile, scope: PythonScope): SourceFile | undefined {
  const { dots, name } = splitRelative(module);
  const root = dots > 0 ? relativeRoot(file.path, dots, scope.files) : undefined;
  if (root !== undefined && name === '') return scope.files.open(scope.files.resolve(root, '__init__.py'));
  return pythonModule(name, root === undefined ? scope.roots : [root], scope.files);
}

function foreign(module: string, name: string): Definition {
  return module.startsWith('.') ? UNKNOWN : { kind: 'foreign', module, name };
}

/** A name that a file imports or assigns is bound at run time, even when its source cannot be found: never an error. */
function orUnknown(found: Definition): Definition {
  return found.kind === 'absent' ? UNKNOWN : found;
}

function notBound(name: string, { tree, file, bindings }: Place, scope: PythonScope): Definition {
  for (const star of bindings.stars) {
    const from = importedModule(star, file, scope);
    if (!from) return UNKNOWN;
    const found = pythonDefinition(name, from, scope);
    if (found.kind !== 'absent') return found;
  }
  return tree.sound && !bindings.dynamic ? { kind: 'absent', file, available: bindings.functions } : UNKNOWN;
}
