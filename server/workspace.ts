import { objectiveSignature } from '../core/code/objectiveSignature.ts';
import type { Grammars } from '../core/code/grammars.ts';
import { type FileAccess, fileWorld } from '../core/task/fileWorld.ts';
import { pathsOf } from '../core/task/paths.ts';
import { type SourceFiles, sourceFiles } from '../core/code/sourceFiles.ts';
import { newMemory } from '../core/memory.ts';
import type { World } from '../core/task/world.ts';
import type { OpenText } from './serviceApi.ts';
import { rememberingParser } from './trees.ts';

/** The outside world of the service: workspace folders, open editors, the disk; it reads, and does nothing else. */
export interface Workspace {
  setFolders(folders: readonly string[]): void;
  sync(documents: readonly OpenText[]): void;
  /** A world for one file, below the workspace folder that holds it; `asked` grows by every file that is asked for through it. */
  enter(file: string): Entered;
}

/** What one file sees of the outside. */
export interface Entered {
  readonly world: World;
  readonly asked: Set<string>;
  /** Sources with their syntax trees as they are now. */
  readonly code: () => SourceFiles;
}

export function openWorkspace(access: FileAccess, grammars: Grammars): Workspace {
  const paths = pathsOf(access.separator);
  const texts = new Map<string, string>();
  const memory = newMemory();
  const parse = rememberingParser(memory);
  let folders: readonly string[] = [];
  /** The innermost folder; a loose file sees what lies beside it. */
  const folderOf = (file: string): string => {
    const around = folders.filter((folder) => paths.isInside(folder, file));
    return around.toSorted((one, other) => other.length - one.length)[0] ?? paths.folder(file);
  };
  return {
    setFolders(given) {
      folders = given.map((folder) => paths.resolve(folder, '.'));
    },
    sync(documents) {
      for (const { file, text } of documents) {
        if (text === undefined) texts.delete(file);
        else texts.set(file, text);
      }
    },
    enter(file) {
      const asked = new Set<string>();
      const reading = fileWorld(access, {
        workspace: folderOf(file),
        overlay: (path) => texts.get(path),
        signature: (run, taskFile) => objectiveSignature(run, taskFile, world, grammars),
      });
      const world: World = {
        ...reading,
        parse,
        memory,
        read(path) {
          asked.add(path);
          return reading.read(path);
        },
      };
      return { world, asked, code: () => sourceFiles(reading, grammars) };
    },
  };
}
