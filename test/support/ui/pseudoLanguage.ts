import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';

const ROOT = join(import.meta.dirname, '../../..');

/** A language that nobody speaks and no table of VS Code has: whatever comes out in it was looked up in ours. */
export const PSEUDO_LANGUAGE = 'qps-ploc';

/** What of the project a window loads, as `.vscodeignore` ships it. */
const PARTS = ['package.json', 'package.nls.json', 'l10n', 'dist', 'media', 'syntaxes', 'python'];

/** Copies the built extension into a folder, with tables that translate each of its texts. */
export async function translatedExtension(folder: string): Promise<void> {
  for (const part of PARTS) await cp(join(ROOT, part), join(folder, part), { recursive: true, filter: (path) => !path.endsWith('.map') });
  await translate(join(folder, 'package.nls.json'), join(folder, `package.nls.${PSEUDO_LANGUAGE}.json`));
  await translate(join(folder, 'l10n/bundle.l10n.json'), join(folder, `l10n/bundle.l10n.${PSEUDO_LANGUAGE}.json`));
}

const tableSchema = z.record(z.string(), z.string());

async function translate(from: string, to: string): Promise<void> {
  const table = tableSchema.parse(JSON.parse(await readFile(from, 'utf8')));
  const translated = Object.entries(table).map(([key, text]) => [key, text.split('\n').map(pseudo).join('\n')]);
  await writeFile(to, JSON.stringify(Object.fromEntries(translated)));
}

/** `Rerun {0} failed` as `⟦Ŕéŕúñ {0} fáíĺéd⟧`. A line that is a link stays one. */
function pseudo(line: string): string {
  const link = /^\[(.*)\](\(.*\))$/.exec(line);
  if (link) return `[${pseudo(link[1] ?? '')}]${link[2]}`;
  return line === '' ? '' : `⟦${line.replace(/\{\w+\}|\$\([\w~-]+\)|\]\([^)]*\)|`[^`]*`|[a-zA-Z]/g, (part) => ACCENTS[part] ?? part)}⟧`;
}

const ACCENTS: Readonly<Record<string, string>> = Object.fromEntries(
  ['aá', 'eé', 'ií', 'oó', 'uú', 'nñ', 'rŕ', 'lĺ', 'sś', 'AÁ', 'EÉ', 'IÍ', 'OÓ', 'UÚ', 'NÑ', 'RŔ', 'LĹ', 'SŚ'].map(
    ([from = '', to = '']) => [from, to],
  ),
);

/** What of these texts was not translated, each once, but for `data`: what a person, a task or a format has named. */
export function untranslated(texts: readonly string[], data: RegExp): readonly string[] {
  return [...new Set(texts)].filter((text) => /\p{L}{2}/u.test(withoutTranslated(text).replace(data, '')));
}

/** A translated text may stand in another one. */
function withoutTranslated(text: string): string {
  const rest = text.replace(/⟦[^⟦⟧]*⟧/g, '');
  return rest === text ? text : withoutTranslated(rest);
}
