import type { NameType } from '../../expression/check.ts';
import type { TaskRule } from '../check.ts';
import { blockNames } from '../factors.ts';
import { problem } from '../problem.ts';

/** The annotation of an argument against the declared or apparent type of the parameter. */
export const argumentType: TaskRule = function* ({ task, scope, signature }) {
  if (signature.kind !== 'function') return;
  const places = blockNames(task.space);
  for (const parameter of signature.parameters) {
    const wanted = kindsOf(parameter.annotation);
    const given = scope.types.get(parameter.name);
    const at = places.get(parameter.name);
    if (wanted === undefined || given === undefined || given === 'any' || at === undefined) continue;
    const field = task.schema.parameters.get(parameter.name);
    const declaredFloat = field?.type === 'float' && wanted.has('integer') && !wanted.has('number');
    if (!declaredFloat && (wanted.has(given) || (given === 'number' && wanted.has('integer')))) continue;
    const is = field ? `of type ${field.type} in the schema` : WORDS[given];
    yield problem(
      'argument-type',
      at,
      `\`${parameter.name}\` is ${is}, but \`${signature.name}\` declares it as \`${parameter.annotation}\`: change one of the two.`,
      {
        related: [{ file: parameter.at.file, span: parameter.at.span, message: `\`${parameter.name}\` of \`${signature.name}\`` }],
      },
    );
  }
};

const WORDS: Readonly<Record<NameType, string>> = {
  number: 'a number',
  text: 'text',
  boolean: 'true or false',
  list: 'a list',
  any: 'anything',
};

type Kind = NameType | 'integer';

const KINDS: Readonly<Record<string, Kind>> = {
  int: 'integer',
  float: 'number',
  number: 'number',
  bigint: 'integer',
  complex: 'number',
  str: 'text',
  string: 'text',
  Path: 'text',
  'pathlib.Path': 'text',
  bool: 'boolean',
  boolean: 'boolean',
  list: 'list',
  List: 'list',
  tuple: 'list',
  Tuple: 'list',
  Sequence: 'list',
};

/** What an annotation accepts; `undefined` when it is not understood whole, so that nothing is said about it. */
function kindsOf(annotation: string | undefined): ReadonlySet<Kind> | undefined {
  if (annotation === undefined) return undefined;
  const inner = /^(?:typing\.)?Optional\[(.*)\]$/.exec(annotation.trim())?.[1] ?? annotation;
  const kinds = new Set<Kind>();
  for (const part of inner.split('|').map((one) => one.trim())) {
    if (part === 'None' || part === 'undefined' || part === 'null') continue;
    const kind = kindOf(part);
    if (kind === undefined) return undefined;
    kinds.add(kind);
  }
  return kinds;
}

function kindOf(part: string): Kind | undefined {
  if (/^(["']).*\1$/.test(part)) return 'text';
  if (/^\w+\[\]$/.test(part)) return 'list';
  const generic = /^(?:typing\.)?(\w+)[[<]/.exec(part)?.[1];
  const name = generic ?? part;
  return Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
}
