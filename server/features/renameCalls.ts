import { type CalledArgument, callSites } from '../../core/code/rename/callSites.ts';
import { importRoots } from '../../core/code/pythonModules.ts';
import { type Checked, placeOf } from '../checked.ts';
import { lastPart } from '../paths.ts';
import type { AskedChanges, TextChange } from '../serviceApi.ts';

/** Milliseconds for looking through sources, and how many. */
const PATIENCE = 300;
const MOST_SOURCES = 5_000;

/** Calls of the function in workspace sources that pass the argument by name; those that are not certain are left, and said. */
export function renameCalls(checked: Checked, called: CalledArgument, to: string): AskedChanges {
  const started = performance.now();
  const python = /\.pyw?$/.test(called.function.file);
  const changes: TextChange[] = [];
  const left: string[] = [];
  const code = checked.code();
  const lookup = { roots: importRoots(code.folder(called.function.file), code.workspace), files: code };
  for (const path of checked.sources(python ? '**/*.py' : '**/*.{js,mjs,cjs,ts,mts,cts}').slice(0, MOST_SOURCES)) {
    if (performance.now() - started > PATIENCE) {
      left.push('Not all sources of the workspace were looked through for calls.');
      break;
    }
    const text = checked.read(path) ?? '';
    const file = text.includes(called.argument) && text.includes(called.function.name) ? code.open(path) : undefined;
    for (const { key, certain, shorthand } of file ? callSites(file, called, lookup) : []) {
      const place = placeOf(checked, { file: path, span: key });
      if (certain) changes.push({ ...place, text: shorthand ? `${to}: ${called.argument}` : to });
      else
        left.push(
          `The call of \`${called.function.name}\` in ${lastPart(path)}, line ${place.range.start.line + 1}, was left as it is, because it may be another function.`,
        );
    }
  }
  return { changes, left };
}
