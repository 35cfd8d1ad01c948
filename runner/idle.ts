/** Calls `expire` once `idle` has been true for `after` milliseconds without a break. */
export interface IdleTimer {
  set(idle: boolean): void;
}

export function idleTimer(after: number, expire: () => void): IdleTimer {
  let timer: NodeJS.Timeout | undefined;
  return {
    set(idle) {
      if (!idle) {
        clearTimeout(timer);
        timer = undefined;
      } else {
        // The listening socket keeps the process alive, not this.
        timer ??= setTimeout(expire, after).unref();
      }
    },
  };
}
