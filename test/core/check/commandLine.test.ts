import { describe, expect, it } from 'vitest';
import { analyse } from '../../../core/check/analyse.ts';
import type { Problem } from '../../../core/check/problem.ts';
import { objectiveSignature } from '../../../core/code/objectiveSignature.ts';
import { fixesFor } from '../../../core/fix/fixesFor.ts';
import { memoryWorld } from '../../support/memoryWorld.ts';
import { allGrammars } from '../code/sources.ts';

const grammars = await allGrammars();
const FILE = '/ws/a.sweep.yaml';

/** A script with one parser: what is done with `p` between its making and its use. */
function parser(body: string, made = 'argparse.ArgumentParser()', parsed = 'args = p.parse_args()'): string {
  return `import argparse\np = ${made}\n${body}\n${parsed}\n`;
}

interface Found {
  readonly text: string;
  readonly problems: readonly Problem[];
}

function check(script: string, command: string, parameters: string): Found {
  const text = `run: {command: [${command}]}\nparameters: {${parameters}}\n`;
  const world = memoryWorld(
    new Map([
      [FILE, text],
      ['/ws/t.py', script],
    ]),
  );
  const checked = {
    ...world,
    signature: (run: Parameters<typeof world.signature>[0], file: string) => objectiveSignature(run, file, world, grammars),
  };
  return { text, problems: analyse(FILE, checked).problems };
}

/** `code text` of every problem about the script. */
function told({ text, problems }: Found): readonly string[] {
  return problems
    .filter(({ code }) => /^(unknown-argument|missing-argument|argument-type)$/.test(code))
    .map(({ code, span }) => `${code} ${text.slice(span.start, span.end)}`);
}

const LR = "p.add_argument('--lr', type=float, required=True)";
const OPT = "p.add_argument('--opt', choices=['adam', 'sgd'], default='adam')";
const BATCH = "p.add_argument('-b', '--batch-size', type=int, default=32, help='how many')";
const FLAG = "p.add_argument('--fast', action='store_true')";
const T = 'python3, t.py';

type Row = readonly [name: string, script: string, command: string, parameters: string, ...expected: readonly string[]];

