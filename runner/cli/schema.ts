import { taskJsonSchema } from '../../core/task/jsonSchema.ts';
import { pythonFolder } from '../assets.ts';
import { printResult } from './print.ts';

/** The JSON Schema of task files, for other editors. */
export async function schema(): Promise<number> {
  await printResult(JSON.stringify(taskJsonSchema(), null, 2));
  return 0;
}

/** Where the `sweepdeck` module for Python lies: workers find it by themselves, notebooks and scripts through PYTHONPATH. */
export async function pythonPath(): Promise<number> {
  await printResult(pythonFolder());
  return 0;
}
