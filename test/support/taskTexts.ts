/** Beginnings of task files in the workspace of `test/data/rows`, that cases about places of a file go on from. */
export const RUN = 'run: {python: model:train}\n';
export const SCHEMA = 'run: {python: model:free}\nschema: ./shared.sweep-params.yaml\n';
export const LR = 'parameters: {lr: [0.1, 0.2]}\n';
export const SCRIPT = `${LR}run: {command: [python3, options.py, `;
export const HYPOTHESES = `${SCHEMA}parameters: {lr: [0.1, 0.2], mode: [fast, slow]}\nhypotheses: `;
export const CLAIM = `${HYPOTHESES}\n  - expect: `;
