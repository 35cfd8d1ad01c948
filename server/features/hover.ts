import type { KnownSignature, SignatureParameter } from '../../core/code/signature.ts';
import type { SpaceAxis } from '../../core/space/space.ts';
import { formatValue } from '../../core/value/format.ts';
import { type Checked, rangeOf } from '../checked.ts';
import { isSchemaFile } from '../paths.ts';
import type { HoverText } from '../serviceApi.ts';
import { aboutWord } from './aboutWord.ts';
import { keyAt } from './format.ts';
import { code, escaped } from './markdown.ts';
import { aboutOption, aboutScript } from './aboutOption.ts';
import type { Parameter } from './parameters.ts';
import { subjectAt } from './subject.ts';

/** What is known about the key, parameter or objective at an offset. */
export function hover(checked: Checked, offset: number): HoverText | null {
  const word = aboutWord(checked, offset);
  if (word) return { markdown: word.markdown, range: rangeOf(checked, word.span) };
  const subject = subjectAt(checked, offset);
  if (!subject) return null;
  const markdown = textOf(checked, subject);
  return markdown === undefined ? null : { markdown, range: rangeOf(checked, subject.span) };
}

function textOf(checked: Checked, subject: NonNullable<ReturnType<typeof subjectAt>>): string | undefined {
  switch (subject.kind) {
    case 'parameter':
      return aboutParameter(checked, subject.parameter);
    case 'objective':
      return aboutObjective(subject.signature);
    case 'option':
      return aboutOption(subject.option);
    case 'script':
      return aboutScript(subject.script);
    case 'key': {
      const known = keyAt(checked.file, subject.path);
      return known && `${code(known.key)} — ${known.type}\n\n${known.documentation}`;
    }
    case 'path':
    case 'name':
      return undefined;
  }
}

/** Type, bounds, unit, description, number of values, and where a value comes from. */
export function aboutParameter(checked: Checked, { name, field, axis, argument, option, constant, places }: Parameter): string {
  const type = field && field.type !== 'any' ? field.type : argument?.annotation;
  const varies = axis ? aboutAxis(axis) : constant && 'constant';
  const head = [code(name), type === undefined ? '' : code(type), varies || ''];
  const inherited = places.some((at) => at.file !== checked.file)
    ? `From ${code(fileName(places.find((at) => at.file !== checked.file)?.file ?? ''))}.`
    : '';
  const facts = [
    field?.description === undefined ? '' : escaped(field.description),
    field ? bounds(field) : '',
    inherited,
    field ? aboutSource(checked, field, places.length > 0) : '',
    argument ? aboutArgument(argument) : '',
    option ? aboutOption(option) : '',
  ];
  return [head.filter((part) => part !== '').join(' · '), ...facts.filter((fact) => fact !== '')].join('\n\n');
}

function bounds({ min, max, unit, values, default: preset }: NonNullable<Parameter['field']>): string {
  const facts = [
    min === undefined && max === undefined ? '' : `Allowed: ${code(`${min ?? '−∞'} … ${max ?? '∞'}`)}`,
    values === undefined
      ? ''
      : `One of ${values
          .slice(0, 20)
          .map((value) => code(formatValue(value)))
          .join(', ')}${values.length > 20 ? ', …' : ''}`,
    unit === undefined ? '' : `Unit: ${code(unit)}`,
    preset === undefined ? '' : `Default: ${code(formatValue(preset))}`,
  ];
  return facts.filter((fact) => fact !== '').join(' · ');
}

/** Where a value comes from that the task does not give itself, and where the field is declared. */
function aboutSource({ file }: Checked, field: NonNullable<Parameter['field']>, isGiven: boolean): string {
  const schema = field.file === file ? 'the schema' : code(fileName(field.file));
  if (isSchemaFile(file)) return '';
  if (!isGiven && field.default !== undefined)
    return `Not given here, so the objective uses its own default; that of ${schema} is not passed to it. A point that gives exactly this value is the same point as one without it.`;
  return field.file === file ? '' : `Declared in ${schema}.`;
}

function aboutAxis({ size, last }: SpaceAxis): string {
  const values = `${size.toLocaleString('en-US')} ${size === 1 ? 'value' : 'values'}`;
  return last === undefined ? values : `${values}, the last is ${code(String(last))}`;
}

function aboutArgument(argument: SignatureParameter): string {
  const needed = argument.required ? 'needed' : 'optional';
  const preset = argument.default === undefined ? needed : `default ${code(formatValue(argument.default))}`;
  const { min, max, description } = argument;
  const ends = min === undefined && max === undefined ? '' : ` Allowed: ${code(`${min ?? '−∞'} … ${max ?? '∞'}`)}.`;
  const about = `Argument of the objective in ${code(fileName(argument.at.file))}: ${preset}.${ends}`;
  return description === undefined ? about : `${escaped(description)}\n\n${about}`;
}

function aboutObjective({ name, parameters, docstring, at }: KnownSignature): string {
  const list = parameters.map(
    (one) =>
      `${one.name}${one.annotation === undefined ? '' : `: ${one.annotation}`}${one.default === undefined ? '' : ` = ${formatValue(one.default)}`}`,
  );
  const head = `${code(`${name}(${list.join(', ')})`)} — ${code(fileName(at.file))}`;
  return docstring === undefined || docstring === '' ? head : `${head}\n\n${escaped(docstring)}`;
}

function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}
