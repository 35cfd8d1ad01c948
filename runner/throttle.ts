/** Calls `emit` at once and then at most every `interval` milliseconds, never losing the last call. */
export interface Throttle {
  request(): void;
  /** Emits what is due and stops. */
  close(): void;
}

export function throttle(interval: number, emit: () => void): Throttle {
  let timer: NodeJS.Timeout | undefined;
  let due = false;
  const fire = (): void => {
    timer = undefined;
    if (!due) return;
    due = false;
    emit();
    timer = setTimeout(fire, interval);
  };
  return {
    request() {
      due = true;
      if (timer === undefined) fire();
    },
    close() {
      clearTimeout(timer);
      timer = undefined;
      if (due) emit();
      due = false;
    },
  };
}
