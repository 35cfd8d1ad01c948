import type { DebugPlan } from '../../protocol/debug.ts';

/** The programs and folders of this installation that a debug session is made of. */
export interface DebugPlaces {
  readonly node: string;
  /** The Node.js is Electron, which is one only when it is told so. */
  readonly electron: boolean;
  /** `dist/debug.mjs`. */
  readonly nodeProgram: string;
  /** Folder of the Python package `sweepdeck`. */
  readonly pythonFolder: string;
  /** The file that holds what the program is told. */
  readonly file: string;
}

/** What VS Code starts to debug an item; the rest of the shape belongs to the debugger. */
export interface DebugConfiguration {
  readonly type: string;
  readonly name: string;
  readonly request: 'launch';
  readonly [key: string]: unknown;
}

/** A launch of debugpy, or of the built-in JavaScript debugger. Only user code is stepped through. */
export function debugConfiguration(name: string, plan: DebugPlan, places: DebugPlaces): DebugConfiguration {
  const common = { name, request: 'launch', cwd: plan.cwd, console: 'integratedTerminal' } as const;
  if (plan.kind === 'python') {
    const path = [places.pythonFolder, plan.env['PYTHONPATH']]
      .filter((one) => one !== undefined && one !== '')
      .join(process.platform === 'win32' ? ';' : ':');
    return {
      ...common,
      type: 'debugpy',
      module: 'sweepdeck.debug',
      args: [places.file],
      python: plan.python,
      env: { ...plan.env, PYTHONPATH: path },
      // The folder of a task may hold a `json.py`: our own modules come first until the objective is loaded.
      cwd: places.pythonFolder,
      justMyCode: true,
    };
  }
  return {
    ...common,
    type: 'node',
    program: places.nodeProgram,
    args: [places.file],
    runtimeExecutable: places.node,
    env: { ...plan.env, ...(places.electron && { ELECTRON_RUN_AS_NODE: '1' }) },
    skipFiles: ['<node_internals>/**', places.nodeProgram],
    console: 'internalConsole',
    outputCapture: 'std',
  };
}
