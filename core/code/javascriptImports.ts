import { javascriptString } from './javascriptLiteral.ts';
import { javascriptModule } from './javascriptModules.ts';
import type { SourceFile, SourceFiles } from './sourceFiles.ts';
import { fieldOf, namedChildren, type SyntaxNode, type SyntaxTree, textOf, walk } from './syntax.ts';

/** The workspace files that a JavaScript or TypeScript file imports directly, anywhere in it. */
export function javascriptImports(file: SourceFile, tree: SyntaxTree, files: SourceFiles): readonly string[] {
  const found: string[] = [];
  for (const node of walk(tree.root)) {
    const source = sourceOf(tree, node);
    const specifier = source && isLiteral(source) ? javascriptString(tree, source) : undefined;
    const module = specifier === undefined ? undefined : javascriptModule(specifier, file.path, files);
    if (module) found.push(module.path);
  }
  return found;
}

function isLiteral(node: SyntaxNode): boolean {
  return node.type === 'string' || (node.type === 'template_string' && !node.children.some((one) => one.type === 'template_substitution'));
}

/** The place of a module's name: `import … from`, `export … from`, `import(…)`, `require(…)`, `new URL(…, import.meta.url)`. */
function sourceOf(tree: SyntaxTree, node: SyntaxNode): SyntaxNode | undefined {
  switch (node.type) {
    case 'import_statement':
    case 'export_statement':
    case 'import_require_clause':
      return fieldOf(node, 'source');
    case 'call_expression':
      return CALLEE.test(calleeText(tree, fieldOf(node, 'function'))) ? firstArgument(node) : undefined;
    case 'new_expression':
      return isOwnUrl(tree, node) ? firstArgument(node) : undefined;
    default:
      return undefined;
  }
}

const CALLEE = /^(import|require|require\.resolve|import\.meta\.resolve)$/;

function calleeText(tree: SyntaxTree, callee: SyntaxNode | undefined): string {
  return callee && callee.end - callee.start < 100 ? textOf(tree, callee).replaceAll(/\s/g, '') : '';
}

function isOwnUrl(tree: SyntaxTree, node: SyntaxNode): boolean {
  const [, base] = namedChildren(fieldOf(node, 'arguments'));
  return calleeText(tree, fieldOf(node, 'constructor')) === 'URL' && calleeText(tree, base) === 'import.meta.url';
}

function firstArgument(node: SyntaxNode): SyntaxNode | undefined {
  return namedChildren(fieldOf(node, 'arguments'))[0];
}
