import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The colour themes that screenshots are made in. */
const THEMES = {
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
  contrast: 'Default High Contrast',
  contrastLight: 'Default High Contrast Light',
} as const;

export type Theme = keyof typeof THEMES;

/** Settings that keep a workbench from doing anything that the test did not ask for. */
const QUIET: Readonly<Record<string, unknown>> = {
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.quickOpen.closeOnFocusLost': false,
  'workbench.reduceMotion': 'on',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'files.autoSave': 'off',
  'security.workspace.trust.startupPrompt': 'never',
  'editor.minimap.enabled': false,
  // Drawn as text, which a test can read.
  'terminal.integrated.gpuAcceleration': 'off',
  'telemetry.telemetryLevel': 'off',
  'json.schemaDownload.enable': false,
};

/** Writes the user's settings of a new profile. */
export async function writeProfile(userData: string, theme: Theme, settings: Readonly<Record<string, unknown>> = {}): Promise<void> {
  const folder = join(userData, 'User');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'settings.json'), JSON.stringify({ ...QUIET, 'workbench.colorTheme': THEMES[theme], ...settings }, null, 2));
}
