/** What `new --template` can make. */
export const TEMPLATES = ['python', 'node', 'command'] as const;
export type Template = (typeof TEMPLATES)[number];

export interface TemplateFile {
  readonly name: string;
  readonly text: string;
}

/** The task file first, then its objective. */
export function templateFiles(template: Template, stem: string): readonly TemplateFile[] {
  const module = stem.replaceAll('-', '_');
  switch (template) {
    case 'python':
      return [
        { name: `${stem}.sweep.yaml`, text: taskText(stem, `python: ${module}:evaluate`) },
        { name: `${module}.py`, text: PYTHON },
      ];
    case 'node':
      return [
        { name: `${stem}.sweep.yaml`, text: taskText(stem, `node: ./${stem}.mjs#evaluate`) },
        { name: `${stem}.mjs`, text: NODE },
      ];
    case 'command':
      return [
        { name: `${stem}.sweep.yaml`, text: taskText(stem, `command: [python3, ${module}.py, '\${args}']`) },
        { name: `${module}.py`, text: COMMAND },
      ];
  }
}

function taskText(stem: string, run: string): string {
  return `name: ${stem}
description: What this sweep is to find out.

run:
  ${run}

schema:
  parameters:
    x: { type: float, min: -10, max: 10, description: Where the function is evaluated }
    power: { type: int, min: 1, description: Its exponent }
  outputs:
    y: { type: float }

parameters:
  x: { min: -1, max: 1, step: 0.25 }
  power: [1, 2, 3]
`;
}

const PYTHON = `def evaluate(x, power):
    """Called once for every point, with the parameters as keyword arguments."""
    return {"y": x**power}
`;

const NODE = `/** Called once for every point. */
export function evaluate({ x, power }) {
  return { y: x ** power };
}
`;

const COMMAND = `import argparse
import json

parser = argparse.ArgumentParser()
parser.add_argument("--x", type=float, required=True)
parser.add_argument("--power", type=int, required=True)
point = parser.parse_args()

# The last line of standard output, when it is a JSON object, holds the outputs.
print(json.dumps({"y": point.x**point.power}))
`;
