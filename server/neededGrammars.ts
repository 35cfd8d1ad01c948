import type { Grammars } from '../core/code/grammars.ts';
import type { Language } from '../core/code/syntax.ts';
import type { ServiceApi } from './serviceApi.ts';

/** Grammars that remember which languages were asked for in vain: a workspace without code never loads any. */
export interface NeededGrammars extends Grammars {
  /** Loads what was lacking since the last time; whether there was anything. */
  loadMissing(): Promise<boolean>;
}

export function neededGrammars(grammars: Grammars): NeededGrammars {
  const missing = new Set<Language>();
  return {
    load: (languages) => grammars.load(languages),
    has: (language) => grammars.has(language),
    parse(language, text) {
      if (!grammars.has(language)) missing.add(language);
      return grammars.parse(language, text);
    },
    async loadMissing() {
      const languages = [...missing];
      missing.clear();
      await grammars.load(languages);
      return languages.length > 0;
    },
  };
}

/** The service's functions, each answering again after the grammars that it lacked are there. */
export function withGrammars(service: ServiceApi, grammars: NeededGrammars): object {
  const answering =
    (answer: (request: never) => unknown) =>
    async (request: never): Promise<unknown> => {
      let answered = answer(request);
      while (await grammars.loadMissing()) {
        service.filesChanged({ files: [], structural: true });
        answered = answer(request);
      }
      return answered;
    };
  return Object.fromEntries(Object.entries(service).map(([name, answer]) => [name, answering(answer)]));
}
