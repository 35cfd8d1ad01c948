import { writeFileSync } from 'node:fs';
import { commandLinePage } from '../runner/cli/reference.ts';
import { taskFilePage } from '../core/task/reference.ts';
import { diagnosticsPage } from '../core/check/explain/diagnosticsPage.ts';

// Writes the pages that are made from code; test/core/check/explain.test.ts, test/core/task/reference.test.ts and test/docs.test.ts say when they are out of date.
writeFileSync(new URL('diagnostics.md', import.meta.url), diagnosticsPage());
writeFileSync(new URL('task-file.md', import.meta.url), taskFilePage());
writeFileSync(new URL('command-line.md', import.meta.url), commandLinePage());
