import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import upng from '@pdf-lib/upng';

// Makes the pictures of the walkthrough, of README.md and of docs/ from what test/ui/pictures.test.ts has left: `npm run pictures` does both.
// SAFETY: its types do not say that all of it is one member of a CommonJS module.
const { default: UPNG } = upng as unknown as { readonly default: typeof upng };

const ROOT = new URL('../', import.meta.url);

/** More than these many colours nobody sees in a window, and twice the bytes. */
const COLOURS = 128;

/** The steps of the walkthrough, each in both themes. */
const WALKTHROUGH = ['write', 'check', 'run', 'look', 'failed'];

/** Pictures of pages in docs/. */
const PAGES = { look: 'look', plot: 'whole-plot', failures: 'failures' };

/** The animation of README.md: a picture, and for how many milliseconds it is seen. */
const TOUR: readonly (readonly [name: string, milliseconds: number])[] = [
  ['write', 2500],
  ['check', 3000],
  ['run', 1500],
  ['running', 1500],
  ['failed', 3000],
  ['look', 2500],
  ['failures', 3500],
  ['plot', 2500],
  ['repair', 2500],
  ['done', 3000],
];

function screenshot(name: string): ReturnType<typeof UPNG.decode> {
  const bytes = readFileSync(new URL(`test-artifacts/screenshots/tour-${name}.png`, ROOT));
  return UPNG.decode(Uint8Array.from(bytes).buffer);
}

/** Writes a picture, or an animation (APNG) where there are several. */
function write(file: string, names: readonly string[], delays?: readonly number[]): void {
  const images = names.map(screenshot);
  const { width, height } = images[0] ?? { width: 0, height: 0 };
  const pixels = images.flatMap((image) => UPNG.toRGBA8(image));
  const place = new URL(file, ROOT);
  mkdirSync(new URL('.', place), { recursive: true });
  writeFileSync(place, Buffer.from(UPNG.encode(pixels, width, height, COLOURS, delays && [...delays])));
}

for (const theme of ['dark', 'light'])
  for (const step of WALKTHROUGH) write(`media/walkthrough/${step}-${theme}.png`, [`${theme}-${step}`]);
for (const [page, picture] of Object.entries(PAGES)) write(`docs/images/${page}.png`, [`light-${picture}`]);
write(
  'docs/images/tour.png',
  TOUR.map(([name]) => `dark-${name}`),
  TOUR.map(([, milliseconds]) => milliseconds),
);
