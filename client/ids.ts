/** Every command that package.json contributes. `test/client/ids.test.ts` keeps the two lists equal. */
export const COMMANDS = {
  run: 'sweepdeck.run',
  runAll: 'sweepdeck.runAll',
  runStale: 'sweepdeck.runStale',
  runItem: 'sweepdeck.runItem',
  rerunFailed: 'sweepdeck.rerunFailed',
  stop: 'sweepdeck.stop',
  stopAll: 'sweepdeck.stopAll',
  pause: 'sweepdeck.pause',
  resume: 'sweepdeck.resume',
  testPoint: 'sweepdeck.testPoint',
  debugItem: 'sweepdeck.debugItem',
  runWith: 'sweepdeck.runWith',
  results: 'sweepdeck.results',
  export: 'sweepdeck.export',
  openTask: 'sweepdeck.openTask',
  openItem: 'sweepdeck.openItem',
  openItemLog: 'sweepdeck.openItemLog',
  copyAsJson: 'sweepdeck.copyParametersAsJson',
  copyAsPython: 'sweepdeck.copyParametersAsPython',
  copyAsCommand: 'sweepdeck.copyParametersAsCommand',
  explain: 'sweepdeck.explain',
  explainStale: 'sweepdeck.explainStale',
  acceptStale: 'sweepdeck.acceptStale',
  keepRenamed: 'sweepdeck.keepRenamed',
  previewEdit: 'sweepdeck.previewEdit',
  delete: 'sweepdeck.delete',
  editTags: 'sweepdeck.editTags',
  editNote: 'sweepdeck.editNote',
  openFolder: 'sweepdeck.openFolder',
  collectGarbage: 'sweepdeck.collectGarbage',
  newTask: 'sweepdeck.newTask',
  importTask: 'sweepdeck.importTask',
  untickAll: 'sweepdeck.untickAll',
  refresh: 'sweepdeck.refresh',
  showActivity: 'sweepdeck.showActivity',
  showLog: 'sweepdeck.showLog',
  selectInterpreter: 'sweepdeck.selectInterpreter',
  restartRunner: 'sweepdeck.restartRunner',
  restartServer: 'sweepdeck.restartServer',
} as const;
export type CommandId = (typeof COMMANDS)[keyof typeof COMMANDS];

/** Commands that look and copy only: they work in Restricted Mode and need no runner of their own. */
export const PURE_VIEWS: readonly CommandId[] = [
  COMMANDS.openTask,
  COMMANDS.refresh,
  COMMANDS.showActivity,
  COMMANDS.showLog,
  COMMANDS.restartServer,
];

/** Tools for chat agents that package.json contributes. */
export const TOOLS = {
  list: 'sweepdeck_list',
  results: 'sweepdeck_results',
  failures: 'sweepdeck_failures',
  run: 'sweepdeck_run',
} as const;
export type ToolName = (typeof TOOLS)[keyof typeof TOOLS];

export const VIEWS = { tasks: 'sweepdeck.tasks', activity: 'sweepdeck.activity' } as const;

/** Context keys of `when` and `enablement` clauses. */
export const CONTEXT = {
  /** A sweep runs in this workspace. */
  running: 'sweepdeck.running',
  /** The language server has listed the task files at least once. */
  ready: 'sweepdeck.ready',
  /** Items are ticked in the view Sweeps. */
  ticked: 'sweepdeck.ticked',
} as const;

export const RESULTS_PANEL = 'sweepdeck.results';
export const ITEM_SCHEME = 'sweepdeck-item';
export const TEST_SCHEME = 'sweepdeck-test';
/** Type of tasks in tasks.json. */
export const TASK_TYPE = 'sweep';
export const TASK_LANGUAGE = 'sweep';
export const SCHEMA_LANGUAGE = 'sweep-params';
/** `contextValue` of tree rows, matched in package.json. */
export const ROWS = {
  folder: 'folder',
  task: 'task',
  taskRunning: 'task.running',
  taskFailed: 'task.failed',
  groupFailed: 'group.failed',
  groupRunning: 'group.running',
  groupStale: 'group.stale',
  groupDone: 'group.done',
  groupOrphan: 'group.orphan',
  item: 'item',
  run: 'run',
  runActive: 'run.active',
  runHeld: 'run.held',
  runItem: 'run.item',
} as const;
