import * as fs from 'node:fs';
import { sep } from 'node:path';
import { diskAccess } from '../core/task/diskAccess.ts';
import type { FileAccess } from '../core/task/fileWorld.ts';

/** The disk of this machine. */
export const fileAccess: FileAccess = diskAccess(fs, sep);
