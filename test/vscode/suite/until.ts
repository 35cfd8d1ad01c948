import type { Event } from 'vscode';

/** Resolves with the first answer that is there: asks now and after every event, until Mocha's time limit for the test. */
export async function until<T>(event: Event<unknown>, ask: () => T | undefined | PromiseLike<T | undefined>): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const check = async (): Promise<void> => {
    const answer = await ask();
    if (answer !== undefined) resolve(answer);
  };
  const listener = event(() => void check().catch(reject));
  try {
    await check();
    return await promise;
  } finally {
    listener.dispose();
  }
}
