import { HEIGHT, WIDTH } from '../item/seriesPath.ts';
import { readPalette } from './palette.ts';

/** Small multiples as a file, as they are seen: SVG as text, PNG as base64. The bytes of images are inside. */
export async function gridPicture(grid: HTMLElement, format: 'png' | 'svg'): Promise<string> {
  const svg = gridSvg(grid);
  if (format === 'svg') return svg;
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const paper = document.createElement('canvas');
  [paper.width, paper.height] = [image.width * SHARPNESS, image.height * SHARPNESS];
  paper.getContext('2d')?.drawImage(image, 0, 0, paper.width, paper.height);
  const address = paper.toDataURL('image/png');
  return address.slice(address.indexOf(',') + 1);
}

/** Pixels of a PNG for each of the page. */
const SHARPNESS = 2;

function gridSvg(grid: HTMLElement): string {
  const { text, background, line, font } = readPalette(grid);
  const table = grid.querySelector('table') ?? grid;
  const whole = table.getBoundingClientRect();
  const placed = (element: Element): string => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return `x="${left - whole.left}" y="${top - whole.top}" width="${width}" height="${height}"`;
  };
  const words = [...table.querySelectorAll('caption, th')].map((cell) => {
    const { left, top, height } = cell.getBoundingClientRect();
    const [x, y] = [left - whole.left + 4, top - whole.top + height / 2];
    return `<text x="${x}" y="${y}" dominant-baseline="central" fill="${escaped(text)}">${escaped(cell.textContent)}</text>`;
  });
  const images = [...table.querySelectorAll('img')].map((image) => `<image ${placed(image)} href="${escaped(image.src)}"/>`);
  const series = [...table.querySelectorAll('svg')].map((drawn) => {
    const path = drawn.querySelector('path')?.getAttribute('d') ?? '';
    const style = `fill="none" stroke="${escaped(line)}" stroke-width="1.5" vector-effect="non-scaling-stroke"`;
    return `<svg ${placed(drawn)} viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none"><path d="${escaped(path)}" ${style}/></svg>`;
  });
  const size = `width="${Math.ceil(whole.width)}" height="${Math.ceil(whole.height)}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="${escaped(font)}" font-size="13">`,
    `<rect width="100%" height="100%" fill="${escaped(background)}"/>`,
    ...[...words, ...images, ...series],
    '</svg>',
  ].join('\n');
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
