import { taskJsonSchema } from '../../core/task/jsonSchema.ts';
import { printResult } from './print.ts';

/** The JSON Schema of task files, for other editors. */
export async function schema(): Promise<number> {
  await printResult(JSON.stringify(taskJsonSchema(), null, 2));
  return 0;
}
