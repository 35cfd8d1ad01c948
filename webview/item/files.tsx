import { t } from '@vscode/l10n';
import { useEffect, useState } from 'preact/hooks';
import { plainText } from '../../protocol/plainText.ts';
import type { FilePreview, ItemFile, ItemFiles } from '../../protocol/itemFiles.ts';
import type { Model } from '../model.ts';
import { bytesText } from './bytes.ts';

interface Props {
  readonly model: Model;
  readonly itemKey: string;
  readonly found: ItemFiles | null;
}

/** The files that the item has left behind: each can be looked at here, or opened. */
export function Files({ model, itemKey, found }: Props) {
  if (!found || found.count === 0) return null;
  return (
    <section aria-label={t('Files')}>
      <h3>{t('Files')}</h3>
      {found.files.map((file) => (
        <File key={`${itemKey} ${file.output ?? ''}/${file.name}`} model={model} itemKey={itemKey} file={file} />
      ))}
      {found.count > found.files.length && <p class="note">{t('{0} of {1} files are shown.', found.files.length, found.count)}</p>}
    </section>
  );
}

interface FileProps {
  readonly model: Model;
  readonly itemKey: string;
  readonly file: ItemFile;
}

function File({ model, itemKey, file }: FileProps) {
  const { bytes, ...named } = file;
  const choice = { key: itemKey, ...named };
  const name = plainText(file.output === undefined ? file.name : `${file.output}: ${file.name}`);
  const [open, setOpen] = useState(false);
  const [preview, setPreview] = useState<FilePreview | null>(null);
  useEffect(() => {
    if (!open) return undefined;
    let gone = false;
    void model.preview(choice).then((shown) => {
      if (!gone) setPreview(shown ?? null);
    });
    return () => {
      gone = true;
    };
  }, [open, itemKey, name, bytes]);
  return (
    <details class="file" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {name} <span class="note">{bytesText(bytes)}</span>
      </summary>
      {open && preview && <Shown preview={preview} name={name} />}
      <button type="button" class="link" onClick={() => void model.openFile(choice)}>
        {t('Open {0}', name)}
      </button>
    </details>
  );
}

/** Text is text, and an image is drawn from its bytes: nothing in a file runs or loads anything. */
function Shown({ preview, name }: { readonly preview: FilePreview; readonly name: string }) {
  switch (preview.kind) {
    case 'image':
      return <img src={`data:${preview.type};base64,${preview.base64}`} alt={name} />;
    case 'table':
      return <Sheet rows={preview.rows} cut={preview.cut} name={name} />;
    case 'text':
      return (
        <>
          <pre tabIndex={0}>{plainText(preview.text)}</pre>
          {preview.cut && <p class="note">{t('The beginning of the file is shown.')}</p>}
        </>
      );
    case 'none':
      return (
        <p class="note">
          {preview.why === 'large' ? t('The file is too large to be shown here.') : t('The file is not text, and no image.')}
        </p>
      );
  }
}

interface SheetProps {
  readonly rows: readonly (readonly string[])[];
  readonly cut: boolean;
  readonly name: string;
}

function Sheet({ rows: [head, ...rows], cut, name }: SheetProps) {
  return (
    <div class="sheet-scroll" tabIndex={0} role="group" aria-label={name}>
      <table class="figures">
        <thead>
          <tr>
            {(head ?? []).map((text, at) => (
              <th key={at} scope="col">
                {plainText(text)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={at}>
              {row.map((text, place) => (
                <td key={place}>{plainText(text)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {cut && <p class="note">{t('The beginning of the file is shown.')}</p>}
    </div>
  );
}
