import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { bundleText, textsOf } from '../packaging/texts.ts';
import { sourcesIn } from './support/architecture/sources.ts';
import { untranslated } from './support/architecture/spoken.ts';

/** What is no text for a person, though it looks like one. */
const UNSPOKEN = [
  // Read by language models, in English.
  /^client\/features\/tools\//,
  // Markup.
  /^(client\/features\/resultsHtml|webview\/plot\/gridPicture)\.ts/,
  // The keywords of Python, commands, names of settings, and examples of the two languages of a task file.
  /^client\/features\/literal\.ts|'sweepdeck\.node |`sweepdeck test |'`cache: |"state == 'failed'"|'hypotheses:/,
  // Names.
  /'(Weights & Biases|Hydra|psyrun|crystallize|pystematic|entropic|Python|Node\.js)'/,
];

const source = (text: string) => [{ path: 'client/x.tsx', text }];

it('finds texts that no table of translations is asked for', async () => {
  expect(await untranslated(source("const a = { title: 'Open', label: t('Open'), kind: 'open' };\nshow(`${n} items left`);"))).toEqual([
    "client/x.tsx:1 'Open'",
    'client/x.tsx:2 `${n} items left`',
  ]);
  expect(await untranslated(source("const a = <p title={t('Open it')} aria-label=\"Close\">Two words {t('of it')}</p>;"))).toEqual([
    'client/x.tsx:1 "Close"',
    'client/x.tsx:1 Two words',
  ]);
});

it('finds none in what a person sees of the editor', async () => {
  const found = await untranslated(sourcesIn('client', 'webview'));
  expect(found.filter((one) => !UNSPOKEN.some((pattern) => pattern.test(one)))).toEqual([]);
});

describe('tables of translations', () => {
  it('hold every text that is looked up', async () => {
    expect(await readFile('l10n/bundle.l10n.json', 'utf8'), 'run `node docs/build.ts`').toBe(await bundleText());
  });

  it('find texts in every form in which they are written', async () => {
    const text = `
      t('a {0}', n); vscode.l10n.t(many ? 'it\\'s b' : "c\\n"); notify('error', 'd', {}); vscode.l10n.t(sentence, 1);
      const E_SENTENCE = 'e'; const SENTENCES = { 'not-this': 'f' }; notify('error', SENTENCES[code]);`;
    expect(await textsOf([{ path: 'x.ts', text }])).toEqual(['a {0}', 'c\n', 'd', 'e', 'f', "it's b"]);
    await expect(textsOf([{ path: 'x.ts', text: 't(`a ${b}`)' }])).rejects.toThrow('x.ts:1: ``a ${b}``');
  });

  it('hold every text of the manifest, and no other', async () => {
    const manifest = await readFile('package.json', 'utf8');
    const named = [...manifest.matchAll(/"%([^"%]+)%"/g)].map((match) => match[1] ?? '');
    const { success, data } = z.record(z.string(), z.string().min(1)).safeParse(JSON.parse(await readFile('package.nls.json', 'utf8')));
    expect(success).toBe(true);
    expect(new Set(named)).toEqual(new Set(Object.keys(data ?? {})));
    const written = [...manifest.matchAll(/"(?:title|markdownDescription|contents|displayName|userDescription|altText)": "([^"%]+)"/g)];
    expect(written.map((match) => match[1])).toEqual(['Sweepdeck', 'Sweepdeck', 'Sweepdeck']);
  });
});
