import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Frame } from 'playwright-core';

const SOURCE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** What is left of axe-core's answer: the rule and the elements that break it. */
interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** The rules of axe-core (WCAG 2.2 A and AA) that the document of a frame breaks, each with its elements; empty when it is clean. */
export async function axeViolations(frame: Frame): Promise<readonly string[]> {
  await frame.evaluate(await readFile(SOURCE, 'utf8'));
  const violations = await frame.evaluate(async () => {
    // SAFETY: the script above has put it there.
    const { axe } = globalThis as unknown as { axe: { run(options: object): Promise<{ violations: readonly Violation[] }> } };
    const runOnly = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    return (await axe.run({ runOnly, resultTypes: ['violations'] })).violations.map(({ id, nodes }) => ({
      id,
      nodes: nodes.map(({ html }) => ({ html })),
    }));
  });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`);
}
