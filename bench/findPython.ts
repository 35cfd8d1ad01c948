import { measure } from './process.ts';

/**
 * The interpreter of ours and of all peers: the first that has joblib of `python3` and the system's own, else `python3`.
 * The program itself: where `python3` is a script that looks for it (pyenv), every start would cost 0.1 s more.
 */
export async function findPython(folder: string): Promise<string> {
  const code = 'import importlib.util, sys; print(sys.executable); print(importlib.util.find_spec("joblib") is not None)';
  const found: string[] = [];
  for (const candidate of ['python3', '/usr/bin/python3']) {
    const [path = '', has] = (await measure({ command: [candidate, '-c', code], folder })).stdout.trim().split('\n');
    if (has === 'True') return path;
    found.push(path);
  }
  return found[0] ?? 'python3';
}
