import { problem, refusedWithin } from '../../check/problem.ts';
import { readTemplate } from '../placeholder.ts';
import { RUN_KINDS } from '../schemaRun.ts';
import type { CommandRun, ResultSource, Run, Template } from '../task.ts';
import { child, entry as entryOf, type MappingNode, type Node, type ScalarNode } from '../tree.ts';
import { readPattern } from '../../value/pattern.ts';
import { splitWords } from './words.ts';
import { type Reading, scalarText, textOf } from './reading.ts';

type RunReading = Pick<Reading, 'problems' | 'refused'>;

/** `run`: exactly one of python, node, command, shell. */
export function readRun(reading: RunReading, node: MappingNode): Run | undefined {
  const kinds = RUN_KINDS.flatMap((kind) => entryOf(node, kind) ?? []);
  const [first, second] = kinds;
  if (first === undefined) {
    // The one that is there, but has no value that counts, is a mistake that was told.
    if (refusedWithin(reading.refused, node)) return undefined;
    reading.problems.push(
      problem(
        'missing-key',
        opening(node),
        '`run` needs one of the keys `python`, `node`, `command` or `shell`, to say what is executed.',
        { data: { key: 'python', keys: RUN_KINDS } },
      ),
    );
    return undefined;
  }
  if (second !== undefined)
    reading.problems.push(
      problem('wrong-type', second.keyAt, `\`run\` has both \`${first.key}\` and \`${second.key}\`: keep one of them.`),
    );
  if (second !== undefined) return undefined;
  const base = readBase(reading, node, first.key);
  const at = { file: first.value.file, span: first.value.span };
  if (first.key === 'command') return { ...base, ...at, kind: 'command', arguments: readArguments(reading, first.value) };
  if (first.value.kind !== 'scalar') return undefined;
  if (first.key === 'python') return readPython(reading, first.value, base);
  return first.key === 'node' ? readNode(reading, first.value, base) : { ...base, ...at, kind: 'shell', script: scalarText(first.value) };
}

function opening(node: Node): { file: string; span: { start: number; end: number } } {
  return { file: node.file, span: { start: node.span.start, end: Math.min(node.span.end, node.span.start + 1) } };
}

type Base = Pick<CommandRun, 'env' | 'successCodes' | 'result' | 'file' | 'span'> &
  Partial<Pick<CommandRun, 'setup' | 'build' | 'cwd' | 'interpreter'>>;

function readBase(reading: RunReading, node: MappingNode, kind: string): Base {
  const env = new Map<string, string>();
  const variables = child(node, 'env');
  for (const { key, value } of variables?.kind === 'mapping' ? variables.entries : [])
    if (value.kind === 'scalar') env.set(key, value.value === null ? '' : scalarText(value));
  const build = child(node, 'build');
  const codes = child(child(node, 'success'), 'exit_codes');
  const [setup, cwd, interpreter] = [textOf(node, 'setup'), textOf(node, 'cwd'), textOf(node, 'interpreter')];
  return {
    file: node.file,
    span: node.span,
    env,
    successCodes: codes?.kind === 'list' ? codes.items.flatMap((item) => (item.kind === 'scalar' ? Number(item.value) : [])) : [0],
    result: readResult(reading, child(node, 'result'), kind),
    ...(setup !== undefined && { setup }),
    ...(cwd !== undefined && { cwd }),
    ...(interpreter !== undefined && { interpreter }),
    ...(build?.kind === 'list' && { build: build.items.flatMap((item) => (item.kind === 'scalar' ? scalarText(item) : [])) }),
  };
}

function readResult(reading: RunReading, node: Node | undefined, kind: string): ResultSource {
  const [json, jsonl, regex] = [textOf(node, 'json'), textOf(node, 'jsonl'), child(node, 'regex')];
  if (json !== undefined) return { kind: 'json', path: json };
  if (jsonl !== undefined) return { kind: 'jsonl', path: jsonl };
  if (regex?.kind === 'mapping') return { kind: 'regex', patterns: readPatterns(reading, regex) };
  const given = node?.kind === 'scalar' ? scalarText(node) : undefined;
  if (given === 'return' || given === 'stdout') return { kind: given };
  return { kind: kind === 'python' || kind === 'node' ? 'return' : 'stdout' };
}

function readPatterns(reading: RunReading, { entries }: MappingNode): ReadonlyMap<string, string> {
  const patterns = new Map<string, string>();
  for (const { key, value } of entries) {
    if (value.kind !== 'scalar') continue;
    const read = readPattern(scalarText(value));
    if ('refusal' in read) reading.problems.push(problem('wrong-type', value, `The pattern of the output \`${key}\` ${read.refusal}.`));
    patterns.set(key, scalarText(value));
  }
  return patterns;
}

function readPython(reading: RunReading, node: ScalarNode, base: Base): Run | undefined {
  const target = scalarText(node);
  const match = /^([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*):([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)$/u.exec(target.trim());
  if (match?.[1] !== undefined && match[2] !== undefined)
    return { ...base, kind: 'python', target: target.trim(), module: match[1], function: match[2], file: node.file, span: node.span };
  const replacement = /^(?:\.\/)?([\w/]+)\.py(?::(\w+))?$/.exec(target);
  const written = replacement?.[1] === undefined ? undefined : `${replacement[1].replaceAll('/', '.')}:${replacement[2] ?? 'run'}`;
  const advice = written === undefined ? 'such as `pendulum:simulate`' : `here \`${written}\``;
  reading.problems.push(
    problem(
      'wrong-type',
      node,
      `\`${target}\` does not name a Python function: write \`module:function\`, ${advice}.`,
      written === undefined ? {} : { data: { replacement: written } },
    ),
  );
  return undefined;
}

function readNode(reading: RunReading, node: ScalarNode, base: Base): Run | undefined {
  const target = scalarText(node);
  const hash = target.indexOf('#');
  const path = hash === -1 ? target : target.slice(0, hash);
  const name = hash === -1 ? 'default' : target.slice(hash + 1);
  if (/\.[cm]?[jt]s$/.test(path) && name !== '')
    return { ...base, kind: 'node', target, path, export: name, file: node.file, span: node.span };
  reading.problems.push(
    problem(
      'wrong-type',
      node,
      `\`${target}\` does not name a function of a module: write \`./file.mjs#function\`, with a file that ends in .js, .mjs, .cjs, .ts, .mts or .cts.`,
    ),
  );
  return undefined;
}

function readArguments(reading: RunReading, node: Node): readonly Template[] {
  const items = node.kind === 'list' ? node.items : [];
  if (node.kind === 'list' && items.length === 0)
    reading.problems.push(
      problem('wrong-type', node, '`command` needs the program to start as its first entry, such as `[./solve, "${args}"]`.'),
    );
  if (node.kind === 'scalar' && typeof node.value === 'string') return readString(reading, node);
  return items.flatMap((item) => {
    if (item.kind !== 'scalar') return [];
    const { template, problems } = readTemplate(item);
    reading.problems.push(...problems);
    return [template];
  });
}

/** A command given as one string still runs, cut at its spaces; a warning offers the list. */
function readString(reading: RunReading, node: ScalarNode): readonly Template[] {
  const words = splitWords(scalarText(node));
  reading.problems.push(
    problem(
      'shell-string',
      node,
      'This command is one text; it is cut at its spaces and started without a shell. Write it as a list of arguments, or use `shell` when it needs one.',
      { data: { words } },
    ),
  );
  return words.map((word) => readTemplate({ ...node, value: word, source: '', style: 'quoted' }).template);
}
