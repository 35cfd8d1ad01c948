/** A Python module with the function that a person fills in; it has every parameter, so that the task file is whole as it is. */
export function objectiveText(from: string, parameters: readonly string[]): string {
  const names = [...new Set(parameters.map((name) => name.split('.')[0] ?? name))];
  const keywords = names.every((name) => IDENTIFIER.test(name) && !KEYWORDS.has(name))
    ? names.map((name) => `${name}=None`).join(', ')
    : '**parameters';
  return `def evaluate(${keywords}):
    """Called once for every point. Fill in what ${from.replaceAll(/["\\]/g, "'")} ran, and return the outputs as a dict."""
    raise NotImplementedError("evaluate() in this file is still to be written")
`;
}

const IDENTIFIER = /^[A-Za-z_]\w*$/;
const KEYWORDS = new Set(
  'False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield'.split(
    ' ',
  ),
);
