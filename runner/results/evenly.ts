/**
 * At most so many of a list, the first always: one out of each part of equal length. Equal distances would keep step with the
 * axes of a grid, and of a million items show, say, those of one mass only; so the place within a part moves on by the golden
 * ratio, which keeps step with nothing.
 */
export function evenly(items: ArrayLike<number>, most: number): readonly number[] {
  if (items.length <= most) return Array.from(items);
  const start = (part: number): number => Math.floor((part * items.length) / most);
  return Array.from({ length: most }, (_, part) => {
    const [from, to] = [start(part), start(part + 1)];
    return items[from + Math.floor(((part * GOLDEN) % 1) * (to - from))] ?? 0;
  });
}

const GOLDEN = (Math.sqrt(5) - 1) / 2;
