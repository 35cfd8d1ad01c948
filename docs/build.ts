import { writeFileSync } from 'node:fs';
import { commandLinePage } from '../runner/cli/reference.ts';
import { taskFilePage } from '../core/task/reference.ts';
import { diagnosticsPage } from '../core/check/explain/diagnosticsPage.ts';
import { bundleText } from '../packaging/texts.ts';

// Writes what is made from code: pages and the table of texts. test/core/check/explain.test.ts, test/core/task/reference.test.ts, test/docs.test.ts and test/spoken.test.ts say when they are out of date.
writeFileSync(new URL('diagnostics.md', import.meta.url), diagnosticsPage());
writeFileSync(new URL('task-file.md', import.meta.url), taskFilePage());
writeFileSync(new URL('command-line.md', import.meta.url), commandLinePage());
writeFileSync(new URL('../l10n/bundle.l10n.json', import.meta.url), await bundleText());
