/** A caller that acts at once, then at most every `milliseconds`, and never forgets the last call. */
export interface Throttled {
  call(): void;
  dispose(): void;
}

export function throttled(milliseconds: number, act: () => void): Throttled {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let again = false;
  const rest = (): void => {
    timer = setTimeout(() => {
      timer = undefined;
      if (!again) return;
      again = false;
      act();
      rest();
    }, milliseconds);
  };
  return {
    call() {
      if (timer !== undefined) {
        again = true;
        return;
      }
      act();
      rest();
    },
    dispose: () => clearTimeout(timer),
  };
}
