/** Calls `emit` at once, and then on average every `interval` milliseconds, never losing the last call. */
export interface Throttle {
  request(): void;
  /** Emits what is due and stops. */
  close(): void;
}

/** After a pause one call comes early: the first news of a sweep (a worker is ready) is followed by its first result. */
export function throttle(interval: number, emit: () => void): Throttle {
  let timer: NodeJS.Timeout | undefined;
  let due = false;
  /** When the next call would come in an even stream. */
  let next = 0;
  const fire = (): void => {
    timer = undefined;
    due = false;
    next = Math.max(next, performance.now()) + interval;
    emit();
  };
  return {
    request() {
      due = true;
      if (timer !== undefined) return;
      const wait = next - EARLY * interval - performance.now();
      if (wait > 0) timer = setTimeout(fire, wait);
      else fire();
    },
    close() {
      clearTimeout(timer);
      timer = undefined;
      if (due) emit();
      due = false;
    },
  };
}

/** Of the interval. */
const EARLY = 0.9;
