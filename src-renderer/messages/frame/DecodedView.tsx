import { useTranslation } from 'react-i18next';
import type { Content } from '../../../shared/decode/decoders';
import classes from './DecodedView.module.css';
import { ImageView } from './ImageView';
import { NumbersView } from './NumbersView';
import type { InsideProps, PayloadProps } from './payload-props';
import { TextView } from './TextView';
import { TimestampsView } from './TimestampsView';
import { UnpackedView } from './UnpackedView';
import { ValueTree } from './ValueTree';

type DecodedViewProps = PayloadProps & InsideProps;

/** A short line of text is read beside its bytes just as well. */
const SHORT = 16;

/** What a decoder made of a frame, and why it could not make more of it. */
export function DecodedView(props: DecodedViewProps) {
  const { t } = useTranslation('frames');
  const { decoding, choice } = props.reading;
  if (!decoding) return undefined;
  const { content, fault, decoder } = decoding;
  const short = content?.type === 'text' && props.bytes.length <= SHORT && !content.text.includes('\n');
  if (short && choice === undefined) return undefined;
  return (
    <div className={classes['decoded']} data-testid="decoded" data-format={decoder}>
      {fault && (
        <p className={classes['fault']} role="status" data-testid="fault">
          {t(content ? 'fault.partly' : 'fault.not', {
            format: t(`decoder.${decoder}`),
            reason: t(`fault.${fault.code}`, { at: fault.at }),
          })}
        </p>
      )}
      {content && <ContentView content={content} {...props} />}
    </div>
  );
}

function ContentView({ content, ...props }: DecodedViewProps & { readonly content: Content }) {
  const { bytes, marking } = props;
  switch (content.type) {
    case 'text':
      return <TextView text={content.text} marking={marking} />;
    case 'tree':
      return <ValueTree root={content.root} format={content.format} marking={marking} inside={props.depth > 0} />;
    case 'numbers':
      return <NumbersView bytes={bytes} marking={marking} />;
    case 'timestamps':
      return <TimestampsView readings={content.readings} />;
    case 'image':
      return <ImageView bytes={bytes} facts={content.facts} />;
    case 'compressed':
      return <UnpackedView encoding={content.encoding} {...props} />;
  }
}
