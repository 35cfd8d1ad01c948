import { connectWriting } from '../../../runner/store/connect.ts';
import { immediately } from '../../../runner/store/immediately.ts';

/* Reads and then writes in one immediate transaction, again and again, beside others: `node writer.ts DATABASE N TRANSACTIONS`. */
const [, , database = '', n = '', transactions = '0'] = process.argv;
const db = connectWriting(database);
if (db === undefined) throw new Error(`${database} is damaged.`);
const count = db.prepare('SELECT count(*) FROM worker').pluck();
const insert = db.prepare('INSERT INTO worker (name) VALUES (?)');
const errors: string[] = [];
let worst = 0;
let done = 0;
for (let at = 0; at < Number(transactions); at++) {
  const begun = performance.now();
  try {
    immediately(db, () => insert.run(`${n} ${at} ${String(count.get())}`));
    done++;
  } catch (error) {
    errors.push(String(error));
  }
  worst = Math.max(worst, performance.now() - begun);
}
db.close();
process.stdout.write(JSON.stringify({ done, worst, errors: errors.slice(0, 5) }));
