import { describe, expect, it, test } from 'vitest';
import { getLanguageService, TextDocument } from 'yaml-language-server';
import { describePath } from '../../../core/task/describe.ts';
import { schemaFileJsonSchema, taskJsonSchema } from '../../../core/task/jsonSchema.ts';

/** Another editor's checker with our JSON Schema. */
const service = getLanguageService({
  schemaRequestService: () => Promise.resolve('{}'),
  workspaceContext: { resolveRelativePath: (path) => path },
});
service.configure({
  validate: true,
  schemas: [{ uri: 'file:///task.json', fileMatch: ['*.sweep.yaml'], schema: taskJsonSchema() }],
});

let count = 0;

/** The marked texts of all errors that another editor shows. */
async function errorsIn(text: string): Promise<readonly string[]> {
  const document = TextDocument.create(`file:///${++count}.sweep.yaml`, 'yaml', 1, `run: {python: model:train}\n${text}\n`);
  // SAFETY: a document of the same module family in another version; only what both have is asked of it.
  return (await service.doValidation(document as Parameters<typeof service.doValidation>[0], false)).map(({ range }) =>
    document.getText(range),
  );
}

describe('the JSON Schema', () => {
  it('is one document with documentation, that allows no unknown keys', () => {
    expect(taskJsonSchema()).toMatchObject({
      type: 'object',
      additionalProperties: false,
      properties: { replicates: { type: 'integer', minimum: 1, description: expect.stringContaining('repeated') } },
    });
    expect(schemaFileJsonSchema()).toMatchObject({ properties: { schema: {} } });
    expect(JSON.stringify(taskJsonSchema())).not.toMatch(/undefined|x-meant-by/);
  });

  it('has the keys that completion, hover and the page have, with the same sentences', () => {
    // SAFETY: the test above has seen the properties.
    const { properties } = taskJsonSchema() as { readonly properties: Readonly<Record<string, { readonly description?: string }>> };
    const described = describePath([])?.children.map(({ key, documentation }) => [key, documentation]);
    expect(Object.entries(properties).map(([key, { description }]) => [key, description])).toEqual(described);
  });
});

describe('in another editor, a mistake is one error where it is', () => {
  test.each([
    ['paramters: {a: 1}', 'paramters'],
    ['parameters: {a: {min: 1, max: 2, stepp: 1}}', 'stepp'],
    ['parameters: {a: {min: low, max: 2, step: 1}}', 'low'],
    ['parameters: {model: {a: {min: low, max: 2, step: 1}}}', 'low'],
    ['parameters: {a: {values: 3}}', '3'],
    ['method: gird', 'gird'],
    ['replicates: 0', '0'],
    ['exclude: [{paramters: 1, parameters: {a: [1]}}]', 'paramters'],
    ['concat: [{parameters: {a: {min: 1, max: 2, nmu: 1}}}]', 'nmu'],
    ['schema: {parameters: {a: {typ: float}}}', 'typ'],
    ['schema: {parameters: {a: {type: flaot}}}', 'flaot'],
    ['metric: {name: loss, goal: minimise}', 'minimise'],
    ['execution: {timeout: 10}', '10'],
    ['execution: {workers: many}', 'many'],
  ])('%s', async (text, place) => {
    expect(await errorsIn(text)).toEqual([place]);
  });

  test.each([
    'parameters: {a: [1, 2], b: 3, c: {min: 1, max: 4, step: 1}, model: {depth: {values: [1, 2]}}}',
    'exclude: [{a: 1}, {parameters: {a: [1]}}]\nparameters: {a: [1, 2]}',
    'cases: {opt: {adam: {beta: [0.9]}, sgd: {}, none: }}',
    'schema: ./model.sweep-params.yaml',
    'points: runs.csv',
  ])('and what is right is none: %s', async (text) => {
    expect(await errorsIn(text)).toEqual([]);
  });
});
