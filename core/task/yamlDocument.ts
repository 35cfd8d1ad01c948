import { type Document, parseDocument, Schema } from 'yaml';

/** YAML 1.2 with the core schema, in linear time: duplicate keys are ours to find, and nothing is converted to plain values. */
export function yamlDocument(text: string): Document.Parsed {
  return parseDocument(text, OPTIONS);
}

const OPTIONS = {
  uniqueKeys: false,
  intAsBigInt: true,
  prettyErrors: false,
  logLevel: 'error',
  strict: true,
  version: '1.2',
  // Made once: for a text of a few lines it would cost more than the parsing.
  schema: new Schema({ schema: 'core', resolveKnownTags: true }),
} as const;
