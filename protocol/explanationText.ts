import type { Explanation, ExplainReason, Generation, PartChange } from './manage.ts';

/** Why an item would run again, or not, for a person: a sentence, then what is stored of it. Names of files are as others wrote them. */
export function explanationLines({ key, state, runsAgain, reason, generations }: Explanation): readonly string[] {
  const consequence = state === 'orphan' || state === 'running' ? '' : ` It would ${runsAgain ? 'run again' : 'not run again'}.`;
  return [`${key.slice(0, 8)} is ${state}: ${REASONS[reason]}.${consequence}`, ...generations.flatMap(generationLines)];
}

const REASONS: Readonly<Record<ExplainReason, string>> = {
  current: 'its result was made with the code, inputs and environment of today',
  accepted: 'its result was made with other code, inputs or environment, and was accepted as equivalent',
  registered: 'its result was made elsewhere and registered',
  kept: 'its results were made with other code, inputs or environment, and `cache.stale: keep` counts them as done',
  changed: 'its results were made with other code, inputs or environment',
  failed: 'its newest attempt failed',
  damaged: 'its stored result was damaged on disk',
  deleted: 'its results were deleted',
  imported: 'its results come from another installation and have not been accepted',
  'never-run': 'nothing is stored of it',
  running: 'it is being run now',
  'not-in-space': 'its point is not in the space any more, and its results are kept',
};

const CHANGES: Readonly<Record<PartChange['change'], string>> = { added: 'is new', removed: 'is gone', changed: 'has changed' };

function generationLines(one: Generation): readonly string[] {
  const counts = Object.entries({ succeeded: one.succeeded, failed: one.failed, deleted: one.deleted }).filter(([, count]) => count > 0);
  const stored = `stored ${new Date(one.finishedAt).toISOString()}: ${counts.map(([what, count]) => `${count} ${what}`).join(', ') || 'damaged'}${one.imported ? ', by another installation' : ''}`;
  if (one.current) return [`${stored}, as of today`];
  if (one.changes.length === 0) return [`${stored}; nothing of it has changed`];
  return [`${stored}; since then`, ...one.changes.map((change) => `  ${changeText(change)}`)];
}

function changeText({ part, change, functions }: PartChange): string {
  return `${part} ${CHANGES[change]}${functions ? `: ${functions.join(', ')}` : ''}`;
}
