import { useTranslation } from 'react-i18next';
import type { TimestampReading } from '../../../shared/decode/timestamps';
import classes from './DecodedView.module.css';

/** The times that a frame may be, the likeliest first. */
export function TimestampsView({ readings }: { readonly readings: readonly TimestampReading[] }) {
  const { t, i18n } = useTranslation('frames');
  const local = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'medium' });
  return (
    <table className={classes['table']} data-testid="timestamps">
      <tbody>
        {readings.map(({ unit, as, endian, text, time }) => (
          <tr key={`${unit} ${as} ${endian}`}>
            <th scope="row">
              {[t(`time.${unit}`), as === 'integer' ? '' : t(`time.${as}`), endian && t(`selection.${endian}`)]
                .filter(Boolean)
                .join(' · ')}
            </th>
            <td>{text}</td>
            <td>{local.format(time)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
