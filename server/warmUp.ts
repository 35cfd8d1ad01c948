import type { ServiceApi } from './serviceApi.ts';

/** A name that no file has. */
const FILE = '/\0warm-up.sweep.yaml';

/** Something of all that task files usually hold. */
const TEXT = `name: warm
run: {command: [solve, "\${args}"]}
parameters:
  rate: {min: 0.1, max: 1, num: 4}
  group:
    depth:
      values: [1, 2, 2]
      when: rate > 0.5
    kind: [small, large]
cases:
  variant: {one: {limit: 1}, two: {limit: [2, 3]}}
constraints: [rate < 0.9 or group.kind == 'small']
exclude:
  - {variant: one, rate: 1}
`;

/** Answers a question about a made-up file, so that the first one about a real file finds the code compiled. */
export function warmUp(service: Pick<ServiceApi, 'sync' | 'diagnostics'>): void {
  service.sync([{ file: FILE, text: TEXT }]);
  service.diagnostics({ file: FILE });
  service.sync([{ file: FILE }]);
}
