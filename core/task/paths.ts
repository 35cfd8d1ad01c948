/** Path arithmetic of one platform, pure: nothing here looks at a disk. */
export interface Paths {
  /** Absolute and normal: `.` and `..` are gone. An absolute `path` replaces `folder`. */
  resolve(folder: string, path: string): string;
  /** The folder that contains a path; a root contains itself. */
  folder(path: string): string;
  /** True for the folder itself and everything below it, by text only: both must be normal. */
  isInside(folder: string, path: string): boolean;
}

export function pathsOf(separator: '/' | '\\'): Paths {
  const split = separator === '/' ? splitPosix : splitWindows;
  return {
    resolve(folder, path) {
      const own = split(path);
      const base = own.root === '' || own.root === '\\' ? split(folder) : own;
      const steps = own.root === '' ? [...base.steps, ...own.steps] : own.steps;
      return base.root + normalSteps(steps).join(separator);
    },
    folder(path) {
      const { root, steps } = split(path);
      return root + steps.slice(0, -1).join(separator);
    },
    isInside(folder, path) {
      const prefix = folder.endsWith(separator) ? folder : folder + separator;
      return path === folder || path.startsWith(prefix);
    },
  };
}

interface SplitPath {
  /** `/`, `C:\`, `\\server\share\`; `\` for the root of the current drive; nothing for relative paths. */
  readonly root: string;
  readonly steps: readonly string[];
}

function splitPosix(path: string): SplitPath {
  return { root: path.startsWith('/') ? '/' : '', steps: path.split('/').filter((step) => step !== '') };
}

function splitWindows(path: string): SplitPath {
  const text = path.replaceAll('/', '\\');
  const [root = ''] = /^(\\\\[^\\]+\\[^\\]+(\\|$)|[A-Za-z]:\\|[A-Za-z]:$|\\)/.exec(text) ?? [];
  const full = root === '' || root.endsWith('\\') ? root : `${root}\\`;
  return {
    root: full,
    steps: text
      .slice(root.length)
      .split('\\')
      .filter((step) => step !== ''),
  };
}

function normalSteps(steps: readonly string[]): readonly string[] {
  const normal: string[] = [];
  for (const step of steps) {
    if (step === '..') normal.pop();
    else if (step !== '.') normal.push(step);
  }
  return normal;
}
