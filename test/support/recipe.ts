/** A page of docs/recipes as data: the files that it shows, and the commands with what they are said to print. */
export interface Recipe {
  readonly files: Readonly<Record<string, string>>;
  readonly steps: readonly RecipeStep[];
}

export interface RecipeStep {
  readonly command: string;
  /** What stands below the command. */
  readonly printed: string;
}

/**
 * Reads the fenced blocks of a page. A block with a name behind its language is a file, `console` blocks are commands (`$ …`) with what
 * they print, and other blocks are only to be read.
 */
export function readRecipe(markdown: string): Recipe {
  const files: Record<string, string> = {};
  const steps: RecipeStep[] = [];
  for (const [, language, name, text = ''] of markdown.matchAll(/^```(\w+)(?: (\S+))?\n(.*?)^```$/gms)) {
    if (name !== undefined) files[name] = text;
    else if (language === 'console') steps.push(...readSteps(text));
  }
  return { files, steps };
}

function readSteps(text: string): readonly RecipeStep[] {
  return text
    .split(/^\$ /m)
    .slice(1)
    .map((step) => {
      const [command = '', ...printed] = step.split('\n');
      return { command, printed: tidy(printed.join('\n')) };
    });
}

/** What stands in a page for what was printed: `…` is any text within a line, and alone in a line any number of lines. */
export function expectation(printed: string): RegExp {
  const lines = printed.split('\n').map((line) =>
    line === '…'
      ? '(?:.*\\n)*?.*'
      : line
          .split('…')
          .map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
          .join('.*'),
  );
  return new RegExp(`^${lines.join('\\n')}$`);
}

/** Without spaces at the ends of lines, and without empty lines at the end. */
export function tidy(printed: string): string {
  return printed.replaceAll(/[ \t]+$/gm, '').trimEnd();
}
