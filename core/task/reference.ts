import { type Described, type DescribedKey, describePath } from './describe.ts';

/** `docs/task-file.md`: every key of a task file with what it takes and means, from the same description that checks, completes and explains it. */
export function taskFilePage(): string {
  const seen = new Set<string>();
  return [HEAD, ...sections({ path: [], title: 'The file', seen })].join('\n\n').concat('\n');
}

const HEAD = `# The task file

A file \`<name>.sweep.yaml\` defines one sweep. This page lists every key; it is made from the description of the format
(\`core/task/schema.ts\`) by \`node docs/build.ts\`, as are validation, completion, hover and the JSON Schema that
\`sweepdeck schema\` prints for other editors. What is said about mistakes stands in [diagnostics.md](diagnostics.md).`;

/** A name of the user's own, such as that of a parameter. */
const ANY_NAME = 'NAME';

interface Place {
  readonly path: readonly (string | number)[];
  readonly title: string;
  /** Mappings that have a section: blocks and fields nest without end. */
  readonly seen: Set<string>;
}

function sections({ path, title, seen }: Place): readonly string[] {
  const place = describePath(path);
  if (!place) return [];
  const known = place.children.map(({ key }) => key).join(' ');
  const isNew = known !== '' && !seen.has(known);
  if (isNew) seen.add(known);
  const inner = isNew
    ? place.children.flatMap((child) => sections({ path: [...path, child.key], title: titleOf(path, child.key), seen }))
    : [];
  return [...(isNew ? [section(title, place, path.length)] : []), ...inner, ...members({ path, title, seen }, place)];
}

/** Below a name of the user's own, and in the entries of a list. */
function members({ path, title, seen }: Place, { member }: Described): readonly string[] {
  if (path.length > MOST_LEVELS) return [];
  const named = member === undefined ? [] : sections({ path: [...path, ANY_NAME], title: `${title}: \`${ANY_NAME}\``, seen });
  return [...named, ...sections({ path: [...path, 0], title: `${title}, each entry`, seen })];
}

const MOST_LEVELS = 6;

function titleOf(path: readonly (string | number)[], key: string): string {
  return `\`${[...path.filter((step) => typeof step === 'string'), key].join('.')}\``;
}

function section(title: string, { documentation, children }: Described, depth: number): string {
  const heading = `${depth < 2 ? '##' : '###'} ${title}`;
  const table = ['| key | value | meaning |', '|---|---|---|', ...children.map(row)].join('\n');
  return [heading, documentation, table].filter((part) => part !== '').join('\n\n');
}

function row({ key, type, documentation, required }: DescribedKey): string {
  return `| \`${key}\`${required ? ' (needed)' : ''} | ${cell(type)} | ${cell(documentation)} |`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
