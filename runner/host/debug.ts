import { readFileSync } from 'node:fs';
import type { DebugCommand } from '../../protocol/debug.ts';
import type { LoadMessage } from '../../protocol/objective.ts';
import { debugCommand } from './debugCommand.ts';
import { debugFunction } from './debugFunction.ts';

/* One item as a person looks at it: `node debug.mjs FILE`. The file holds what runner/debugItem.ts says of it. */
delete process.env['ELECTRON_RUN_AS_NODE'];
const [first = '', runLine = ''] = readFileSync(process.argv[2] ?? '', 'utf8').split('\n');
// SAFETY: written by runner/debugItem.ts.
const told = JSON.parse(first) as LoadMessage | DebugCommand;
await (told.kind === 'command' ? debugCommand(told) : debugFunction(told, runLine));
