import * as z from 'zod';
import { anything, choices, fieldType, key, name, text, texts } from './schemaParts.ts';

/** One declared parameter or output. */
const field: z.ZodType = z
  .lazy(() =>
    z.strictObject({
      type: key(fieldType, 'The type of the value. Example: `type: float`.'),
      min: key(
        z.number(),
        'The smallest allowed value; of an output file its bytes, so that `min: 1` refuses an empty one. Example: `min: 0`.',
      ),
      max: key(z.number(), 'The largest allowed value; of an output file its bytes. Example: `max: 1`.'),
      default: key(
        anything,
        'The value where the space says nothing; results of points that have it are kept when the parameter is added. Example: `default: 0.5`.',
      ),
      values: key(
        z.array(anything).meta({ title: 'a list of values' }),
        'The allowed values; needed for `enum`. Example: `values: [adam, sgd]`.',
      ),
      unit: key(text, 'The unit, shown in headers. Example: `unit: m/s`.'),
      description: key(text, 'What it means, shown on hover. Example: `description: Friction coefficient`.'),
      pattern: key(
        text,
        'A regular expression that a string must match, without look-around and back references. Example: `pattern: "^[a-z]+$"`.',
      ),
      optional: key(z.boolean(), 'True when points may do without it. Example: `optional: true`.'),
      items: key(field, 'What the items of an `array` are. Example: `items: {type: int}`.'),
      extensions: key(texts, 'Allowed endings of a `file`. Example: `extensions: [.csv, .npy]`.'),
      path: key(
        text,
        'Where the item leaves an output file, in its own folder; without it the objective returns the path. The file is moved to `.sweepdeck/artifacts`, with its size and hash. Example: `path: field.npy`.',
      ),
      hidden: key(z.boolean(), 'True to leave it out of tables. Example: `hidden: true`.'),
    }),
  )
  .meta({ id: 'Field', title: 'a field such as `{type: float, min: 0}`', description: 'One declared parameter or output.' });

const fields = z.record(name, field).meta({ title: 'a mapping of names to fields' });

/** What the objective accepts and returns: the `schema` key of a task file, and the whole of a schema file. */
export const schemaKeys = z
  .strictObject({
    parameters: key(fields, 'The parameters that the objective accepts. Example: `parameters: {mu: {type: float, min: 0}}`.'),
    outputs: key(
      fields,
      'The values that the objective returns. An item that returns something else fails, and keeps what it returned; outputs that are not declared are welcome. Example: `outputs: {energy: {type: float, unit: J}}`.',
    ),
  })
  .meta({ title: 'a mapping with `parameters` and `outputs`' });
choices.add(schemaKeys, { keys: ['parameters', 'outputs'] });
