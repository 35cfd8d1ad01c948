/**
 * The looks in which a journey is made: each of them opens a window for half a minute, so a check that decides about a change takes the
 * first, and everybody else all.
 */
export function ofEach<const Look>(...looks: readonly Look[]): readonly Look[] {
  return process.env['CI'] ? looks.slice(0, 1) : looks;
}