const ARGPARSE: readonly Row[] = [
  ['all is given', parser(LR), `${T}, "--lr=\${lr}"`, 'lr: [0.1, 0.2]'],
  ['a value of its own word', parser(LR), `${T}, --lr, "\${lr}"`, 'lr: [0.1, 0.2]'],
  ['through args', parser(LR), `${T}, "\${args}"`, 'lr: [0.1, 0.2]'],
  ['an option that is not there', parser(LR), `${T}, "--lr=\${lr}", --momentum=1`, 'lr: [0.1, 0.2]', 'unknown-argument --momentum'],
  ['an option that is nearly there', parser(BATCH), `${T}, "--batch_size=\${b}"`, 'b: [1, 2]', 'unknown-argument --batch_size'],
  ['a beginning that is unambiguous', parser(BATCH), `${T}, "--batch=\${b}"`, 'b: [1, 2]'],
  ['a beginning of two', parser(`${BATCH}\np.add_argument('--batch-norm')`), `${T}, "--batch=\${b}"`, 'b: [1, 2]'],
  ['a short option', parser(BATCH), `${T}, -b, "\${b}"`, 'b: [1, 2]'],
  ['a short option with its value', parser(BATCH), `${T}, -b5, "--batch-size=\${b}"`, 'b: [1, 2]'],
  ['a short option that is not there', parser(BATCH), `${T}, "--batch-size=\${b}", -x`, 'b: [1, 2]', 'unknown-argument -x'],
  ['help is always there', parser(FLAG), `${T}, --help`, ''],
  ['but not without add_help', parser(FLAG, 'argparse.ArgumentParser(add_help=False)'), `${T}, --help`, '', 'unknown-argument --help'],
  ['a negative number is a value', parser("p.add_argument('--x', type=int)"), `${T}, --x, -5`, ''],
  ['an underscore through args', parser(BATCH), `${T}, "\${args}"`, 'batch_size: [1, 2]', 'unknown-argument batch_size'],
  ['an underscore of the script itself', parser("p.add_argument('--batch_size', type=int)"), `${T}, "\${args}"`, 'batch_size: [1, 2]'],
  ['a parameter that nobody takes', parser(FLAG), `${T}, "\${args}"`, 'depth: [1, 2]', 'unknown-argument depth'],
  ['a group through args', parser("p.add_argument('--model.depth', type=int)"), `${T}, "\${args}"`, 'model: {depth: [1, 2]}'],
  ['a position through args', parser("p.add_argument('depth')"), `${T}, "\${args}", "5"`, 'depth: [1, 2]', 'unknown-argument depth'],
  ['nothing required', parser(OPT), T, ''],
  ['something required', parser(LR), T, '', 'missing-argument t.py'],
  ['required, args without it', parser(`${LR}\n${OPT}`), `${T}, "\${args}"`, 'opt: [adam, sgd]', 'missing-argument t.py'],
  ['required, a placeholder may be anything', parser(LR), `${T}, "\${x}"`, 'x: ["--lr=1", "--lr=2"]'],
  ['required under a condition', parser(`import os\nif os.environ.get('A'):\n    ${LR}`), T, ''],
  [
    'required in a main block',
    `import argparse\nif __name__ == '__main__':\n    p = argparse.ArgumentParser()\n    ${LR}\n    p.parse_args()\n`,
    T,
    '',
    'missing-argument t.py',
  ],
  ['a position is missing', parser("p.add_argument('data')"), T, '', 'missing-argument t.py'],
  ['a position is given', parser("p.add_argument('data')"), `${T}, x.csv`, ''],
  ['a position that may be absent', parser("p.add_argument('data', nargs='?')"), T, ''],
  ['any number of positions', parser("p.add_argument('data', nargs='*')"), `${T}, a, b`, ''],
  ['a position behind --', parser("p.add_argument('data')"), `${T}, --, -x`, ''],
  ['a value that is no choice', parser(OPT), `${T}, --opt=adm`, '', 'argument-type --opt=adm'],
  ['a value that is a choice', parser(OPT), `${T}, --opt, sgd`, ''],
  ['an axis value that is no choice', parser(OPT), `${T}, "--opt=\${o}"`, 'o: [adam, lamb]', 'argument-type lamb'],
  ['an axis value through args', parser(OPT), `${T}, "\${args}"`, 'opt: [adam, lamb]', 'argument-type lamb'],
  ['a choice of numbers', parser("p.add_argument('--n', type=int, choices=[1, 2])"), `${T}, "\${args}"`, 'n: [1, 3]', 'argument-type 3'],
  ['choices that are computed', parser("p.add_argument('--n', choices=list(NAMES))"), `${T}, --n=5`, ''],
  ['choices of another type', parser("p.add_argument('--n', type=conv, choices=[1, 2])"), `${T}, --n=5`, ''],
  ['no integer', parser(BATCH), `${T}, "--batch-size=\${b}"`, 'b: [1, 1.5]', 'argument-type 1.5'],
  ['a whole float is an integer in the command', parser(BATCH), `${T}, "--batch-size=\${b}"`, 'b: [1.0, 2.0]'],
  ['a range with fractions', parser(BATCH), `${T}, "--batch-size=\${b}"`, 'b: {min: 0, max: 1, num: 5}', 'argument-type b'],
  ['a range of integers', parser(BATCH), `${T}, "--batch-size=\${b}"`, 'b: {min: 1, max: 9, step: 2}'],
  ['no number', parser(LR), `${T}, --lr=fast`, '', 'argument-type --lr=fast'],
  ['numbers as Python reads them', parser(LR), `${T}, "--lr=\${lr}"`, 'lr: ["1e-3", "inf", "-.5", "1_000", "+2."]'],
  ['text may be a number', parser("p.add_argument('--name')"), `${T}, "--name=\${n}"`, 'n: [1, 2.5, true]'],
  ['a part of a value', parser(BATCH), `${T}, "--batch-size=\${b}0"`, 'b: [1, 2]'],
  ['a flag with a value', parser(FLAG), `${T}, --fast=true`, '', 'argument-type --fast=true'],
  ['a flag through args', parser(FLAG), `${T}, "\${args}"`, 'fast: [true, false]', 'argument-type true', 'argument-type false'],
  ['a flag without a value', parser(FLAG), `${T}, --fast`, ''],
  ['a flag and its opposite', parser("p.add_argument('--fast', action=argparse.BooleanOptionalAction)"), `${T}, --no-fast`, ''],
  ['an action of its own', parser("p.add_argument('--x', action=Mine)"), `${T}, --x=1`, ''],
  [
    'several values',
    parser("p.add_argument('--xs', nargs='+', type=int)\np.add_argument('--y', required=True)"),
    `${T}, --xs, "1", "2", --y, "3"`,
    '',
  ],
  [
    'a group of options',
    parser("g = p.add_argument_group('model')\ng.add_argument('--depth', required=True)"),
    `${T}, --deph=3`,
    '',
    'unknown-argument --deph',
  ],
  [
    'exclusive options are not required',
    parser("g = p.add_mutually_exclusive_group(required=True)\ng.add_argument('--a')\ng.add_argument('--b')"),
    T,
    '',
  ],
  [
    'a function that makes the parser',
    `import argparse\ndef build():\n    p = argparse.ArgumentParser()\n    ${LR}\n    return p\nargs = build().parse_args()\n`,
    `${T}, --rl=1`,
    '',
    'unknown-argument --rl',
  ],
  [
    'a variable for what a function makes',
    `import argparse\ndef build():\n    p = argparse.ArgumentParser()\n    ${LR}\n    return p\nq = build()\nq.add_argument('--more')\nq.parse_args()\n`,
    `${T}, --lr=1, --more=2`,
    '',
  ],
  [
    'a function that adds',
    `import argparse\ndef add(p):\n    ${LR}\np = argparse.ArgumentParser()\nadd(p)\np.parse_args()\n`,
    `${T}, --xx=1`,
    '',
    'unknown-argument --xx',
  ],
  [
    'main with argv',
    `import argparse\ndef main(argv=None):\n    p = argparse.ArgumentParser()\n    ${LR}\n    args = p.parse_args(argv)\nmain()\n`,
    T,
    '',
    'missing-argument t.py',
  ],
];

