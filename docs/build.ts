import { writeFileSync } from 'node:fs';
import { diagnosticsPage } from '../core/check/explain/diagnosticsPage.ts';

// Writes the pages that are made from code; test/core/check/explain.test.ts says when they are out of date.
writeFileSync(new URL('diagnostics.md', import.meta.url), diagnosticsPage());
