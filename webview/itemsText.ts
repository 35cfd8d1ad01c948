import { t } from '@vscode/l10n';

/** `1 item`, `160 items`. */
export function itemsText(count: number): string {
  return count === 1 ? t('1 item') : t('{0} items', count);
}
