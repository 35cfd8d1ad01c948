import { expect, it } from 'vitest';
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
