import { compileSpace } from '../space/compile.ts';
import { once } from '../space/once.ts';
import { extendTree } from '../task/extend.ts';
import { parseIn } from '../task/parse.ts';
import { type ReadTask, readTask } from '../task/read.ts';
import { parseSchemaText } from '../task/read/schema.ts';
import { taskFile } from '../task/schema.ts';
import type { MappingNode, Node } from '../task/tree.ts';
import { validate } from '../task/validate.ts';
import type { World } from '../task/world.ts';
import type { Analysis } from './analysis.ts';
import { spaceChecks, taskChecks } from './checks.ts';
import type { Check } from './check.ts';
import { problem, type Problem } from './problem.ts';

/** More than a reader can use; the first are the ones to mend. */
const MAX_PROBLEMS = 200;

/** How many candidate points the checks may look at, when the caller does not say. */
const BUDGET = 200_000;

/** Everything about one task file, in one pure pass: parse, form, meaning, checks, space. Never throws for bad input. */
export function analyse(file: string, world: World, options: { readonly budget?: number } = {}): Analysis {
  return { ...beginAnalysis(file, world, options) };
}

/** The same, but the checks, which cost most, are run when `problems` or `space` are first asked for: a completion needs neither. */
export function beginAnalysis(file: string, world: World, options: { readonly budget?: number } = {}): Analysis {
  const text = world.read(file);
  if (text === undefined) return { file, problems: [unreadable(file)], files: [file] };
  const parsed = parseIn(world, text, file);
  if (parsed.root?.kind !== 'mapping') return { file, problems: noMapping(parsed.problems, file, parsed.root), files: [file] };
  const extended = extendTree(parsed.root, file, world);
  const valid = validate(taskFile, extended.root, world.memory);
  const root = valid.root.kind === 'mapping' ? valid.root : extended.root;
  const read = readTask(root, { file, world, refused: valid.problems.slice(0, MAX_PROBLEMS) });
  const files = [...new Set([file, ...extended.files, ...read.files])];
  const syntax = parsed.problems.find((one) => one.code === 'yaml-syntax');
  const form = inPlace(
    [...beforeSyntax(parsed.problems, syntax, text), ...extended.problems, ...beforeSyntax(valid.problems, syntax, text)],
    file,
  );
  if (form.some(hidesTheRest)) return { file, tree: extended.root, task: read.task, problems: limited(form), files };
  const found = [...withoutDoubt(form, read.problems), ...inPlace(read.problems, file)];
  const late = once(() => checked({ read, root, world, found }, options.budget ?? BUDGET));
  return {
    file,
    tree: extended.root,
    task: read.task,
    get space() {
      return late().space;
    },
    get problems() {
      return late().problems;
    },
    files,
  };
}

/** A schema file (`*.sweep-params.yaml`) by itself. */
export function analyseSchemaFile(file: string, world: World): Analysis {
  const text = world.read(file);
  if (text === undefined) return { file, problems: [unreadable(file)], files: [file] };
  const { root } = parseIn(world, text, file);
  const problems: Problem[] = [];
  parseSchemaText({ problems, files: new Set(), world }, text, file);
  return { file, ...(root?.kind === 'mapping' && { tree: root }), problems: limited(problems), files: [file] };
}

interface Subject {
  readonly read: ReadTask;
  readonly root: MappingNode;
  readonly world: World;
  /** What was found before. */
  readonly found: readonly Problem[];
}

function checked({ read, root, world, found }: Subject, budget: number): Pick<Analysis, 'problems' | 'space'> {
  const { task } = read;
  const check: Check = { ...read, root, world, found, signature: task.run ? world.signature(task.run, task.file) : { kind: 'unknown' } };
  const meaning = taskChecks(check);
  const told = [...found, ...meaning.problems];
  if (read.broken || meaning.spoiled) return { problems: limited(told), space: undefined };
  const space = compileSpace(task.space, { budget, sampling: task.sampling, memory: world.memory });
  return { problems: limited([...told, ...spaceChecks({ ...check, found: told }, space)]), space };
}

/** In order of place, those of the file itself first. */
function inPlace(problems: readonly Problem[], file: string): readonly Problem[] {
  return problems.toSorted((a, b) => Number(b.file === file) - Number(a.file === file) || a.span.start - b.span.start);
}

/** At a syntax error the tree is a guess: of its form only what stands before the error is told, and nothing that is missing. */
function beforeSyntax(problems: readonly Problem[], first: Problem | undefined, text: string): readonly Problem[] {
  if (first === undefined) return problems;
  const isBefore = ({ span }: Problem) => span.end < first.span.start && text.slice(span.end, first.span.start).trim() !== '';
  return problems.filter((one) => one.code === 'yaml-syntax' || (one.file === first.file && one.code !== 'missing-key' && isBefore(one)));
}

/** Where the schema says what a word has to be, nobody needs to be told that other readers see another word. */
function withoutDoubt(form: readonly Problem[], read: readonly Problem[]): readonly Problem[] {
  const placeOf = ({ file, span }: Problem) => `${span.start} ${file}`;
  const decided = new Set(read.filter((one) => one.code === 'outside-schema').map(placeOf));
  return form.filter((one) => one.code !== 'ambiguous-scalar' || !decided.has(placeOf(one)));
}

/** After these the tree is only a part of what is meant, and what follows from it would be said in vain. */
function hidesTheRest({ code }: Problem): boolean {
  return code === 'yaml-syntax' || code === 'extends-missing' || code === 'extends-cycle' || code === 'alias-bomb' || code === 'too-deep';
}

function noMapping(problems: readonly Problem[], file: string, root: Node | undefined): readonly Problem[] {
  if (problems.length > 0) return limited(problems);
  const span = root?.span ?? { start: 0, end: 0 };
  const isEmpty = root === undefined || (root.kind === 'scalar' && root.value === null);
  const message = !isEmpty
    ? 'A task file is a mapping of keys such as `run` and `parameters`, not a list or a single value.'
    : 'This task file is empty: begin with `run:` and `parameters:`.';
  return [problem(isEmpty ? 'missing-key' : 'wrong-type', { file, span }, message, isEmpty ? { data: { key: 'run' } } : {})];
}

/** When there are too many, no error gives way to a warning: who reads this decides by it whether the sweep may run. */
function limited(problems: readonly Problem[]): readonly Problem[] {
  if (problems.length <= MAX_PROBLEMS) return problems;
  const errors = problems.filter((one) => one.severity === 'error');
  return [...errors, ...problems.filter((one) => one.severity !== 'error')].slice(0, MAX_PROBLEMS);
}

function unreadable(file: string): Problem {
  return problem(
    'file-not-found',
    { file, span: { start: 0, end: 0 } },
    'This file cannot be read: it is not there, lies outside the workspace, or is larger than 16 MiB.',
  );
}
