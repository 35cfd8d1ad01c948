import { join } from 'node:path';
import { runSuite } from './suiteRun.ts';

/** The suite on the VS Code that comes from npm: needs no desktop and no download but the registry's. */
const { passed, failed } = await runSuite(join(import.meta.dirname, '../support/host/standIn.ts'));
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
