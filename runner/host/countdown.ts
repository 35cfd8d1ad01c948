/**
 * Calls `expire` after so many milliseconds in which this process could run: time in which it was stopped, or the machine
 * slept, does not count.
 */
export function countdown(limit: number, expire: () => void): { stop(): void } {
  let left = limit;
  let timer: NodeJS.Timeout;
  const wait = (): void => {
    const step = Math.min(left, STEP);
    const begun = performance.now();
    timer = setTimeout(() => {
      const passed = performance.now() - begun;
      left -= passed > step + SLEEP ? step : passed;
      if (left <= 0) expire();
      else wait();
    }, step);
  };
  wait();
  return { stop: () => clearTimeout(timer) };
}

/** Milliseconds between two looks at the clock, and how late a look must come to mean that nothing ran. */
const STEP = 250;
const SLEEP = 500;