/** Nothing is unknown or missing where the reading may be incomplete. */
const OPEN: readonly Row[] = (
  [
    ['parse_known_args', parser(LR, undefined, 'p.parse_known_args()')],
    ['subparsers', parser("s = p.add_subparsers()\nq = s.add_parser('a')")],
    ['parents', parser(LR, 'argparse.ArgumentParser(parents=[base])')],
    ['keywords that are not written', parser(LR, 'argparse.ArgumentParser(**kw)')],
    ['other prefixes', parser(LR, "argparse.ArgumentParser(prefix_chars='+-')")],
    ['options in a loop', parser('for n in names:\n    p.add_argument("--" + n)')],
    ['literal options in a loop', parser(`for n in names:\n    ${LR}`)],
    ['a name that is computed', parser('p.add_argument(NAME)')],
    ['arguments that are not written', parser('p.add_argument(*names, **kw)')],
    ['set_defaults', parser(`${LR}\np.set_defaults(lr=1)`)],
    ['an imported function', parser(`${LR}\nadd_more(p)`)],
    ['a method that gets the parser', parser(`${LR}\nTrainer.add_args(p)`)],
    ['another name for the parser', parser(`${LR}\nq = p`)],
    ['a parser in a list', parser(`${LR}\nall = [p]`)],
    ['two parsers', `${parser(LR)}q = argparse.ArgumentParser()\n`],
    [
      'a parser of an object',
      `import argparse\nclass A:\n    def f(self):\n        self.p = argparse.ArgumentParser()\n        self.p.parse_args()\n`,
    ],
    ['arguments of its own', parser(LR, undefined, "p.parse_args(['--lr', '1'])")],
    ['sys.argv is changed', `import sys\n${parser(LR, undefined, 'sys.argv.append("--lr=1")\np.parse_args()')}`],
    ['nothing is parsed', parser(LR, undefined, 'x = 1')],
    ['parsing that may fail', parser(LR, undefined, 'try:\n    p.parse_args()\nexcept SystemExit:\n    pass')],
    ['the rest of the line', parser(`${LR}\np.add_argument('rest', nargs=argparse.REMAINDER)`)],
    ['a parser of another library', parser(LR).replace('import argparse', 'import configargparse as argparse')],
    ['a subclass', `import argparse\nclass P(argparse.ArgumentParser): pass\np = P()\n${LR}\np.parse_args()\n`],
    ['a broken source', `${parser(LR)}def (:\n`],
    ['no parser at all', 'import sys\nprint(sys.argv)\n'],
    ['an error that is replaced', parser(`${LR}\np.error = lambda m: None`)],
  ] as const
).map(([name, script]) => [name, script, `${T}, --other=1, -z`, ''] as const);

