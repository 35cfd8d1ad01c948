import { fieldOf, namedChildren, type SyntaxNode, type SyntaxTree, textOf } from '../../code/syntax.ts';
import { encode } from '../../value/encode.ts';
import { isValueList, type Value, type ValueMap, valueMap } from '../../value/value.ts';
import { type Imported, newNotes, type Notes, type Refused, type SourceText } from '../imported.ts';
import { stemOf } from '../name.ts';
import { blockOf } from './block.ts';
import { combined, evaluate, type Meaning, type Names } from './evaluate.ts';
import { isConstant, mostRows, namesOf, type PSpace, rowsOf } from './space.ts';

/** A task file of psyrun (`psy-tasks/task_<name>.py`), read without running it. */
export function importPsyrun(source: SourceText, tree: SyntaxTree | undefined): Imported | Refused {
  if (!tree?.sound) return { refused: `${source.path} is not read as Python.` };
  const notes = newNotes();
  const { names, functions } = readModule(tree);
  const pspace = names.get('pspace');
  if (pspace?.kind !== 'space')
    return {
      refused: `${source.path}: ${pspace?.kind === 'unknown' ? `\`pspace = ${pspace.source}\` cannot be told without running it; list its points in a CSV file and import that` : 'there is no pspace'}.`,
    };
  const wrong = mistakeOf(pspace.space);
  if (wrong !== undefined) return { refused: `${source.path}: ${wrong}` };
  if (mostRows(pspace.space) > MOST_ROWS) return { refused: `${source.path}: pspace has more than ${MOST_ROWS} rows; write it as ranges.` };
  noteSpace(pspace.space, notes);
  noteVariables(names, notes);
  const module = stemOf(source.path);
  const name = textIn(names.get('name')) ?? module.replace(/^task_/, '');
  const setup = functions.has('setup');
  if (setup)
    notes.add(
      'setup',
      'is called once for each worker, when the module beside the task file is imported; what it returns is given to every call.',
    );
  if (!functions.has('execute')) notes.add('execute', 'is not defined in this file: correct `run`.');
  const task: [string, Value][] = [
    ['name', name],
    ...(setup ? [] : [['run', runOf(`${module}:execute`, names, notes)] as const]),
    ...keysOf(names, notes),
    ...Object.entries(blockOf(pspace.space, notes)),
  ].map(([key, value]) => [key, value]);
  return {
    name: stemOf(name),
    task: valueMap(task),
    notes: notes.list,
    ...(setup && { written: wrapperOf(module, namesOf(pspace.space)) }),
  };
}

/** Larger spaces are not made while a file is read. */
const MOST_ROWS = 1_000_000;

interface Module {
  readonly names: Names;
  readonly functions: ReadonlySet<string>;
}

/** What the top level of a module binds, statement by statement. */
function readModule(tree: SyntaxTree): Module {
  const names: Names = new Map();
  const functions = new Set<string>();
  for (const statement of namedChildren(tree.root)) {
    const definition = statement.type === 'decorated_definition' ? fieldOf(statement, 'definition') : statement;
    if (definition?.type === 'function_definition') functions.add(textOf(tree, fieldOf(definition, 'name') ?? definition));
    for (const one of statement.type === 'expression_statement' ? namedChildren(statement) : []) assign(tree, one, names);
  }
  return { names, functions };
}

function assign(tree: SyntaxTree, node: SyntaxNode, names: Names): void {
  const [left, right] = [fieldOf(node, 'left'), fieldOf(node, 'right')];
  if (left?.type !== 'identifier' || !right) return;
  const name = textOf(tree, left);
  const read = right.type === 'assignment' ? inner(tree, right, names) : evaluate(tree, right, names);
  const operator = node.type === 'augmented_assignment' ? (fieldOf(node, 'operator')?.type ?? '').replace(/=$/, '') : undefined;
  const before = names.get(name);
  const unread: Meaning = { kind: 'unknown', source: textOf(tree, right) };
  names.set(name, operator === undefined ? read : ((before && combined(operator, before, read)) ?? unread));
}

/** `a = b = value` */
function inner(tree: SyntaxTree, node: SyntaxNode, names: Names): Meaning {
  assign(tree, node, names);
  const left = fieldOf(node, 'left');
  return (left && names.get(textOf(tree, left))) ?? { kind: 'unknown', source: textOf(tree, node) };
}

/** What psyrun refuses when it builds the space. */
function mistakeOf(space: PSpace): string | undefined {
  if (space.kind === 'param') {
    const lengths = new Set(space.columns.flatMap(({ values }) => (isConstant(values) ? [] : [values.length])));
    return lengths.size > 1 ? `the lists of Param(${namesOf(space).join(', ')}) differ in length.` : undefined;
  }
  const [left, right] = [namesOf(space.left), namesOf(space.right)];
  const twice = left.find((name) => right.includes(name));
  if (space.kind === 'product' && twice !== undefined) return `both factors of a product have the parameter ${twice}.`;
  const stranger = right.find((name) => !left.includes(name));
  if (space.kind === 'difference' && stranger !== undefined) return `${stranger} is taken away from a space that does not have it.`;
  return mistakeOf(space.left) ?? mistakeOf(space.right);
}

function noteSpace(space: PSpace, notes: Notes): void {
  if (mostRows(space) > MOST_COMPARED) return;
  const rows = rowsOf(space);
  const names = namesOf(space);
  if (rows.some((row) => row.size < names.length)) notes.add('sum', 'a parameter that one side lacks is absent there, and not NaN.');
  const texts = new Set(rows.map((row) => encode(names.map((name) => row.get(name) ?? null))));
  if (texts.size < rows.length)
    notes.add(
      'pspace',
      `${rows.length - texts.size} of its rows are there twice; equal points are one here. \`replicates\` repeats points with other seeds.`,
    );
}

