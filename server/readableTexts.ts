import type { OpenDocument, OpenDocuments } from './openDocuments.ts';
import type { OpenText } from './serviceApi.ts';

/** Which texts the worker threads see: of each open editor the newest, of one that is too complex the last that was answered. */
export interface ReadableTexts {
  /** A thread has got through this text. */
  answered(document: OpenDocument): void;
  /** Whether a file that is too complex has an earlier text to answer from. */
  hasGood(file: string): boolean;
  forget(file: string): void;
  /** What a thread has not seen yet, and what was closed since; marks it as sent. Of `risked` it gets the newest text in any case. */
  unsent(sent: Map<string, number>, risked?: string): readonly OpenText[];
}

export function readableTexts(documents: OpenDocuments, isTooMuch: (file: string) => boolean): ReadableTexts {
  const good = new Map<string, OpenDocument>();
  return {
    answered: (document) => void good.set(document.file, document),
    hasGood: (file) => good.has(file),
    forget: (file) => void good.delete(file),
    unsent(sent, risked) {
      const changed: OpenText[] = [];
      for (const document of documents.all()) {
        const { file } = document;
        const shown = file !== risked && isTooMuch(file) ? good.get(file) : document;
        if (shown === undefined || sent.get(file) === shown.version) continue;
        sent.set(file, shown.version);
        changed.push({ file, text: shown.text });
      }
      for (const file of [...sent.keys()]) {
        if (documents.get(file)) continue;
        sent.delete(file);
        good.delete(file);
        changed.push({ file });
      }
      return changed;
    },
  };
}
