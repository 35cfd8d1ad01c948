/** What `new --template` can make. */
export const TEMPLATES = ['python', 'script', 'node', 'command', 'training', 'files'] as const;
export type Template = (typeof TEMPLATES)[number];

export interface TemplateFile {
  readonly name: string;
  readonly text: string;
}

/** The task file first, then its objective, then what that reads; names are relative to the folder of the task. */
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
    case 'script':
      return [
        { name: `${stem}.sweep.yaml`, text: taskText(stem, `command: [python3, ${module}.py, '\${args}']`) },
        { name: `${module}.py`, text: SCRIPT },
      ];
    case 'command':
      return [{ name: `${stem}.sweep.yaml`, text: taskText(stem, COMMAND) }];
    case 'training':
      return [
        { name: `${stem}.sweep.yaml`, text: trainingText(stem, module) },
        { name: `${module}.py`, text: TRAINING },
      ];
    case 'files':
      return [
        { name: `${stem}.sweep.yaml`, text: filesText(stem, module) },
        { name: `${module}.py`, text: FILES },
        { name: `${stem}-data/morning.csv`, text: 'time,value\n0,3.1\n1,4.1\n2,5.9\n3,2.6\n4,5.3\n' },
        { name: `${stem}-data/evening.csv`, text: 'time,value\n0,2.7\n1,1.8\n2,2.8\n3,1.8\n4,4.5\n' },
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

const SCRIPT = `import argparse
import json

parser = argparse.ArgumentParser()
parser.add_argument("--x", type=float, required=True)
parser.add_argument("--power", type=int, required=True)
point = parser.parse_args()

# The last line of standard output, when it is a JSON object, holds the outputs.
print(json.dumps({"y": point.x**point.power}))
`;

/** A program that is on every Unix, so that the template runs as it is. */
const COMMAND = `# Any program: every \${…} is filled in from the point, and nothing is interpreted by a shell.
  # The last line that it prints, when it is a JSON object, holds the outputs.
  command: [awk, -v, 'x=\${x}', -v, 'power=\${power}', 'BEGIN { printf "{\\"y\\": %.17g}\\n", x ^ power }']`;

function trainingText(stem: string, module: string): string {
  return `name: ${stem}
description: How learning rate and momentum change what training arrives at.

run:
  python: ${module}:train

schema:
  parameters:
    learning_rate: { type: float, min: 0, description: Step along the gradient }
    momentum: { type: float, min: 0, max: 1 }
    epochs: { type: int, min: 1, default: 50 }
  outputs:
    loss: { type: float, description: Mean squared error after the last epoch }

metric: { name: loss, goal: minimize }

parameters:
  learning_rate: { min: 0.001, max: 0.3, num: 6, scale: log }
  momentum: [0, 0.5, 0.9]
  epochs: 50

# Every point is trained three times, each time with a seed of its own; aggregates give mean and spread.
replicates: 3
`;
}

const TRAINING = `import random

import sweepdeck


def train(learning_rate, momentum, epochs):
    """Fits a line to noisy data by gradient descent; put the training of your model here."""
    rng = random.Random(sweepdeck.seed())
    data = [(x / 50, 2 * x / 50 - 1 + rng.gauss(0, 0.1)) for x in range(50)]
    slope = offset = slope_step = offset_step = 0.0
    for epoch in range(epochs):
        errors = [(x, slope * x + offset - y) for x, y in data]
        slope_step = momentum * slope_step - learning_rate * 2 * sum(error * x for x, error in errors) / len(data)
        offset_step = momentum * offset_step - learning_rate * 2 * sum(error for _, error in errors) / len(data)
        slope += slope_step
        offset += offset_step
        loss = sum(error**2 for _, error in errors) / len(data)
        # What is reported while the item runs is drawn as a curve, and kept with its result.
        sweepdeck.report(step=epoch, loss=loss)
    return {"loss": loss, "slope": slope, "offset": offset}
`;

function filesText(stem: string, module: string): string {
  return `name: ${stem}
description: Every file of a folder, smoothed with windows of several widths.

run:
  python: ${module}:smooth

schema:
  parameters:
    source: { type: file, extensions: [.csv], description: A table with the columns time and value }
    window: { type: int, min: 1, description: Rows that one mean is made of }
  outputs:
    roughness: { type: float, description: Mean square of the steps between neighbours }
    smoothed: { type: file, path: smoothed.csv, description: Kept with the result under .sweepdeck/artifacts }

# One value for each file: a new file adds its items, a changed one makes its own results stale.
parameters:
  source: { files: ${stem}-data/*.csv }
  window: [1, 2, 3]
`;
}

const FILES = `import csv

import sweepdeck


def smooth(source, window):
    """Reads one file, writes one into the folder of the item, and returns a number."""
    with open(source, newline="") as table:
        values = [float(row["value"]) for row in csv.DictReader(table)]
    means = [sum(values[i : i + window]) / window for i in range(len(values) - window + 1)]
    with open(sweepdeck.dir() / "smoothed.csv", "w", newline="") as table:
        csv.writer(table).writerows([["value"], *([mean] for mean in means)])
    steps = [b - a for a, b in zip(means, means[1:])]
    return {"roughness": sum(step**2 for step in steps) / len(steps)}
`;
