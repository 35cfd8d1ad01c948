import type { Sqlite } from '../runtime.ts';

/** Makes changes tell that what others have remembered of the results holds no longer; to be called inside write transactions. */
export function raisingNews(db: Sqlite) {
  const news = db.prepare<[]>('UPDATE news SET number = number + 1');
  return <Given extends readonly unknown[], Answer>(change: (...given: Given) => Answer) =>
    (...given: Given): Answer => {
      news.run();
      return change(...given);
    };
}
