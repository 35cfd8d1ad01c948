import { FIXED_CODES } from '../../fix/fixesFor.ts';
import { type ProblemCode, SEVERITY } from '../problem.ts';
import { EXPLANATIONS } from './explanations.ts';

/** `docs/diagnostics.md`: one section for each code, with the code as its heading, so that an editor can link to it. */
export function diagnosticsPage(): string {
  // SAFETY: the keys of the table are the codes.
  const codes = (Object.keys(SEVERITY) as ProblemCode[]).toSorted();
  const counts = `${codes.length} codes, ${codes.filter((code) => FIXED_CODES.has(code)).length} with a quick fix.`;
  return [HEAD, counts, ...codes.map(section)].join('\n\n').concat('\n');
}

const HEAD = `# Diagnostics

What editor, \`sweepdeck check\` and the runner say about task files, with the same codes everywhere. An error keeps a task
from running, a warning does not. This page is made from \`core/check/explain\` by \`node docs/build.ts\`.`;

function section(code: ProblemCode): string {
  const { meaning, wrong, right, mend } = EXPLANATIONS[code];
  const kind = SEVERITY[code][0]?.toUpperCase().concat(SEVERITY[code].slice(1)) ?? '';
  const head = `## ${code}\n\n${kind}${FIXED_CODES.has(code) ? ', with a quick fix' : ''}. ${meaning}`;
  const examples = [wrong === '' ? '' : yaml(wrong), right === '' ? '' : `Instead:\n\n${yaml(right)}`];
  return [head, ...examples, `**To do:** ${mend}`].filter((part) => part !== '').join('\n\n');
}

function yaml(text: string): string {
  return `\`\`\`yaml\n${text}\n\`\`\``;
}