const CLICK_LR = "@click.option('--lr', '-l', type=float, required=True)";
const CLICK_BATCH = "@click.option('--batch-size', default=32, help='how many')";
const CLICK_OPT = "@click.option('--opt', type=click.Choice(['adam', 'sgd']), default='adam')";

/** A script that is one click command with these decorators. */
function command(decorators: string, started = 'main()', made = '@click.command()'): string {
  return `import click\n${made}\n${decorators}\ndef main(**kw):\n    pass\nif __name__ == '__main__':\n    ${started}\n`;
}

const CLICK: readonly Row[] = [
  ['all is given', command(CLICK_LR), `${T}, "--lr=\${lr}"`, 'lr: [0.1, 0.2]'],
  ['a short option', command(CLICK_LR), `${T}, -l, "\${lr}"`, 'lr: [0.1, 0.2]'],
  ['an option that is nearly there', command(CLICK_BATCH), `${T}, --batch_size=1`, '', 'unknown-argument --batch_size'],
  ['no shortened options', command(CLICK_BATCH), `${T}, --batch=1`, '', 'unknown-argument --batch'],
  ['something required', command(CLICK_LR), T, '', 'missing-argument t.py'],
  ['required, but from a variable', command("@click.option('--lr', required=True, envvar='LR')"), T, ''],
  ['required, but asked for', command("@click.option('--lr', required=True, prompt=True)"), T, ''],
  ['the type of the default', command(CLICK_BATCH), `${T}, "--batch-size=\${b}"`, 'b: [1, x]', 'argument-type x'],
  ['text is anything', command("@click.option('--name')"), `${T}, "--name=\${n}"`, 'n: [1, x]'],
  ['a choice', command(CLICK_OPT), `${T}, "\${args}"`, 'opt: [adam, lamb]', 'argument-type lamb'],
  ['a choice in any case', command("@click.option('--o', type=click.Choice(['a'], case_sensitive=False))"), `${T}, --o=A`, ''],
  ['a flag and its opposite', command("@click.option('--fast/--slow')"), `${T}, --slow`, ''],
  ['a flag with a value', command("@click.option('--fast', is_flag=True)"), `${T}, --fast=1`, '', 'argument-type --fast=1'],
  ['counted', command("@click.option('-v', '--verbose', count=True)"), `${T}, -vvv`, ''],
  ['a value that begins with a dash', command("@click.option('--x')"), `${T}, --x, --y`, ''],
  ['a missing position', command("@click.argument('data')"), T, '', 'missing-argument t.py'],
  ['a given position', command("@click.argument('data')"), `${T}, x`, ''],
  ['a position that may be absent', command("@click.argument('data', required=False)"), T, ''],
  ['any number of positions', command("@click.argument('data', nargs=-1)"), T, ''],
  ['a version', command("@click.version_option('1')"), `${T}, --version`, ''],
  ['an underscore through args', command(CLICK_BATCH), `${T}, "\${args}"`, 'batch_size: [1, 2]', 'unknown-argument batch_size'],
];

const OPEN_CLICK: readonly Row[] = (
  [
    ['a group', command(CLICK_LR, 'main()', '@click.group()')],
    ['a decorator of its own', command(`${CLICK_LR}\n@common`)],
    ['what nobody knows is allowed', command(CLICK_LR, 'main()', "@click.command(context_settings={'ignore_unknown_options': True})")],
    ['arguments of its own', command(CLICK_LR, "main(['--lr', '1'])")],
    ['never started', command(CLICK_LR, 'pass')],
    ['a name that is computed', command('@click.option(NAME)')],
    ['two commands', `${command(CLICK_LR)}@click.command()\ndef other(): pass\n`],
  ] as const
).map(([name, script]) => [name, script, `${T}, --other=1, -z`, ''] as const);

