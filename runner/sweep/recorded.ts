import { keyHex } from '../../core/identity/key.ts';
import { RunColumns } from '../store/runColumns.ts';
import type { NewRun } from '../store/store.ts';
import type { Deciding } from '../taskView.ts';
import type { Began, CodeWatch, Ran } from './codeWatch.ts';

/** Finished attempts on their way to the store, in their order and by column, each with what it ran. */
export class Recorded implements Deciding {
  readonly runs = new RunColumns();
  readonly #began: Began[] = [];
  /** Found out when the rows are to be committed, because it takes a look at the files after their items have ended. */
  readonly #ran: (Ran | undefined)[] = [];
  /** What can be long in a row: everything else is a few hundred bytes, and bounded by the number of rows. */
  #bytes = 0;

  add(run: NewRun, began: Began, ran?: Ran): void {
    const { failure, output } = run;
    this.runs.add(run);
    // Nearly all rows of a group began alike, and one object for them is enough.
    const last = this.#began.at(-1);
    this.#began.push(last?.sent === began.sent && last.loaded === began.loaded ? last : began);
    this.#ran.push(ran);
    if (failure !== null) this.#bytes += failure.message.length + failure.trace.length;
    if (output !== undefined) this.#bytes += output.stdout.length + output.stderr.length;
  }

  get length(): number {
    return this.runs.length;
  }

  get bytes(): number {
    return this.#bytes + this.runs.characters;
  }

  /** In hexadecimal digits. */
  key(at: number): string {
    return keyHex(this.runs.keyAt(at));
  }

  item(at: number): number {
    return this.runs.indexAt(at);
  }

  isOk(at: number): boolean {
    return this.runs.isOk(at);
  }

  isToday(at: number): boolean {
    return this.#ran[at]?.today ?? true;
  }

  /** What a row ran, once that is known. */
  ranAt(at: number): Ran | undefined {
    return this.#ran[at];
  }

  /** How many succeeded with other code than the sweep began with. */
  elsewhere(): number {
    let count = 0;
    for (let at = 0; at < this.length; at++) if (this.isOk(at) && !this.isToday(at)) count++;
    return count;
  }

  /** Finds out what rows ran, where that is not known yet: it is certain only now. */
  place(code: CodeWatch): void {
    const ended = code.look();
    for (let at = this.#ran.indexOf(undefined); at >= 0 && at < this.length; at++) {
      const began = this.#began[at];
      if (began === undefined || this.#ran[at] !== undefined) continue;
      const ran = code.ran(this.item(at), began, ended);
      this.#ran[at] = ran;
      if (ran.files !== undefined) this.runs.setFiles(at, ran.files);
    }
  }

  /** How many rows from the first on ran with one fingerprint. */
  alike(): number {
    const first = this.#ran[0]?.fingerprint;
    const other = this.#ran.findIndex((ran) => ran?.fingerprint !== first);
    return other < 0 ? this.length : other;
  }

  /** These rows, and then others. */
  followedBy(others: Recorded): Recorded {
    const all = this.part(0, this.length);
    others.#copyInto(all, 0, others.length);
    return all;
  }

  part(from: number, to: number): Recorded {
    const part = new Recorded();
    this.#copyInto(part, from, to);
    return part;
  }

  #copyInto(target: Recorded, from: number, to: number): void {
    for (let at = from; at < to; at++) {
      const [run, began] = [this.runs.at(at), this.#began[at]];
      if (run !== undefined && began !== undefined) target.add(run, began, this.#ran[at]);
    }
  }
}
