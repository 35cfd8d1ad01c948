/** What of a thread is watched; the time that it has spent computing in microseconds, as a worker thread tells it. */
export interface Watched {
  cpuUsage(): Promise<{ readonly user: number; readonly system: number }>;
}

/** How many times its budget a question may take on the clock, whatever the machine is busy with. */
const LONGEST = 10;
/** Milliseconds in which nearly every question is answered; those that are not are watched from then on, as if they had computed so far. */
const UNWATCHED = 20;
/** Milliseconds between two looks at least, so that the last of a budget is not spent on looking. */
const SHORTEST_LOOK = 10;

/**
 * Calls `giveUp` when the thread has computed for `budget` milliseconds from now on. Time in which the machine did other
 * things is not charged: a sweep on all cores is the usual case. Answers what ends the watch.
 */
export function watchdog(thread: Watched, budget: number, giveUp: () => void): () => void {
  const hard = setTimeout(giveUp, LONGEST * budget);
  let ended = false;
  let timer = setTimeout(() => void watch(), UNWATCHED);
  async function watch(): Promise<void> {
    const before = await computed(thread);
    if (ended || before === undefined) return;
    const look = async (): Promise<void> => {
      const now = await computed(thread);
      if (ended || now === undefined) return;
      const left = budget - UNWATCHED - (now - before);
      if (left <= 0) giveUp();
      else timer = setTimeout(() => void look(), Math.max(SHORTEST_LOOK, left));
    };
    timer = setTimeout(() => void look(), budget - UNWATCHED);
  }
  return () => {
    ended = true;
    clearTimeout(timer);
    clearTimeout(hard);
  };
}

/** Milliseconds; nothing of a thread that is not running (any more). */
function computed(thread: Watched): Promise<number | undefined> {
  return thread.cpuUsage().then(
    ({ user, system }) => (user + system) / 1_000,
    () => undefined,
  );
}
