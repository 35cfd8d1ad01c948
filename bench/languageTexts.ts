/** Task files of the bench for the language server, of about the given number of lines. The edit toggles a digit in the middle. */
export interface Sample {
  readonly name: string;
  readonly text: string;
  /** Where the digit stands that every edit replaces. */
  readonly offset: number;
}

/** Parameters with axes, constraints, cases and points in many blocks: what people write, only more of it. */
export function mixed(lines: number): Sample {
  const part = Math.floor((lines - 12) / 4);
  return sample('mixed', [
    ...HEAD,
    'parameters:',
    ...axes(part, '  '),
    'cases:',
    '  variant:',
    ...cases(part),
    'exclude:',
    ...exclusions(part),
    'concat:',
    ...blocks(part),
  ]);
}

/** One block: a list of points. */
export function points(lines: number): Sample {
  return sample('one list of points', [
    ...HEAD,
    'points:',
    ...fill(lines - 4, (index) => `  - {alpha: ${index}, beta: 0.${index}, name: run${index}}`),
  ]);
}

/** One block: nested parameters. */
export function parameters(lines: number): Sample {
  return sample('one mapping of parameters', [...HEAD, 'parameters:', ...axes(lines - 4, '  ')]);
}

const HEAD = ['# A sweep of many parts', 'name: sweep', 'run: {command: [solve, "${args}"]}'];

function sample(name: string, lines: readonly string[]): Sample {
  const middle = lines.findIndex((line, index) => index >= lines.length / 2 && /\d/.test(line));
  const before = lines.slice(0, middle).join('\n').length + 1;
  return { name, text: `${lines.join('\n')}\n`, offset: before + (lines[middle]?.search(/\d(?=\D*$)/) ?? 0) };
}

function axes(lines: number, indent: string): readonly string[] {
  return fill(Math.floor(lines / 9), (index) => [
    `${indent}group${index}:`,
    `${indent}  rate: {min: 0.1, max: 1, num: 4}`,
    `${indent}  depth:`,
    `${indent}    values: [1, 2, 4]`,
    `${indent}    when: group${index}.rate > 0.5`,
    `${indent}  # how often`,
    `${indent}  kind: [small, large]`,
    `${indent}  seed: ${index}`,
    `${indent}  label: "run ${index}"`,
  ]).flat();
}

function cases(lines: number): readonly string[] {
  return fill(Math.floor(lines / 3), (index) => [
    `    case${index}:`,
    `      strength${index}: [1, 2, ${index + 3}]`,
    `      limit${index}: ${index}`,
  ]).flat();
}

/** Some points of each case. */
function exclusions(lines: number): readonly string[] {
  const count = Math.floor(lines / 3);
  return fill(
    lines,
    (index) =>
      `  - {group0: {kind: ${index < 2 * count ? 'small' : 'large'}, rate: ${index < count ? 0.1 : 0.4}}, variant: case${index % count}}`,
  );
}

function blocks(lines: number): readonly string[] {
  return fill(Math.floor(lines / 4), (index) => [
    '  - parameters:',
    `      first: [1, ${index + 2}]`,
    `      second: ${index}`,
    '    constraints: [first > 1]',
  ]).flat();
}

function fill<T>(count: number, line: (index: number) => T): readonly T[] {
  return Array.from({ length: count }, (_, index) => line(index));
}
