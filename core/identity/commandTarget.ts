import type { CommandRun, Run, ShellRun, Template } from '../task/task.ts';

/** What is run, as the key names it, and where in a command line it stands. */
export interface Target {
  readonly text: string;
  /** The script that an interpreter is given, as written; nothing where it is not a file or holds a placeholder. */
  readonly script?: string;
  /** The Python module behind `-m`. */
  readonly module?: string;
  /** How many leading arguments the target was read from. */
  readonly words: number;
}

/** `module:function`, `file#export`, or the program of a command with its script or `-m` module when it is an interpreter. */
export function targetOf(run: Run): Target {
  switch (run.kind) {
    case 'python':
      return { text: run.target, words: 0 };
    case 'node':
      return { text: `${run.path}#${run.export}`, words: 0 };
    case 'command':
      return commandTarget(commandWords(run));
    case 'shell':
      return commandTarget(shellWords(run));
  }
}

/** The arguments of a command as text, placeholders as they are written in the file. */
export function commandWords(run: CommandRun): readonly string[] {
  return run.arguments.map(templateText);
}

function templateText(template: Template): string {
  return template.map((part) => (typeof part === 'string' ? part : `\${${part.name}}`)).join('');
}

/** Words as far as the target needs them: quoting is not read, a quoted program is taken with its quotes. */
function shellWords(run: ShellRun): readonly string[] {
  return run.script.trim().split(/\s+/);
}

function commandTarget(words: readonly string[]): Target {
  const [program = ''] = words;
  const python = PYTHON.test(program);
  if (!python && !INTERPRETER.test(program)) return { text: program, words: 1 };
  for (let index = 1; index < words.length; index++) {
    const word = words[index] ?? '';
    if (python && word === '-m') return moduleTarget(program, words[index + 1], index);
    if (/^-(c|e|-eval|p|-print)$/.test(word)) return { text: `${program} ${word}`, words: index + 1 };
    if (OPTION_WITH_VALUE.test(word)) index += 1;
    else if (!word.startsWith('-')) return scriptTarget(program, word, index);
  }
  return { text: program, words: 1 };
}

const PYTHON = /(^|[\\/])(python|pypy)[\d.]*w?(\.exe)?$/i;
const INTERPRETER =
  /(^|[\\/])(node|nodejs|bun|deno|tsx|ts-node|ruby|perl|php|lua|julia|rscript|octave|bash|sh|dash|zsh|fish|pwsh|powershell)[\d.]*(\.exe)?$/i;

/** Options of interpreters whose next word is their value, not the script. */
const OPTION_WITH_VALUE = /^(-W|-X|-r|--require|--import|--loader|--experimental-loader|-I|--check-hash-based-pycs)$/;

function moduleTarget(program: string, module: string | undefined, index: number): Target {
  if (module === undefined) return { text: `${program} -m`, words: index + 1 };
  return { text: `${program} -m ${module}`, module, words: index + 2 };
}

function scriptTarget(program: string, script: string, index: number): Target {
  return { text: `${program} ${script}`, words: index + 1, ...(script.includes('${') ? {} : { script }) };
}
