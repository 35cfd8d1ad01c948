import type * as vscode from 'vscode';
import type { Page } from '../../protocol/runner.ts';
import type { Context } from '../context.ts';
import type { GroupState } from './taskRows.ts';

/** Items shown below a group; the results page has the others. */
export const MOST_ITEMS = 200;

/** The first rows of the groups that were opened. */
export interface TaskPages {
  /** Asked again only when the runner has something new. Running items change without a revision. */
  of(uri: vscode.Uri, state: GroupState): Promise<Page>;
  /** The keys of a group's rows as they were last read. */
  keys(uri: vscode.Uri, state: GroupState): readonly string[];
  /** Reads what is out of date of the groups that were opened. */
  renew(uri: vscode.Uri): Promise<void>;
}

interface Kept {
  readonly uri: vscode.Uri;
  readonly state: GroupState;
  readonly page: Page;
}

export function newTaskPages(context: Context): TaskPages {
  const pages = new Map<string, Kept>();
  const slotOf = (uri: vscode.Uri, state: GroupState): string => `${state} ${uri.toString()}`;
  const of = async (uri: vscode.Uri, state: GroupState): Promise<Page> => {
    const known = pages.get(slotOf(uri, state));
    const revision = context.sweeps.at(uri)?.status?.revision;
    if (known !== undefined && known.page.revision === revision && state !== 'running') return known.page;
    const { api, file } = await context.runners.need(uri);
    const page = await api.page({ file, states: [state], limit: MOST_ITEMS });
    pages.set(slotOf(uri, state), { uri, state, page });
    return page;
  };
  return {
    of,
    keys: (uri, state) => pages.get(slotOf(uri, state))?.page.rows.map(({ key }) => key) ?? [],
    async renew(uri) {
      const opened = [...pages.values()].filter((kept) => kept.uri.toString() === uri.toString() && kept.state !== 'running');
      await Promise.all(opened.map(({ state }) => of(uri, state)));
    },
  };
}
