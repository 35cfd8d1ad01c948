import type { CommandOption } from '../../core/code/commandLine/options.ts';
import type { CommandSignature, KnownSignature } from '../../core/code/signature.ts';
import type { NamedThing } from '../../core/task/occurrence/occurrence.ts';
import type { Span } from '../../core/text.ts';
import type { Checked } from '../checked.ts';
import { occurrenceAt } from './names.ts';
import { placeAt } from './place.ts';
import { type Parameter, parametersOf } from './parameters.ts';
import { commandPartAt } from './scriptOptions.ts';

/** What a place in a task file speaks of: for hover and definition alike. */
export type Subject =
  | { readonly kind: 'parameter'; readonly parameter: Parameter; readonly span: Span }
  | { readonly kind: 'objective'; readonly signature: KnownSignature; readonly span: Span }
  | { readonly kind: 'name'; readonly thing: NamedThing; readonly span: Span }
  | { readonly kind: 'option'; readonly option: CommandOption; readonly span: Span }
  | { readonly kind: 'script'; readonly script: CommandSignature; readonly span: Span }
  | { readonly kind: 'path'; readonly target: string; readonly span: Span }
  | { readonly kind: 'key'; readonly path: readonly (string | 0)[]; readonly span: Span };

export function subjectAt(checked: Checked, offset: number): Subject | undefined {
  const place = placeAt(checked.tree, offset);
  if (!place) return undefined;
  const parameters = parametersOf(checked);
  if (place.entry) {
    const { span } = place.entry.keyAt;
    const name = parameterName(place.path);
    const parameter = name === undefined ? undefined : (byPlace(parameters, checked.file, offset) ?? parameters.get(name));
    return parameter ? { kind: 'parameter', parameter, span } : { kind: 'key', path: place.path, span };
  }
  const { scalar, path } = place;
  if (!scalar) return undefined;
  const { signature } = checked;
  if (path[0] === 'run' && (path[1] === 'python' || path[1] === 'node') && signature.kind === 'function')
    return { kind: 'objective', signature, span: scalar.span };
  const named = occurrenceAt(checked, offset);
  const parameter = named?.thing.kind === 'parameter' ? parameters.get(named.thing.name) : undefined;
  if (named && parameter) return { kind: 'parameter', parameter, span: named.span };
  if (named) return { kind: 'name', thing: named.thing, span: named.span };
  const part = path[0] === 'run' && path[1] === 'command' ? commandPartAt(checked, offset) : undefined;
  if (part) return 'option' in part ? { kind: 'option', ...part } : { kind: 'script', ...part };
  const target = typeof scalar.value === 'string' && checked.resolve(scalar.value);
  return target && checked.analysis.files.includes(target) && target !== checked.file
    ? { kind: 'path', target, span: scalar.span }
    : undefined;
}

/** The dotted name that a path below `parameters` and the like spells. */
export function parameterName(path: readonly (string | 0)[]): string | undefined {
  const at = path.findLastIndex(
    (step) => step === 'parameters' || step === 'exclude' || step === 'include' || step === 'points' || step === 'zip' || step === 'cases',
  );
  if (at < 0) return undefined;
  const inside = path.slice(at + 1).filter((step) => step !== 0);
  return inside.slice(Math.min(namesBefore(path[at]), inside.length - 1)).join('.') || undefined;
}

/** What stands between these keys and the names of parameters: the name of a zip; a case parameter with its case. */
function namesBefore(key: string | 0 | undefined): number {
  if (key === 'cases') return 2;
  return key === 'zip' ? 1 : 0;
}

function byPlace(parameters: ReadonlyMap<string, Parameter>, file: string, offset: number): Parameter | undefined {
  return [...parameters.values()].find(({ places }) =>
    places.some((at) => at.file === file && at.span.start <= offset && offset <= at.span.end),
  );
}
