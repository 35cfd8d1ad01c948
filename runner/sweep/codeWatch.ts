import { hash } from 'node:crypto';
import type { Fingerprint } from '../../core/identity/fingerprint.ts';
import { differInCodeOnly, mixedFingerprint } from '../../core/identity/mixed.ts';
import type { ItemFiles } from '../itemFiles.ts';
import { areCurrent, type Stamp } from '../stamps.ts';

/** What the results of a task depend on, as its files say at one moment. */
export interface CodeNow {
  readonly fingerprint: Fingerprint;
  readonly files: ItemFiles | undefined;
  /** None when something changed at that very moment: then the next look reads again. */
  readonly stamps: readonly Stamp[] | undefined;
}

/** Between which looks an item began. */
export interface Began {
  /** The last look before it was sent. */
  readonly sent: number;
  /** The look at which its worker had loaded the objective; none where every item loads its own. */
  readonly loaded: number | undefined;
}

/** What an item ran, or may have run. */
export interface Ran {
  readonly fingerprint: Fingerprint;
  readonly files: string | undefined;
  /** Whether that is what the sweep began with. */
  readonly today: boolean;
}

/**
 * The files that results depend on, while a sweep runs. Every change that is seen begins a new state; a result belongs
 * to a state only when nothing else can have been read for it (docs/adr/0004-code-that-changes-during-a-sweep.md).
 */
export interface CodeWatch {
  /** Looks at the files now: the number of the state that they are in. */
  look(): number;
  /** What the last look found. */
  readonly last: number;
  /** Whether the code is the same from one state to another, and was in between. */
  same(from: number, to: number): boolean;
  ran(item: number, began: Began, ended: number): Ran;
  /** Parts in which what there is now differs from what the sweep began with. */
  changed(): readonly string[];
}

/** `read` answers nothing while the files cannot be read. */
export function watchCode(begin: CodeNow, read: () => CodeNow | undefined): CodeWatch {
  const states: CodeNow[] = [begin];
  let { stamps } = begin;
  const mixtures = new Map<string, Fingerprint>();
  const plain: Ran = { fingerprint: begin.fingerprint, files: undefined, today: true };
  const between = (from: number, to: number): readonly CodeNow[] => states.slice(from, to + 1);
  const newest = (): CodeNow => states.at(-1) ?? begin;
  const same = (from: number, to: number): boolean =>
    between(from, to).every(({ fingerprint }) => fingerprint.digest === states[from]?.fingerprint.digest);
  return {
    look() {
      if (stamps !== undefined && areCurrent(stamps)) return states.length - 1;
      const now = read() ?? unreadable(begin);
      ({ stamps } = now);
      if (now.files !== undefined || now.fingerprint.digest !== newest().fingerprint.digest) states.push(now);
      return states.length - 1;
    },
    get last() {
      return states.length - 1;
    },
    same,
    ran(item, { sent, loaded }, ended) {
      // Nothing has ever changed.
      if (ended === 0 && begin.files === undefined) return plain;
      const from = states[loaded ?? sent] ?? begin;
      const files = states[sent]?.files?.text(item);
      const whole =
        between(sent, ended).every((one) => one.files?.text(item) === files) &&
        (loaded === undefined
          ? same(sent, ended)
          : between(loaded, ended).every(({ fingerprint }) => differInCodeOnly(from.fingerprint, fingerprint)));
      if (whole) {
        const today = from.fingerprint.digest === begin.fingerprint.digest && files === begin.files?.text(item);
        return { fingerprint: from.fingerprint, files, today };
      }
      const name = `${loaded ?? sent} ${ended}`;
      const mixture = mixtures.get(name) ?? mixed(from, states[ended] ?? from);
      mixtures.set(name, mixture);
      return { fingerprint: mixture, files, today: false };
    },
    changed() {
      const [{ parts: before }, { parts: now }] = [begin.fingerprint, newest().fingerprint];
      return [...new Set([...Object.keys(before), ...Object.keys(now)])].filter((name) => before[name] !== now[name]).sort();
    },
  };
}

/** A state that nothing is certain about; always the same one, so that it counts once. */
function unreadable(begin: CodeNow): CodeNow {
  return { fingerprint: mixed(begin, begin), files: undefined, stamps: undefined };
}

function mixed(before: CodeNow, after: CodeNow): Fingerprint {
  return mixedFingerprint(before.fingerprint, after.fingerprint, (text) => hash('sha256', text, 'buffer'));
}
