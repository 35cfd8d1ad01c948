import Papa from 'papaparse';
import { parseText } from '../value/parseText.ts';
import { valueMap } from '../value/value.ts';
import { type Imported, newNotes, type Refused, type SourceText } from './imported.ts';
import { parameterName, stemOf } from './name.ts';

/** A table with one point a row. With names that parameters may have it is read in place, so that it may be of any length. */
export function importCsv(source: SourceText): Imported | Refused {
  const head = Papa.parse<string[]>(source.text.replace(/^\ufeff/, ''), { preview: 1, skipEmptyLines: true }).data[0];
  if (!head || head.every((name) => name.trim() === ''))
    return { refused: `${source.path} has no first line with the names of parameters.` };
  const notes = newNotes();
  const names = head.map((name) => parameterName(name, notes));
  const seen = new Set<string>();
  const twice = names.find((name) => seen.size === seen.add(name).size);
  if (twice !== undefined) return { refused: `${source.path} has two columns that would be the parameter ${twice}; rename one of them.` };
  const points = names.every((name, at) => name === head[at]) ? source.path : rowsOf(source.text, names);
  return { name: stemOf(source.path), task: valueMap([['points', points]]), notes: notes.list, objective: names };
}

function rowsOf(text: string, names: readonly string[]) {
  const { data } = Papa.parse<string[]>(text.replace(/^\ufeff/, ''), { skipEmptyLines: true });
  return data
    .slice(1)
    .map((cells) => valueMap(names.flatMap((name, at) => ((cells[at] ?? '') === '' ? [] : [[name, parseText(cells[at] ?? '')] as const]))));
}
