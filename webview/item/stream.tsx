import { t } from '@vscode/l10n';
import { useMemo } from 'preact/hooks';
import { logPieces } from './ansi.ts';

interface Props {
  readonly title: string;
  readonly text: string;
  /** Bytes before the text that were not kept. */
  readonly dropped: number;
  /** Shows the whole text elsewhere. */
  readonly openWhole: () => void;
}

/** What an item printed, in its colours; of a long text the end, where the reason of a failure stands. */
export function Stream({ title, text, dropped, openWhole }: Props) {
  const shown = text.length > LONGEST ? text.slice(text.indexOf('\n', text.length - LONGEST) + 1) : text;
  const pieces = useMemo(() => logPieces(shown), [shown]);
  if (text === '') return null;
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      {dropped > 0 && <p class="note">{t('{0} bytes before this were not kept.', dropped)}</p>}
      {shown !== text && (
        <p class="note">
          {t('The end of a long text is shown.')}{' '}
          <button type="button" class="link" onClick={openWhole}>
            {t('Open all of it')}
          </button>
        </p>
      )}
      <pre tabIndex={0}>
        {pieces.map(({ text: part, style }, at) => (
          <span key={at} style={style}>
            {part}
          </span>
        ))}
      </pre>
    </section>
  );
}

/** Characters that are drawn at once without the page becoming slow. */
const LONGEST = 100_000;
