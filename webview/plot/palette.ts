/** Colours of a picture. */
export interface Palette {
  readonly text: string;
  readonly faint: string;
  readonly background: string;
  readonly line: string;
  readonly failed: string;
  /** For thin lines by value: the part of the scale that stands out from the ground. */
  readonly lines: readonly string[];
  readonly font: string;
}

/** The theme's colours for text and ground; for marks, blue and vermilion of Okabe and Ito, which colour blindness leaves apart. */
export function readPalette(element: HTMLElement): Palette {
  const style = getComputedStyle(element);
  const themed = (name: string, otherwise: string): string => style.getPropertyValue(name).trim() || otherwise;
  const isDark = !/vscode(-high-contrast)?-light/.test(document.body.className);
  return {
    text: themed('--vscode-foreground', '#808080'),
    faint: themed('--vscode-editorIndentGuide-background1', themed('--vscode-panel-border', '#80808060')),
    background: themed('--vscode-editor-background', isDark ? '#000000' : '#ffffff'),
    line: isDark ? '#56b4e9' : '#0072b2',
    failed: isDark ? '#e8804a' : '#c04e00',
    lines: isDark ? VIRIDIS.slice(3) : VIRIDIS.slice(0, -2),
    font: themed('--vscode-font-family', 'sans-serif'),
  };
}

/** Viridis: even steps of lightness, for colour blindness and for print without colour (matplotlib, CC0). */
export const VIRIDIS: readonly string[] = [
  '#440154',
  '#472d7b',
  '#3b528b',
  '#2c728e',
  '#21918c',
  '#28ae80',
  '#5ec962',
  '#addc30',
  '#fde725',
];
