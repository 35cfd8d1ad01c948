const nested = (depth: number) => Array.from({ length: depth }, (_, level) => `${' '.repeat(level)}a:`).join('\n');
const many = (count: number, line: (index: number) => string) => Array.from({ length: count }, (_, index) => line(index)).join('\n');

/** Inputs of reliability.md F40, and some of our own, by name. */
export const HOSTILE: Readonly<Record<string, string>> = {
  'many keys of complex kind': `${'? '.repeat(50_000)}x`,
  'open brackets': '{'.repeat(100_000),
  'open brackets and commas': '{'.repeat(100_000) + ','.repeat(100_000),
  quotes: '"'.repeat(100_000),
  '100,000 keys': many(100_000, (index) => `k${index}: 1`),
  '100,000 axes': `run: {command: [a]}\nparameters:\n${many(100_000, (index) => `  k${index}: [1, 2]`)}`,
  'an alias bomb': `a0: &a0 [x, x, x, x, x, x, x, x, x]\n${many(9, (index) => `a${index + 1}: &a${index + 1} [${Array(9).fill(`*a${index}`).join(', ')}]`)}`,
  'a merge bomb': `a0: &a0 {x: 1}\n${many(20, (index) => `a${index + 1}: &a${index + 1}\n  <<: [*a${index}, *a${index}, *a${index}]\n  k${index}: 1`)}`,
  'five million blank lines': '\n'.repeat(5_000_000),
  'a scalar of 10 MB': `description: "${'x'.repeat(10 * 1024 * 1024)}"`,
  'a deep block': nested(3_000),
  'deep parentheses': `run: {command: [a]}\nparameters: {x: [1]}\nconstraints: ["${'('.repeat(50_000)}x"]`,
  'a million values': `run: {command: [a, "\${x}"]}\nparameters: {x: [${many(1_000_000, String).replaceAll('\n', ',')}]}`,
  'constraints over 10^12 points': `run: {command: [a, "\${x}", "\${y}"]}\nparameters: {x: {min: 0, max: 999999, step: 1}, y: {min: 0, max: 999999, step: 1}}\nconstraints:\n${many(300, (index) => `  - x * y + ${index} > sqrt(x + y) ** 2`)}`,
};
