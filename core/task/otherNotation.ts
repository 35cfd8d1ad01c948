/** A plain text that says something in the notation of another language, where it is one text here. */
export interface OtherNotation {
  /** Whether several values were meant, and not one. */
  readonly several: boolean;
  /** What is written here instead, the likeliest first. */
  readonly written: readonly string[];
}

/** `range(0, 10)`, `(1, 2)`, `0.1, 0.2`, `1..5`, `2**10`, `None`: what people write who think of Python or of a command line. */
export function otherNotation(source: string): OtherNotation | undefined {
  if (source.length > LONGEST || source.includes('\n')) return undefined;
  const several = twoDots(source) ?? called(source) ?? tuple(source) ?? spaces(source);
  if (several !== undefined) return { several: true, written: [several] };
  return commas(source) ?? one(source);
}

/** The rest of a sentence: what is written instead, or only that quotes keep the text. */
export function adviceOn({ written }: OtherNotation): string {
  return `write ${written.map((text) => `\`${text}\``).join(' or ')}`;
}

/** Longer texts are not what somebody typed as a value. */
const LONGEST = 200;
const NUMBER = String.raw`[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?`;
const TWO_DOTS = /^(-?\d+)\.\.\.?(-?\d+)$/;
const CALL = /^(?:(?:np|numpy|jnp|torch|tune|math|hp|trial)\.)?([a-z_]+)\((.*)\)$/;
const TUPLE = /^\(([^()]*,[^()]*)\)$/;
const COMMAS = new RegExp(`^${NUMBER}(?:\\s*,\\s*${NUMBER})+,?$`);
const SPACES = new RegExp(`^${NUMBER}(?: +${NUMBER})+$`);
const THOUSANDS = /^\d{1,3}(,\d{3})+$/;
const DECIMAL_COMMA = /^-?\d+,\d+$/;
const COMPUTED = new RegExp(`^(${NUMBER})\\s*(\\*\\*|\\^|/|\\*)\\s*(${NUMBER})$`);

function twoDots(source: string): string | undefined {
  const [, low, high] = TWO_DOTS.exec(source) ?? [];
  return low === undefined ? undefined : `{min: ${low}, max: ${high}, step: 1}`;
}

function called(source: string): string | undefined {
  const [, name = '', given = ''] = CALL.exec(source) ?? [];
  const args = listed(given.replace(/^\[(.*)\]$/, '$1'));
  const [low = '', high = '', third] = args;
  const num = third ?? '50';
  const isRange = isNumber(low) && isNumber(high);
  switch (name) {
    case 'range':
    case 'arange':
      return args.length > 0 && args.every(isNumber) ? halfOpen(args.map(Number)) : undefined;
    case 'linspace':
      return isRange ? `{min: ${low}, max: ${high}, num: ${num}}` : undefined;
    case 'geomspace':
      return isRange ? `{min: ${low}, max: ${high}, num: ${num}, scale: log}` : undefined;
    case 'logspace':
      return isRange ? `{min: 1e${low}, max: 1e${high}, num: ${num}, scale: log}` : undefined;
    case 'uniform':
    case 'interval':
      return isRange && third === undefined ? `{min: ${low}, max: ${high}}` : undefined;
    case 'loguniform':
      return isRange && third === undefined ? `{min: ${low}, max: ${high}, scale: log}` : undefined;
    case 'choice':
    case 'grid_search':
      return args.length > 0 ? `[${args.join(', ')}]` : undefined;
    default:
      return undefined;
  }
}

/** Python's ranges leave their end out. */
function halfOpen(args: readonly number[]): string | undefined {
  const [from, to, step] = args.length === 1 ? [0, args[0] ?? 0, 1] : [args[0] ?? 0, args[1] ?? 0, args[2] ?? 1];
  // The quotient of decimals may miss a whole number by a rounding error.
  const count = Math.ceil(rounded((to - from) / step));
  return step > 0 && count > 0 ? `{min: ${from}, max: ${rounded(from + (count - 1) * step)}, step: ${step}}` : undefined;
}

function rounded(value: number): number {
  return Number(value.toPrecision(12));
}

function tuple(source: string): string | undefined {
  const [, inside] = TUPLE.exec(source) ?? [];
  const items = inside === undefined ? [] : listed(inside);
  return items.length > 0 && items.every(isAtom) ? `[${items.join(', ')}]` : undefined;
}

/** `1 2 3`. */
function spaces(source: string): string | undefined {
  return SPACES.test(source) ? `[${source.split(/\s+/).join(', ')}]` : undefined;
}

function commas(source: string): OtherNotation | undefined {
  if (!COMMAS.test(source)) return undefined;
  const list = `[${listed(source).join(', ')}]`;
  if (THOUSANDS.test(source)) return { several: false, written: [source.replaceAll(',', '')] };
  return { several: true, written: DECIMAL_COMMA.test(source) ? [list, source.replace(',', '.')] : [list] };
}

function one(source: string): OtherNotation | undefined {
  if (source === 'None') return { several: false, written: ['null'] };
  const [, left, operator = '', right] = COMPUTED.exec(source) ?? [];
  const value = left === undefined ? Number.NaN : computed(Number(left), operator, Number(right));
  return Number.isFinite(value) ? { several: false, written: [String(value)] } : undefined;
}

function computed(left: number, operator: string, right: number): number {
  if (operator === '/') return left / right;
  return operator === '*' ? left * right : left ** right;
}

function listed(text: string): readonly string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function isNumber(text: string): boolean {
  return text !== '' && Number.isFinite(Number(text));
}

/** A number, a word, or a text in quotes. */
function isAtom(text: string): boolean {
  return isNumber(text) || /^(\w+|'[^']*'|"[^"]*")$/.test(text);
}
