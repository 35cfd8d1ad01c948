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
        timer ??= setTimeout(expire, after);
      }
    },
  };
}
