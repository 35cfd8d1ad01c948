import { formatValue } from '../../core/value/format.ts';
import type { FreezeRequest, FrozenVersion, ItemChange } from '../../protocol/versions.ts';
import { type CliContext, connectToRead, connectToRun, taskFile } from './context.ts';
import { pointText, printable, printJson, printResult, say } from './print.ts';
import { renderTable } from './table.ts';

/** Gives today's results a version number, or gives a version up. */
export async function freeze(
  context: CliContext,
  name: string,
  options: Omit<FreezeRequest, 'file'> & { readonly drop?: string },
): Promise<number> {
  const file = taskFile(context, name);
  const connection = await connectToRun(context);
  try {
    const { drop, version, bump, note } = options;
    const given = { ...(version !== undefined && { version }), ...(bump && { bump }), ...(note !== undefined && { note }) };
    const frozen =
      drop === undefined ? await connection.api.freeze({ file, ...given }) : await connection.api.drop({ file, version: drop });
    if (context.json) await printJson(frozen);
    else if (drop === undefined)
      say(`${frozen.version}: ${counts(frozen)}. \`sweepdeck results ${name} --version ${frozen.version}\` shows them.`);
    else say(`${frozen.version} was given up; \`sweepdeck gc\` drops what nothing else needs.`);
    return 0;
  } finally {
    await connection.close();
  }
}

/** The versions of a task, by ascending number. */
export async function versions(context: CliContext, name: string): Promise<number> {
  const file = taskFile(context, name);
  const connection = await connectToRead(context);
  try {
    const all = await connection.api.versions({ file });
    if (context.json) await printJson(all);
    else if (all.length === 0) say('There is no version yet; `sweepdeck freeze FILE` makes one.');
    else
      await printResult(
        renderTable(
          ['version', 'at', 'by', 'results', 'note'],
          all.map((one) => [one.version, new Date(one.at).toISOString(), printable(one.by), counts(one), printable(one.note)]),
        ),
      );
    return 0;
  } finally {
    await connection.close();
  }
}

function counts({ items, done, failed, stale, pending }: FrozenVersion): string {
  const parts = [`${done} done`, ...[`${failed} failed`, `${stale} stale`, `${pending} pending`].filter((text) => !text.startsWith('0 '))];
  return `${parts.join(', ')} of ${items}`;
}

/** What is different from one version to another, or to now. */
export async function compare(context: CliContext, name: string, sides: { readonly from: string; readonly to?: string }): Promise<number> {
  const file = taskFile(context, name);
  const connection = await connectToRead(context);
  try {
    const found = await connection.api.compare({ file, ...sides });
    if (context.json) {
      await printJson(found);
      return 0;
    }
    const { from, to, equal, added, removed, changed, parts, changes } = found;
    say(`${from} to ${to}: ${equal} equal, ${changed} changed, ${added} added, ${removed} removed.`);
    for (const { part, change } of parts) say(`  ${printable(part)} ${change}`);
    for (const one of changes) await printResult(changeText(one));
    if (changes.length < added + removed + changed) say(`These are the first ${changes.length}; --json counts them all.`);
    return 0;
  } finally {
    await connection.close();
  }
}

function changeText({ key, kind, parameters, outputs }: ItemChange): string {
  const shown = (value: ItemChange['outputs'][number]['from']): string => (value === undefined ? 'absent' : formatValue(value));
  const differences = outputs.map(({ name, from, to }) => `${name}: ${shown(from)} → ${shown(to)}`);
  return `${key.slice(0, 8)} ${kind} ${pointText(parameters)}${printable(differences.length > 0 ? ` ${differences.join(', ')}` : '')}`;
}

/** How the results of the last sweep, or of a version, were made: always JSON. */
export async function manifest(context: CliContext, name: string, { version }: { readonly version?: string }): Promise<number> {
  const file = taskFile(context, name);
  const connection = await connectToRead(context);
  try {
    const found = await connection.api.manifest({ file, ...(version !== undefined && { version }) });
    await printResult(JSON.stringify(found, undefined, 2));
    return 0;
  } finally {
    await connection.close();
  }
}
