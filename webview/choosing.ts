import { t } from '@vscode/l10n';
import type { Channel } from '../protocol/channel.ts';
import type { ItemAction, ResultsHost } from '../protocol/results.ts';
import type { Row } from '../protocol/runner.ts';
import { orderOf } from './refresh.ts';
import type { Signals } from './signals.ts';

/** How a row that is pointed at changes what is chosen. */
export type HowToChoose = 'only' | 'toggle' | 'range';

/** Choosing rows, and doing something with them. */
export interface Choosing {
  /** `only` shows the item as well. */
  choose(position: number, how: HowToChoose): Promise<void>;
  chooseAll(): Promise<void>;
  /** Where a range begins, unless rows are chosen already. */
  anchor(position: number): void;
  act(action: ItemAction['action']): Promise<void>;
  letGo(): void;
}

/** The items that a row stands for. */
function keysOf({ key, fold }: Row): readonly string[] {
  return fold?.keys ?? [key];
}

interface Choices {
  readonly select: (key: string | null) => Promise<void>;
  readonly save: () => void;
}

/** Rows that can be chosen at once. */
const MOST_CHOSEN = 10_000;

export function newChoosing(host: Channel<ResultsHost>, signals: Signals, { select, save }: Choices): Choosing {
  const { chosen, done, rows, selected, total } = signals;
  let start = 0;
  const keysBetween = async (first: number, last: number): Promise<readonly string[]> => {
    const shown = Array.from({ length: last - first + 1 }, (_, at) => rows.value.row(first + at));
    const known = shown.filter((row) => row !== undefined);
    if (known.length === shown.length) return known.flatMap(keysOf);
    const page = await host.page({ ...orderOf(signals), offset: first, limit: last - first + 1 });
    return page.rows.flatMap(keysOf);
  };
  const chooseRange = async (first: number, last: number): Promise<void> => {
    const end = Math.min(last, first + MOST_CHOSEN - 1);
    chosen.value = new Set(await keysBetween(first, end));
    save();
    if (end < last) done.value = t('{0} rows were chosen, the most that can be at once.', MOST_CHOSEN);
  };
  return {
    async choose(position, how) {
      const row = rows.value.row(position);
      if (!row) return;
      const keys = keysOf(row);
      if (how === 'range') return chooseRange(Math.min(start, position), Math.max(start, position));
      start = position;
      if (how === 'toggle') {
        const others = [...chosen.value].filter((one) => !keys.includes(one));
        chosen.value = new Set(chosen.value.has(row.key) ? others : [...others, ...keys]);
        save();
        return;
      }
      chosen.value = new Set(keys);
      await select(row.key);
    },
    chooseAll: () => (total.value > 0 ? chooseRange(0, total.value - 1) : Promise.resolve()),
    anchor(position) {
      if (chosen.value.size === 0) start = position;
    },
    act: (action) => host.act({ action, keys: [...chosen.value] }),
    letGo() {
      if (chosen.value.size <= 1 && selected.value) {
        void select(null);
        return;
      }
      chosen.value = new Set();
      save();
    },
  };
}