const MOST_COMPARED = 100_000;

const WITHOUT_EQUAL: Readonly<Record<string, string>> = {
  backend: 'workers take one item after the other; `execution` says how many there are.',
  store: 'every result is a row of `.sweepdeck/cache.db`; `sweepdeck export` writes files.',
  resultfile: '`sweepdeck export FILE -o PATH` writes it.',
  workdir: 'results lie in the workspace, in `.sweepdeck/`.',
  scheduler: 'clusters are not there yet; items run on this machine.',
  scheduler_args: 'clusters are not there yet; items run on this machine.',
  max_jobs: 'items are handed out one by one.',
  min_items: 'items are handed out one by one.',
  overwrite_dirty: 'a run never removes results.',
  exclude_from_result: '`views: {columns: […]}` and `export --columns` choose columns; results are kept whole.',
};

function noteVariables(names: Names, notes: Notes): void {
  for (const [name, text] of Object.entries(WITHOUT_EQUAL)) if (names.has(name)) notes.add(name, text);
}

function textIn(meaning: Meaning | undefined): string | undefined {
  return meaning?.kind === 'value' && typeof meaning.value === 'string' ? meaning.value : undefined;
}

function runOf(target: string, names: Names, notes: Notes): ValueMap {
  const python = names.get('python');
  const interpreter = textIn(python);
  if (python && interpreter === undefined && !(python.kind === 'unknown' && python.source === 'sys.executable'))
    notes.add('python', 'is not written out; `run: {interpreter: …}` names the interpreter.');
  return valueMap([['python', target], ...(interpreter === undefined ? [] : [['interpreter', interpreter] as const])]);
}

function keysOf(names: Names, notes: Notes): readonly (readonly [string, Value])[] {
  const keys: [string, Value][] = [];
  const files = names.get('file_dep');
  if (files?.kind === 'value' && isValueList(files.value) && files.value.length > 0) keys.push(['inputs', files.value]);
  else if (files?.kind === 'unknown') notes.add('file_dep', 'is not written out; `inputs` lists the files that results depend on.');
  const pool = names.get('pool_size');
  if (pool?.kind === 'value' && typeof pool.value === 'number' && pool.value > 1)
    keys.push(['execution', valueMap([['workers', pool.value]])]);
  return keys;
}

/** The values of `setup` are context, never parameters: what it returns does not multiply the points. */
function wrapperOf(module: string, names: readonly string[]): string {
  return `"""Gives what setup() of ${module}.py returns to every call of its execute(), as psyrun does."""
import ${module}

_context = ${module}.setup(0) or {}


def evaluate(${names.join(', ')}):
    return ${module}.execute(${names.map((name) => `${name}=${name}`).join(', ')}, **_context)
`;
}
