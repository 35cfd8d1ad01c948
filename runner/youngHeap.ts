import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/**
 * Keeps V8's young heap at 8 MB once it has grown to that. A runner's rows live for 60 ms: left alone the young heap
 * grows to 130 MB, and is no faster for that. V8's own limit is read at the start only, and a runner is started by windows,
 * terminals and scripts; the factor of growth is read at each collection.
 */
export function keepYoungHeapSmall(): { stop(): void } {
  const timer = setInterval(() => {
    if (youngBytes() < ENOUGH) return;
    setFlagsFromString('--semi-space-growth-factor=1');
    clearInterval(timer);
  }, PERIOD);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}

const ENOUGH = 8e6;
/** Milliseconds: it doubles at most every few of them. */
const PERIOD = 10;

function youngBytes(): number {
  return getHeapSpaceStatistics().find((space) => space.space_name === 'new_space')?.space_size ?? 0;
}
