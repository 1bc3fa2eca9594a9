import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Encoding, Unpacked } from '../../../shared/decode/compression';
import type { Problem } from '../../../shared/result';
import { request } from '../../bridge';
import { problemText } from '../../i18n/problem-text';
import { bytesText, countText } from '../../ui/numbers';
import { CopyMenu } from './CopyMenu';
import classes from './DecodedView.module.css';
import { DecoderMenu } from './DecoderMenu';
import { useMarking } from './marking';
import type { InsideProps, PayloadProps } from './payload-props';
import { useDecoding } from './use-decoding';
import { useFoundPart } from './use-found-part';

type UnpackedViewProps = Pick<PayloadProps, 'bytes' | 'reading' | 'place' | 'depth' | 'part'> &
  InsideProps & { readonly encoding: Encoding };

/** Deeper ones are left packed: there are files that unpack to themselves. */
const MOST_DEPTH = 4;

type State =
  | { readonly type: 'waiting' }
  | { readonly type: 'failed'; readonly problem: Problem }
  | { readonly type: 'unpacked'; readonly unpacked: Unpacked };

/** What is inside of a compressed frame; unpacked by thread 1, which has Node. */
export function UnpackedView(props: UnpackedViewProps) {
  const { t } = useTranslation('frames');
  if (props.depth >= MOST_DEPTH) return <p className={classes['note']}>{t('unpacked.deep')}</p>;
  return <Unpacking {...props} />;
}

function Unpacking({ encoding, bytes, reading, place, depth, part, Payload }: UnpackedViewProps) {
  const { t } = useTranslation('frames');
  const [state, setState] = useState<State>({ type: 'waiting' });
  const chosen = reading.choice !== undefined;
  useEffect(() => {
    let current = true;
    setState({ type: 'waiting' });
    request('frame:unpack', { encoding, bytes }).then(
      (answer) => {
        if (!current) return;
        if (answer.ok) setState({ type: 'unpacked', unpacked: answer.value });
        else if (!chosen && answer.error.code === 'unpack-invalid') reading.mistaken(encoding);
        else setState({ type: 'failed', problem: answer.error });
      },
      (error: unknown) => console.error('frame:unpack failed', error),
    );
    return () => {
      current = false;
    };
  }, [encoding, bytes, chosen]);
  if (state.type === 'waiting') return <p className={classes['note']}>{t('unpacked.waiting')}</p>;
  if (state.type === 'failed') {
    return (
      <p className={classes['fault']} data-testid="fault">
        {problemText(state.problem)}
      </p>
    );
  }
  const inner = `${place} ${encoding}`;
  return (
    <Inside
      encoding={encoding}
      packed={bytes.length}
      unpacked={state.unpacked}
      place={inner}
      depth={depth + 1}
      part={`${part} ${encoding}`}
      Payload={Payload}
    />
  );
}

interface UnpackedProps extends InsideProps {
  readonly encoding: Encoding;
  readonly packed: number;
  readonly unpacked: Unpacked;
  readonly place: string;
  readonly depth: number;
  readonly part: string;
}

function Inside({ encoding, packed, unpacked: { bytes, cut }, place, depth, part, Payload }: UnpackedProps) {
  const { t } = useTranslation('frames');
  const reading = useDecoding(bytes, cut, place);
  const marking = useMarking();
  const { card, hits } = useFoundPart<HTMLDivElement>(part, bytes, reading.decoding, marking);
  return (
    <div ref={card} className={classes['inside']} data-testid="unpacked">
      <header>
        <span>
          {t('unpacked.sizes', {
            encoding: t(`decoder.${encoding}`),
            packed: bytesText(packed),
            unpacked: bytesText(bytes.length),
          })}
        </span>
        <span className={classes['spacer']} />
        <DecoderMenu reading={reading} />
        <CopyMenu bytes={bytes} marked={marking.marked?.range} />
      </header>
      {cut && <p className={classes['note']}>{t('unpacked.cut', { number: countText(bytes.length) })}</p>}
      <Payload
        bytes={bytes}
        size={bytes.length}
        reading={reading}
        marking={marking}
        place={place}
        depth={depth}
        part={part}
        hits={hits}
      />
    </div>
  );
}
