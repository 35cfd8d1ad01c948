import type { Value, ValueMap } from '../../value/value.ts';

interface Arguments {
  readonly positional: readonly Value[];
  readonly named: ValueMap;
}

/** `range`, `numpy.arange`, `numpy.linspace`, `numpy.logspace` and single numbers, with the very numbers of Python and NumPy. */
export function callNumbers(name: string, { positional, named }: Arguments): Value | undefined {
  const at = (position: number, key: string): number | undefined => {
    const given = positional[position] ?? named[key];
    return typeof given === 'number' ? given : undefined;
  };
  switch (name.replace(/^(np|numpy)\./, 'numpy.')) {
    case 'range':
    case 'numpy.arange':
      return arange(positional, named);
    case 'numpy.linspace':
      return linspace(at(0, 'start'), at(1, 'stop'), at(2, 'num') ?? 50, named['endpoint'] !== false);
    case 'numpy.logspace': {
      const exponents = linspace(at(0, 'start'), at(1, 'stop'), at(2, 'num') ?? 50, named['endpoint'] !== false);
      return exponents?.map((one) => (at(3, 'base') ?? 10) ** one);
    }
    case 'float':
    case 'int': {
      const given = Number(positional[0]);
      if (!Number.isFinite(given)) return undefined;
      return name === 'int' ? Math.trunc(given) : given;
    }
    default:
      return undefined;
  }
}

function arange(positional: readonly Value[], named: ValueMap): readonly number[] | undefined {
  const given = positional.map(Number);
  const [first, second, third] = given;
  const [start, stop] = second === undefined ? [0, first] : [first, second];
  const step = third ?? Number(named['step'] ?? 1);
  if (start === undefined || stop === undefined || ![start, stop, step].every(Number.isFinite) || step === 0) return undefined;
  const length = Math.max(0, Math.ceil((stop - start) / step));
  if (length > MOST) return undefined;
  // NumPy adds multiples of the distance of the first two.
  const distance = start + step - start;
  return Array.from({ length }, (_, at) => start + at * distance);
}

function linspace(start: number | undefined, stop: number | undefined, num: number, endpoint: boolean): readonly number[] | undefined {
  if (start === undefined || stop === undefined || !Number.isInteger(num) || num < 0 || num > MOST) return undefined;
  const step = (stop - start) / Math.max(1, endpoint ? num - 1 : num);
  return Array.from({ length: num }, (_, at) => (endpoint && num > 1 && at === num - 1 ? stop : at * step + start));
}

const MOST = 1_000_000;
