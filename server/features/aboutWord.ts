import type { Field } from '../../core/task/task.ts';
import { formatValue } from '../../core/value/format.ts';
import type { Span } from '../../core/text.ts';
import type { Checked } from '../checked.ts';
import { lastPart } from '../paths.ts';
import { code, escaped } from './markdown.ts';
import { occurrenceAt } from './names.ts';
import { isExpressionPath, nameAround, placeAt } from './place.ts';
import { FUNCTION_HELP, PLACEHOLDER_HELP, WORD_HELP } from './words.ts';

/** What an output, a case, a function of expressions or a built-in placeholder at an offset is; nothing for other things. */
export function aboutWord(checked: Checked, offset: number): { readonly markdown: string; readonly span: Span } | undefined {
  const occurrence = occurrenceAt(checked, offset);
  if (occurrence?.thing.kind === 'output') {
    const { name } = occurrence.thing;
    return { markdown: aboutOutput(name, checked.schema.outputs.get(name), checked), span: occurrence.span };
  }
  if (occurrence?.thing.kind === 'case')
    return { markdown: `${code(occurrence.thing.name)} — one of the cases of ${code(occurrence.thing.of)}`, span: occurrence.span };
  if (occurrence?.thing.kind === 'zip')
    return { markdown: `${code(occurrence.thing.name)} — parameters that move together, as one axis`, span: occurrence.span };
  return occurrence ? undefined : aboutBuiltIn(checked, offset);
}

function aboutBuiltIn({ tree, text }: Checked, offset: number): { readonly markdown: string; readonly span: Span } | undefined {
  const word = nameAround(text, offset);
  const place = word && placeAt(tree, offset);
  if (!word || !place?.scalar) return undefined;
  const span = { start: word.start, end: word.start + word.name.length };
  const isPlaceholder = /\$\{\s*$/.test(text.slice(Math.max(0, span.start - 20), span.start));
  const tables: readonly Readonly<Record<string, string>>[] = isPlaceholder ? [PLACEHOLDER_HELP] : [FUNCTION_HELP, WORD_HELP];
  const isMeant = isPlaceholder || isExpressionPath(place.path);
  const help = isMeant ? tables.flatMap((table) => Object.entries(table)).find(([name]) => name === word.name)?.[1] : undefined;
  return help === undefined ? undefined : { markdown: `${code(word.name)} — ${help}`, span };
}

function aboutOutput(name: string, field: Field | undefined, { file }: Checked): string {
  const head = [code(name), field && field.type !== 'any' ? code(field.type) : '', 'output'].filter((part) => part !== '').join(' · ');
  const facts = [
    field?.description === undefined ? '' : escaped(field.description),
    field?.unit === undefined ? '' : `Unit: ${code(field.unit)}`,
    field?.default === undefined ? '' : `Default: ${code(formatValue(field.default))}`,
    field && field.file !== file ? `Declared in ${code(lastPart(field.file))}.` : '',
  ];
  return [head, ...facts.filter((fact) => fact !== '')].join('\n\n');
}
