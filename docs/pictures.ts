import { copyFileSync } from 'node:fs';

// Renews the pictures of README.md from what the UI tests have left: `npm run test:ui`, then `node docs/pictures.ts`.
const PICTURES: Readonly<Record<string, string>> = {
  'editor.png': '3-done.png',
  'results.png': 'table-2-sorted.png',
  'plot.png': 'plots-1-first.png',
};

for (const [picture, screenshot] of Object.entries(PICTURES))
  copyFileSync(new URL(`../test-artifacts/screenshots/${screenshot}`, import.meta.url), new URL(`images/${picture}`, import.meta.url));
