import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { base64 } from '../../../shared/bytes';
import type { ImageFacts } from '../../../shared/decode/image';
import classes from './DecodedView.module.css';

/** An image as the window's own decoder draws it, on squares where it is transparent. */
export function ImageView({ bytes, facts }: { readonly bytes: Uint8Array; readonly facts: ImageFacts }) {
  const { t } = useTranslation('frames');
  const [broken, setBroken] = useState(false);
  const address = useMemo(() => `data:${facts.mime};base64,${base64(bytes)}`, [bytes, facts.mime]);
  const kind = facts.mime.slice('image/'.length).toUpperCase();
  const said = facts.size ? `${kind} · ${facts.size.width} × ${facts.size.height}` : kind;
  return (
    <figure className={classes['image']}>
      {!broken && <img src={address} alt={said} onError={() => setBroken(true)} data-testid="image" />}
      <figcaption>{broken ? t('image.broken', { kind: said }) : said}</figcaption>
    </figure>
  );
}
