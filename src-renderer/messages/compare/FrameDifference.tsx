import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { difference, type Difference, type Piece, type ValueChange } from '../../../shared/compare/differences';
import { hex, printableText } from '../../../shared/bytes';
import type { DecodeOptions } from '../../../shared/decode/decoders';
import { countText } from '../../ui/numbers';
import classes from './CompareTab.module.css';

interface FrameDifferenceProps {
  readonly left: Uint8Array;
  readonly right: Uint8Array;
  readonly options: DecodeOptions;
}

/** How two frames differ: their values, their words or their bytes. */
export function FrameDifference({ left, right, options }: FrameDifferenceProps) {
  const found = useMemo<Difference>(() => difference(left, right, options), [left, right, options.truncated]);
  switch (found.type) {
    case 'values':
      return <Values changes={found.changes} />;
    case 'text':
      return (
        <pre className={classes['pieces']} data-testid="text-difference">
          {found.pieces.map((piece, index) => (
            <Part key={index} type={piece.type} text={piece.value} />
          ))}
        </pre>
      );
    case 'bytes':
      return <Bytes pieces={found.pieces} />;
  }
}

function Values({ changes }: { readonly changes: readonly ValueChange[] }) {
  return (
    <table className={classes['values']} data-testid="value-differences">
      <tbody>
        {changes.map(({ type, path, left, right }, index) => (
          <tr key={index} data-type={type}>
            <th scope="row">{path}</th>
            <td>{left !== '' && <del>{left}</del>}</td>
            <td>{right !== '' && <ins>{right}</ins>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Part({ type, text }: { readonly type: Piece<string>['type']; readonly text: string }) {
  if (type === 'removed') return <del>{text}</del>;
  return type === 'added' ? <ins>{text}</ins> : text;
}

/** More bytes that are alike are told by their number. */
const MOST_ALIKE = 24;
/** More bytes of one piece are not drawn. */
const MOST_DRAWN = 256;

function Bytes({ pieces }: { readonly pieces: readonly Piece<Uint8Array>[] }) {
  const { t } = useTranslation('frames');
  const shown = (bytes: Uint8Array) => {
    const text = printableText(bytes);
    const digits = hex(bytes.subarray(0, MOST_DRAWN), ' ');
    const more = bytes.length > MOST_DRAWN ? ' …' : '';
    return text !== undefined && bytes.length <= MOST_DRAWN ? `${digits} “${text}”` : `${digits}${more}`;
  };
  return (
    <div className={classes['bytes']} data-testid="byte-difference">
      {pieces.map(({ type, value }, index) => {
        if (type !== 'same') return <Part key={index} type={type} text={shown(value)} />;
        const half = MOST_ALIKE / 2;
        return (
          <span key={index} className={classes['equal']}>
            {value.length <= MOST_ALIKE ? (
              hex(value, ' ')
            ) : (
              <>
                {hex(value.subarray(0, half), ' ')}
                <i>
                  {t('compare.equal', {
                    count: value.length - MOST_ALIKE,
                    number: countText(value.length - MOST_ALIKE),
                  })}
                </i>
                {hex(value.subarray(-half), ' ')}
              </>
            )}
          </span>
        );
      })}
    </div>
  );
}
