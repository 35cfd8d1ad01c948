import { readFileSync } from 'node:fs';

/** The manifest as the workbench reads it: texts in the place of their names. */
export function readManifest(): unknown {
  // SAFETY: test/spoken.test.ts holds that every name has a text, and nothing else is there.
  const texts = JSON.parse(readFileSync('package.nls.json', 'utf8')) as Readonly<Record<string, string>>;
  return JSON.parse(readFileSync('package.json', 'utf8'), (_, value: unknown) => {
    const name = typeof value === 'string' ? /^%(.+)%$/.exec(value)?.[1] : undefined;
    return name === undefined ? value : texts[name];
  });
}
