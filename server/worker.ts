import { parentPort } from 'node:worker_threads';
import { lazyGrammars } from '../core/code/grammars.ts';
import { openThreadChannel } from '../protocol/channel.ts';
import { fileAccess } from './fileAccess.ts';
import { grammarFiles } from './grammarFiles.ts';
import { neededGrammars, withGrammars } from './neededGrammars.ts';
import { createService } from './service.ts';

/** The thread that computes: answers the main thread's questions, one after the other. */
if (parentPort === null) throw new Error('This file is the thread of the language server; main.ts starts it.');
const grammars = neededGrammars(lazyGrammars(grammarFiles));
openThreadChannel(parentPort, withGrammars(createService({ access: fileAccess, grammars }), grammars));
