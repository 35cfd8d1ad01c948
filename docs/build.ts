import { writeFileSync } from 'node:fs';
import { taskFilePage } from '../core/task/reference.ts';
import { diagnosticsPage } from '../core/check/explain/diagnosticsPage.ts';

// Writes the pages that are made from code; test/core/check/explain.test.ts and test/core/task/reference.test.ts say when they are out of date.
writeFileSync(new URL('diagnostics.md', import.meta.url), diagnosticsPage());
writeFileSync(new URL('task-file.md', import.meta.url), taskFilePage());
