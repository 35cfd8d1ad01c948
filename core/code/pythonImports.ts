import { type ImportRoots, pythonModule, relativeRoot, splitRelative } from './pythonModules.ts';
import { pythonString } from './pythonLiteral.ts';
import type { SourceFile, SourceFiles } from './sourceFiles.ts';
import { fieldOf, fieldsOf, namedChildren, type SyntaxNode, type SyntaxTree, textOf, walk } from './syntax.ts';

/** The workspace files that a Python file imports directly, anywhere in it, with the packages around them. */
export function pythonImports(file: SourceFile, tree: SyntaxTree, roots: ImportRoots, files: SourceFiles): readonly string[] {
  const found: string[] = [];
  for (const node of walk(tree.root)) {
    for (const name of importedNames(tree, node)) found.push(...chain(name, file, roots, files));
  }
  return found;
}

/** A module with every package on the way: importing `a.b.c` runs `a/__init__.py` and `a/b/__init__.py` first. */
export function pythonModuleChain(name: string, roots: ImportRoots, files: SourceFiles): readonly string[] {
  if (name.length > LONGEST_NAME) return [];
  const steps = name.split('.');
  const names = steps.map((_, index) => steps.slice(0, index + 1).join('.'));
  return names.flatMap((one) => pythonModule(one, roots, files)?.path ?? []);
}

/** Longer names are made by programs, to hurt: every dot is a file to look for. */
const LONGEST_NAME = 500;

interface ImportedName {
  readonly dots: number;
  readonly name: string;
}

function* importedNames(tree: SyntaxTree, node: SyntaxNode): Generator<ImportedName> {
  if (node.type === 'import_statement') {
    for (const one of fieldsOf(node, 'name')) yield { dots: 0, name: compact(textOf(tree, fieldOf(one, 'name') ?? one)) };
  } else if (node.type === 'import_from_statement') {
    const module = fieldOf(node, 'module_name');
    if (!module) return;
    const from = splitRelative(textOf(tree, module));
    yield from;
    for (const one of fieldsOf(node, 'name')) {
      const name = compact(textOf(tree, fieldOf(one, 'name') ?? one));
      yield { dots: from.dots, name: from.name === '' ? name : `${from.name}.${name}` };
    }
  } else if (node.type === 'call') {
    yield* dynamicImport(tree, node);
  }
}

/** `importlib.import_module('a.b')` and `__import__('a.b')`. */
function* dynamicImport(tree: SyntaxTree, call: SyntaxNode): Generator<ImportedName> {
  const callee = fieldOf(call, 'function');
  if (!callee || !/^((importlib\.)?import_module|__import__)$/.test(textOf(tree, callee))) return;
  const [name] = namedChildren(fieldOf(call, 'arguments'));
  const text = name?.type === 'string' ? pythonString(tree, name) : undefined;
  if (text !== undefined) yield splitRelative(text);
}

function chain({ dots, name }: ImportedName, file: SourceFile, roots: ImportRoots, files: SourceFiles): readonly string[] {
  if (dots === 0) return pythonModuleChain(name, roots, files);
  const root = relativeRoot(file.path, dots, files);
  const own = files.open(files.resolve(root, '__init__.py'))?.path;
  return [...(own === undefined ? [] : [own]), ...(name === '' ? [] : pythonModuleChain(name, [root], files))];
}

function compact(name: string): string {
  return name.replaceAll(/\s/g, '');
}
