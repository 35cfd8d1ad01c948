import type { At } from '../../text.ts';
import { javascriptExports } from '../javascriptExports.ts';
import { propertyName } from '../javascriptLiteral.ts';
import { javascriptModule } from '../javascriptModules.ts';
import { pythonBindings } from '../pythonBindings.ts';
import { pythonDefinition, pythonScope } from '../pythonDefinition.ts';
import { type ImportRoots, pythonModule } from '../pythonModules.ts';
import type { SourceFile, SourceFiles } from '../sourceFiles.ts';
import { fieldOf, namedChildren, type SyntaxNode, type SyntaxTree, textOf, walk } from '../syntax.ts';

/** A function and one of its parameters, as callers name them. */
export interface CalledArgument {
  readonly function: At & { readonly name: string };
  readonly argument: string;
}

/** Where a source calls the function with that keyword; `certain` when the name that is called leads to that function. */
export interface CallSite {
  readonly key: SyntaxNode;
  readonly certain: boolean;
  /** True for `{ mu }`, where the key is also the variable. */
  readonly shorthand: boolean;
}

/** Finds calls that pass one argument by name, in Python as a keyword, in JavaScript as a property of the first argument. */
export function callSites(file: SourceFile, called: CalledArgument, { roots, files }: Lookup): readonly CallSite[] {
  const { tree } = file;
  if (!tree) return [];
  const calls = [...walk(tree.root)].filter((one) => one.type === 'call' || one.type === 'call_expression');
  return calls.flatMap((call) => {
    const callee = fieldOf(call, 'function');
    const keys = callee && calledName(tree, callee) === called.function.name ? keysOf(tree, call, called.argument) : [];
    if (!callee || keys.length === 0) return [];
    const python = file.language === 'python';
    const certain = python ? isPythonTarget(file, callee, called, { roots, files }) : isJavascriptTarget(file, callee, called, files);
    return keys.map((key) => ({ key, certain, shorthand: key.type === 'shorthand_property_identifier' }));
  });
}

/** How names of a source lead to other sources. */
export interface Lookup {
  readonly roots: ImportRoots;
  readonly files: SourceFiles;
}

function calledName(tree: SyntaxTree, callee: SyntaxNode): string {
  const last = callee.type === 'attribute' ? fieldOf(callee, 'attribute') : fieldOf(callee, 'property');
  return textOf(tree, last ?? callee);
}

function keysOf(tree: SyntaxTree, call: SyntaxNode, name: string): readonly SyntaxNode[] {
  const given = namedChildren(fieldOf(call, 'arguments'));
  if (call.type === 'call')
    return given.filter((one) => one.type === 'keyword_argument').flatMap((one) => ofName(tree, fieldOf(one, 'name'), name));
  return namedChildren(given[0]?.type === 'object' ? given[0] : undefined).flatMap((one) =>
    ofName(tree, one.type === 'pair' ? fieldOf(one, 'key') : one, name),
  );
}

function ofName(tree: SyntaxTree, node: SyntaxNode | undefined, name: string): readonly SyntaxNode[] {
  if (!node) return [];
  const written = node.type === 'shorthand_property_identifier' ? textOf(tree, node) : (propertyName(tree, node) ?? textOf(tree, node));
  return written === name ? [node] : [];
}

function isPythonTarget(file: SourceFile, callee: SyntaxNode, { function: target }: CalledArgument, { roots, files }: Lookup): boolean {
  const { tree } = file;
  if (!tree) return false;
  if (callee.type === 'identifier') {
    const found = pythonDefinition(textOf(tree, callee), file, pythonScope(files, roots));
    return found.kind === 'function' && found.file.path === target.file && fieldOf(found.node, 'name')?.start === target.span.start;
  }
  const object = fieldOf(callee, 'object');
  const [binding, second] = object?.type === 'identifier' ? pythonBindings(tree).of(textOf(tree, object)) : [];
  return binding?.kind === 'module' && !second && pythonModule(binding.module, roots, files)?.path === target.file;
}

function isJavascriptTarget(file: SourceFile, callee: SyntaxNode, { function: target }: CalledArgument, files: SourceFiles): boolean {
  const { tree } = file;
  if (!tree || callee.type !== 'identifier') return false;
  const local = javascriptExports(tree).locals.get(textOf(tree, callee));
  if (local?.kind === 'from')
    return local.original === target.name && javascriptModule(local.module, file.path, files)?.path === target.file;
  return file.path === target.file && local?.kind === 'node' && fieldOf(local.node, 'name')?.start === target.span.start;
}