/** A script that is one function of typer. */
function typed(parameters: string, started = 'typer.run(main)'): string {
  return `import typer\nfrom typing import Annotated, Optional\ndef main(${parameters}):\n    pass\n${started}\n`;
}

const TYPER: readonly Row[] = [
  ['with a default it is an option', typed('lr: float = 0.1'), `${T}, "--lr=\${lr}"`, 'lr: [0.1, 0.2]'],
  ['without a default it is a position', typed('data: str'), T, '', 'missing-argument t.py'],
  ['a position that is given', typed('data: str, lr: float = 1'), `${T}, x, --lr, "2"`, ''],
  ['underscores become dashes', typed('batch_size: int = 1'), `${T}, "\${args}"`, 'batch_size: [1, 2]', 'unknown-argument batch_size'],
  ['a dash', typed('batch_size: int = 1'), `${T}, "--batch-size=\${b}"`, 'b: [1, 2]'],
  ['no number', typed('lr: float = 0.1'), `${T}, "--lr=\${lr}"`, 'lr: [slow, fast]', 'argument-type slow', 'argument-type fast'],
  ['optional', typed('n: Optional[int] = None'), `${T}, --n=x`, '', 'argument-type --n=x'],
  ['a flag', typed('fast: bool = False'), `${T}, --no-fast`, ''],
  ['text without annotation, whatever the default', typed('fast=False'), `${T}, --fast, x, --no-fast`, '', 'unknown-argument --no-fast'],
  [
    'as many values as types',
    typed('data: str, u: Tuple[str, int] = typer.Option(("", 0))'),
    `${T}, --u, a, "1"`,
    '',
    'missing-argument t.py',
  ],
  ['a literal that is not listed', typed('o: Literal["adam", "sgd"] = "adam"'), `${T}, --o=lamb`, '', 'argument-type --o=lamb'],
  [
    'an annotated literal',
    typed('o: Annotated[Literal["adam", "sgd"], typer.Option()] = "adam"'),
    `${T}, --o=lamb`,
    '',
    'argument-type --o=lamb',
  ],
  [
    'a member of an enum',
    `from enum import Enum\nclass Net(str, Enum):\n    a = "conv"\n${typed('net: Net = Net.a')}`,
    `${T}, --net=conv`,
    '',
  ],
  [
    'no member of an enum',
    `from enum import Enum\nclass Net(str, Enum):\n    a = "conv"\n${typed('net: Net = Net.a')}`,
    `${T}, --net=a`,
    '',
    'argument-type --net=a',
  ],
  [
    'members that are computed',
    `from enum import Enum\nclass Net(Enum):\n    a = "x" * 2\n${typed('net: Net = Net.a')}`,
    `${T}, --net=a`,
    '',
  ],
  [
    'members in any case',
    `from enum import Enum\nclass Net(str, Enum):\n    a = "conv"\n${typed('net: Net = typer.Option(Net.a, case_sensitive=False)')}`,
    `${T}, --net=CONV`,
    '',
  ],
  [
    'a flag through args',
    typed('fast: bool = False'),
    `${T}, "\${args}"`,
    'fast: [true, false]',
    'argument-type true',
    'argument-type false',
  ],
  ['a required option', typed("lr: float = typer.Option(..., help='step')"), T, '', 'missing-argument t.py'],
  ['a required option, annotated', typed('lr: Annotated[float, typer.Option()]'), T, '', 'missing-argument t.py'],
  ['an annotated default', typed('lr: Annotated[float, typer.Option(help="x")] = 0.1'), `${T}, --rl=1`, '', 'unknown-argument --rl'],
  ['a name of its own', typed('lr: float = typer.Option(0.1, "--rate", "-r")'), `${T}, --rate=1, -r, "2"`, ''],
  ['a name of its own, annotated', typed('lr: Annotated[float, typer.Option("--rate")] = 1'), `${T}, --lr=1`, '', 'unknown-argument --lr'],
  ['from a variable', typed('lr: float = typer.Option(..., envvar="LR")'), T, ''],
  ['a position with a default', typed('data: str = typer.Argument("x")'), T, ''],
  ['a type of its own', typed('mode: Mode = Mode.a'), `${T}, --mode=b`, ''],
  ['a context', typed('ctx: typer.Context, lr: float = 1'), `${T}, --lr=1`, ''],
  [
    'an application',
    'import typer\napp = typer.Typer()\n@app.command()\ndef main(lr: float = 1): pass\napp()\n',
    `${T}, --rl=1`,
    '',
    'unknown-argument --rl',
  ],
];

