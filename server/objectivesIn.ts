import type { CodeObjective, TaskOutline } from '../protocol/language.ts';
import type { OutlineAnswer } from './serviceApi.ts';

/** A task as far as it is known. */
export interface KnownTask {
  readonly outline?: TaskOutline;
  readonly objective: OutlineAnswer['objective'] | undefined;
}

/** The functions of a file that tasks run, in order of place, each with its tasks by name. */
export function objectivesIn(file: string, tasks: Iterable<KnownTask>): readonly CodeObjective[] {
  const found = new Map<string, CodeObjective & { readonly tasks: { uri: string; name: string }[] }>();
  for (const { outline, objective } of tasks) {
    if (!outline || objective?.file !== file) continue;
    const { name, range } = objective;
    const key = `${range.start.line}:${range.start.character}`;
    const one = found.get(key) ?? { name, range, tasks: [] };
    one.tasks.push({ uri: outline.uri, name: outline.name });
    found.set(key, one);
  }
  for (const { tasks: own } of found.values()) own.sort((a, b) => (a.name < b.name ? -1 : 1));
  return [...found.values()].sort((a, b) => a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character);
}
