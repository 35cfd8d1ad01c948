import { hungFiles } from './hungFiles.ts';
import { type Lane, openLane } from './lane.ts';
import type { OpenDocuments } from './openDocuments.ts';
import { readableTexts } from './readableTexts.ts';
import { sizeOnDisk } from './sizeOnDisk.ts';
import type { Thread } from './thread.ts';
import type { Question, QuestionAnswer, QuestionRequest } from './serviceApi.ts';

export interface DeskOptions {
  /** A new thread. */
  readonly thread: () => Thread;
  readonly folders: () => readonly string[];
  /** Milliseconds that one question may compute before its worker is ended. */
  readonly budget: number;
  /** Milliseconds after which a file that hung twice is tried again. */
  readonly again?: number;
  readonly documents: OpenDocuments;
  /** A file that hung once and was then answered by a fresh worker: what was said about it is out of date. */
  readonly onRecovered: (file: string) => void;
  readonly onFault: (error: Error) => void;
}

/** `hung`: too complex to answer in time. `stale`: nobody wants the answer any more. */
export type DeskAnswer<Q extends Question> =
  | { readonly kind: 'answer'; readonly value: QuestionAnswer<Q> }
  | { readonly kind: 'hung' }
  | { readonly kind: 'stale' };

export interface AskOptions {
  /** Asked before the question is put: nobody wants the answer any more. */
  readonly isStale?: () => boolean;
  /** Waits until no other question does. */
  readonly background?: boolean;
  /** How many times the usual time the question may take: one that reads other files on request, never while somebody types. */
  readonly patience?: number;
}

interface Job {
  readonly question: Question;
  readonly request: QuestionRequest<Question>;
  readonly options: AskOptions;
  /** Bytes of a file that was not open when this was asked. */
  readonly onDisk: number;
  /** The second try with a file that hung: on its newest text. */
  readonly retry: boolean;
  readonly resolve: (answer: DeskAnswer<Question>) => void;
  readonly reject: (error: unknown) => void;
}

interface Seat {
  readonly lane: Lane;
  readonly sent: Map<string, number>;
  state: 'starting' | 'idle' | 'busy';
  file?: string;
  /** The present question is about a file that takes long. */
  isLong: boolean;
  /** Since when it is under way. */
  since: number;
}

/** Two threads: one file that takes long does not delay another. */
const SEATS = 2;
/** How long another file waits before a second thread is worth its memory; in milliseconds. */
const PATIENCE = 40;
/** Milliseconds from which on a file is one that takes long. */
const LONG = 150;
/** Characters a millisecond in which a file is expected to be read that was not read yet. */
const PACE = 500;
/** Milliseconds without a question after which a second thread gives its memory back. */
const REST = 30_000;
/** Twice what can be parsed in the time of a question; never handed to a thread, so that it costs no memory there. */
const LARGEST_TEXT = 2 * 1024 * 1024;
/** Milliseconds; by then a machine that was too busy may have time. */
const AGAIN = 30_000;
/** Then questions are refused instead of starting for ever. */
const FAILED_STARTS = 3;

/**
 * Puts questions to worker threads, one at a time each, on the newest texts, and ends a thread that does not answer.
 * A file that hung is not asked about again until it, or anything on disk, changes; retries in a fresh thread,
 * one at once and some later, tell a machine that was asleep or busy from a file that is too complex.
 */
export class Desk {
  readonly #options: DeskOptions;
  readonly #queue: Job[] = [];
  readonly #seats: Seat[] = [];
  readonly #hung;
  readonly #texts;
  #failedStarts = 0;
  #patience: NodeJS.Timeout | undefined;
  #rest: NodeJS.Timeout | undefined;
  /** How long the last question about each file took, in milliseconds. */
  readonly #usual = new Map<string, number>();
  #stopped = false;

  constructor(options: DeskOptions) {
    this.#options = options;
    this.#hung = hungFiles((file) => options.documents.get(file)?.version, options.again ?? AGAIN);
    this.#texts = readableTexts(options.documents, (file) => this.#isTooMuch(file));
  }

