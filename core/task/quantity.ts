const MILLISECONDS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const BYTES: Readonly<Record<string, number>> = {
  B: 1,
  kB: 1e3,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
  TiB: 2 ** 40,
};

/** `500ms 10s 5m 2h 1d` in milliseconds. */
export function readDuration(text: string): number | undefined {
  return readQuantity(text, MILLISECONDS);
}

/** `512MB 2GiB` in bytes. */
export function readMemory(text: string): number | undefined {
  const bytes = readQuantity(text, BYTES);
  return bytes === undefined ? undefined : Math.round(bytes);
}

/** `50%` as 50. */
export function readPercentage(text: string): number | undefined {
  return readQuantity(text, { '%': 1 });
}

function readQuantity(text: string, units: Readonly<Record<string, number>>): number | undefined {
  const match = /^\s*(\d+(?:\.\d+)?)\s*([A-Za-z]+|%)\s*$/.exec(text);
  const unit = match?.[2] === undefined || !Object.hasOwn(units, match[2]) ? undefined : units[match[2]];
  return unit === undefined ? undefined : Number(match?.[1]) * unit;
}
