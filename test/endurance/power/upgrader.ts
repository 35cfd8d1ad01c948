import { MIGRATIONS } from '../../../runner/store/migrate.ts';
import { upgrade } from '../../../runner/store/upgrade.ts';

/* Brings a database to a schema of the future, as a newer version of the runner would: `node upgrader.ts FILE`. */
upgrade(process.argv[2] ?? '', [...MIGRATIONS, 'CREATE TABLE added (x INTEGER) STRICT', 'ALTER TABLE label ADD COLUMN colour TEXT']);