  /** Starts the first thread ahead of the first question. */
  start(): void {
    if (this.#seats.length === 0 && !this.#stopped) this.#start();
  }

  /** Rejects when answering fails inside the service, which is a defect of ours. */
  ask<Q extends Question>(question: Q, request: QuestionRequest<Q>, options: AskOptions = {}): Promise<DeskAnswer<Q>> {
    if (this.#stopped) return Promise.resolve({ kind: 'stale' });
    return new Promise((resolve, reject) => {
      // SAFETY: a job is answered with the answer to its own question, which is `Q`.
      const typed = resolve as (answer: DeskAnswer<Question>) => void;
      const { file } = request;
      const onDisk = this.#options.documents.get(file) ? 0 : sizeOnDisk(file);
      this.#queue.push({ question, request, options, onDisk, retry: false, resolve: typed, reject });
      this.start();
      this.#pump();
    });
  }

  /** An editor was opened or closed: two are worth two threads, so that the one which a file hangs is not the one that another needs. */
  editorsChanged(): void {
    if (!this.#stopped && this.#seats.length === 1 && this.#hasManyEditors()) this.#start();
    this.#pump();
  }

  #hasManyEditors(): boolean {
    return [...this.#options.documents.all()].length > 1;
  }

  filesChanged(change: { readonly files: readonly string[]; readonly structural: boolean }): void {
    this.#hung.diskChanged();
    for (const { lane } of this.#seats) lane.filesChanged(change);
  }

  /** The workspace folders are others now. */
  foldersChanged(): void {
    this.#hung.diskChanged();
    for (const { lane } of this.#seats) lane.setFolders(this.#options.folders());
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#patience);
    clearTimeout(this.#rest);
    for (const { lane } of this.#seats) lane.stop();
    for (const job of this.#queue.splice(0)) job.resolve({ kind: 'stale' });
  }

  #start(): void {
    const seat: Seat = {
      lane: openLane({ thread: this.#options.thread(), budget: this.#options.budget, folders: this.#options.folders() }),
      sent: new Map(),
      state: 'starting',
      isLong: false,
      since: 0,
    };
    this.#seats.push(seat);
    seat.lane.ready.then(
      () => {
        seat.state = 'idle';
        this.#pump();
        if (seat.state === 'idle' && this.#seats.length > 1) void this.#warmUp(seat);
      },
      (error: unknown) => this.#startFailed(seat, error),
    );
  }

  /** What waits goes first; a thread without work prepares for it. */
  async #warmUp(seat: Seat): Promise<void> {
    seat.state = 'busy';
    delete seat.file;
    seat.isLong = false;
    seat.since = performance.now();
    await seat.lane.warmUp();
    seat.state = 'idle';
    this.#pump();
  }

  #startFailed(seat: Seat, error: unknown): void {
    this.#leave(seat);
    if (this.#stopped) return;
    this.#options.onFault(error instanceof Error ? error : new Error(String(error)));
    this.#failedStarts++;
    if (this.#failedStarts < FAILED_STARTS) this.#start();
    else for (const job of this.#queue.splice(0)) job.reject(error);
  }

  #pump(): void {
    if (this.#stopped) return;
    this.#dropSettled();
    for (const seat of [...this.#seats]) {
      const job = seat.state === 'idle' ? this.#next() : undefined;
      if (job) void this.#put(seat, job);
    }
    if (this.#queue.some((job) => this.#needsSecond(job))) this.#start();
    clearTimeout(this.#patience);
    if (this.#secondIsWanted()) this.#patience = setTimeout(() => this.#startSecond(), this.#patienceLeft());
    clearTimeout(this.#rest);
    if (this.#seats.length > 1 && !this.#hasManyEditors()) this.#rest = setTimeout(() => this.#retireSecond(), REST).unref();
  }

  #patienceLeft(): number {
    return Math.max(0, Math.min(...this.#seats.map(({ since }) => since)) + PATIENCE - performance.now());
  }

  #retireSecond(): void {
    const second = this.#seats.length > 1 ? this.#seats.findLast((seat) => seat.state === 'idle') : undefined;
    if (second === undefined) return;
    this.#leave(second);
    second.lane.stop();
  }

  #startSecond(): void {
    if (this.#secondIsWanted()) this.#start();
  }

  #secondIsWanted(): boolean {
    const full = this.#seats.length < SEATS && this.#seats.every((seat) => seat.state === 'busy');
    return full && this.#queue.some((job) => !this.#isBusyWith(job.request.file));
  }

  #dropSettled(): void {
    for (const job of this.#queue.splice(0)) {
      if (job.options.isStale?.()) job.resolve({ kind: 'stale' });
      else if (!job.retry && this.#isTooMuch(job.request.file, job.onDisk) && !this.#isOfThePast(job)) job.resolve({ kind: 'hung' });
      else this.#queue.push(job);
    }
  }

  /** A question about a file that is too complex that its last good text can answer; what is wrong with it and what it holds is asked of the newest. */
  #isOfThePast({ question, request }: Job): boolean {
    return question !== 'diagnostics' && question !== 'outline' && this.#texts.hasGood(request.file);
  }

  #isTooMuch(file: string, onDisk = 0): boolean {
    return this.#hung.isHung(file) || this.#sizeOf(file, onDisk) > LARGEST_TEXT;
  }

  #next(): Job | undefined {
    const free = (job: Job) => !this.#isBusyWith(job.request.file) && !this.#isReserved(job);
    const foreground = this.#queue.findIndex((job) => !job.options.background && free(job));
    const index = foreground >= 0 ? foreground : this.#queue.findIndex(free);
    return index < 0 ? undefined : this.#queue.splice(index, 1)[0];
  }

  /** Beside an open editor one thread is always for files that are quick: one that takes long, open or not, waits for the other thread. */
  #isReserved(job: Job): boolean {
    if (!this.#isLong(job)) return false;
    return this.#needsSecond(job) || this.#seats.some(({ state, isLong }) => state === 'starting' || (state === 'busy' && isLong));
  }

  #needsSecond(job: Job): boolean {
    if (this.#seats.length >= SEATS || this.#failedStarts >= FAILED_STARTS) return false;
    return this.#isLong(job) && [...this.#options.documents.all()].some(({ file }) => file !== job.request.file);
  }

  #isLong({ request: { file }, onDisk }: Job): boolean {
    return (this.#usual.get(file) ?? this.#sizeOf(file, onDisk) / PACE) > LONG;
  }

  #sizeOf(file: string, onDisk: number): number {
    return this.#options.documents.get(file)?.text.length ?? onDisk;
  }

  #isBusyWith(file: string): boolean {
    return this.#seats.some((seat) => seat.state === 'busy' && seat.file === file);
  }

  async #put(seat: Seat, job: Job): Promise<void> {
    const { file } = job.request;
    seat.state = 'busy';
    seat.file = file;
    seat.isLong = this.#isLong(job);
    seat.since = performance.now();
    const asked = this.#options.documents.get(file);
    const isPast = !job.retry && this.#isTooMuch(file);
    try {
      const asking = seat.lane.ask(job.question, job.request, {
        texts: this.#texts.unsent(seat.sent, job.retry ? file : undefined),
        patience: job.options.patience ?? 1,
      });
      const answer = await asking.finally(() => this.#usual.set(file, performance.now() - seat.since));
      const current = asked?.version === this.#options.documents.get(file)?.version;
      if (answer.kind === 'hung') this.#replace(seat, file, current && !isPast);
      else if (current && !isPast && this.#hung.clear(file)) this.#options.onRecovered(file);
      if (isPast && answer.kind === 'hung') this.#texts.forget(file);
      else if (asked && !isPast && answer.kind === 'answer') this.#texts.answered(asked);
      job.resolve(answer.kind === 'hung' && !current ? { kind: 'stale' } : answer);
    } catch (error) {
      job.reject(error);
    }
    if (this.#seats.includes(seat)) seat.state = 'idle';
    this.#pump();
  }

  #replace(seat: Seat, file: string, current: boolean): void {
    this.#leave(seat);
    if (this.#stopped) return;
    this.#start();
    const wait = current ? this.#hung.add(file) : undefined;
    if (wait === 0) this.#retry(file);
    else if (wait !== undefined) setTimeout(() => this.#retry(file), wait).unref();
  }

  #retry(file: string): void {
    if (this.#stopped || !this.#hung.isHung(file)) return;
    const done = () => undefined;
    this.#queue.push({
      question: 'outline',
      request: { file },
      options: { background: true },
      onDisk: 0,
      retry: true,
      resolve: done,
      reject: done,
    });
    this.#pump();
  }

  #leave(seat: Seat): void {
    this.#seats.splice(this.#seats.indexOf(seat), 1);
  }
}
