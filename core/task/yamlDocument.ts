import { type Document, parseDocument, Schema } from 'yaml';

/** YAML 1.2 with the core schema, in linear time: duplicate keys are ours to find, and nothing is converted to plain values. */
export function yamlDocument(text: string): Document.Parsed {
  const { stackTraceLimit } = Error;
  // The parser makes an `Error` for every mistake; the call stacks, which nobody reads, are four fifths of its time when there are 100,000.
  Error.stackTraceLimit = 0;
  try {
    return parseDocument(text, OPTIONS);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
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