const OPEN_TYPER: readonly Row[] = (
  [
    ['two commands', 'import typer\napp = typer.Typer()\n@app.command()\ndef a(): pass\n@app.command()\ndef b(): pass\napp()\n'],
    ['a callback', 'import typer\napp = typer.Typer()\n@app.callback()\ndef c(): pass\n@app.command()\ndef a(): pass\napp()\n'],
    ['never started', 'import typer\napp = typer.Typer()\n@app.command()\ndef a(): pass\n'],
    [
      'a callback that runs alone',
      'import typer\napp = typer.Typer()\n@app.callback(invoke_without_command=True)\ndef c(x: int = 1): pass\n@app.command()\ndef a(): pass\napp()\n',
    ],
    ['names that are imported', `from typer import Option\n${typed('lr: float = Option(1, "--other", "-z")')}`],
    ['names that are not written', typed('lr: float = typer.Option(1, *names)')],
    ['a parser of its own', typed('lr: float = typer.Option(1, parser=read)')],
  ] as const
).map(([name, script]) => [name, script, `${T}, --other=1, -z`, ''] as const);

describe.each([
  ['argparse', ARGPARSE],
  ['argparse, open', OPEN],
  ['click', CLICK],
  ['click, open', OPEN_CLICK],
  ['typer', TYPER],
  ['typer, open', OPEN_TYPER],
])('the options of a script: %s', (_, rows) => {
  it.each(rows.map(([name, script, command, parameters, ...expected]) => ({ name, script, command, parameters, expected })))(
    '$name',
    ({ script, command, parameters, expected }) => {
      expect(told(check(script, command, parameters))).toEqual(expected);
    },
  );
});

describe('commands that are not judged', () => {
  it.each([
    ['a module that is installed', 'python3, -m, torch.run, t.py, --x'],
    ['a script that is not there', 'python3, other.py, --x'],
    ['code in the command', 'python3, -c, "print()", --x'],
    ['another program', 'echo, t.py, --x'],
  ])('%s', (_, command) => {
    expect(told(check(parser(LR), command, ''))).toEqual([]);
  });
  it('but a module beside the task is', () => {
    expect(told(check(parser(FLAG), 'python3, -m, t, --x', ''))).toEqual(['unknown-argument --x']);
  });
});

describe('fixes', () => {
  const fixed = (script: string, command: string, parameters: string): readonly string[] => {
    const found = check(script, command, parameters);
    const { tree } = analyse(FILE, memoryWorld(new Map([[FILE, found.text]])));
    return found.problems.flatMap((one) =>
      fixesFor(one, { text: found.text, ...(tree && { tree }) }).flatMap(({ edits }) =>
        edits.map(({ span, text }) => found.text.slice(0, span.start) + text + found.text.slice(span.end)),
      ),
    );
  };
  it.each([
    ['a misspelt option', LR, `${T}, --lrr=1`, 'run: {command: [python3, t.py, --lr=1]}\nparameters: {}\n'],
    ['a missing option', LR, T, 'run: {command: [python3, t.py, "--lr=0"]}\nparameters: {}\n'],
    ['a missing position', "p.add_argument('data')", T, 'run: {command: [python3, t.py, "value"]}\nparameters: {}\n'],
  ])('%s', (_, body, command, after) => {
    expect(fixed(parser(body), command, '')[0]).toBe(after);
  });
  it('renames a parameter to what the script takes', () => {
    expect(fixed(parser(BATCH), `${T}, "\${args}"`, 'batch_size: [1, 2]')[0]).toBe(
      `run: {command: [python3, t.py, "\${args}"]}\nparameters: {batch-size: [1, 2]}\n`,
    );
  });
});
