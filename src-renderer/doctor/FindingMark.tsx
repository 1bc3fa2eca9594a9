import { Tooltip } from '@mantine/core';
import { IconStethoscope } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import { useHealth } from '../stores/health';
import { showPanel } from '../stores/settings';
import { showBottom } from '../stores/view';
import classes from './Doctor.module.css';

interface FindingMarkProps {
  readonly of: { readonly node: string } | { readonly link: string } | { readonly peer: string };
}

/** Says on a node or a cable that the doctor has found a problem there. Hints are in its list only. */
export function FindingMark({ of }: FindingMarkProps) {
  const { t } = useTranslation('doctor');
  const found = useHealth(
    useShallow(({ findings }) =>
      findings
        .filter(({ severity }) => severity === 'problem')
        .filter((finding) =>
          'node' in of ? finding.node === of.node : 'link' in of ? finding.link === of.link : finding.peer === of.peer,
        )
        .map(({ rule }) => rule),
    ),
  );
  if (found.length === 0) return undefined;
  const titles = found.map((rule) => t(`rule.${rule}.title`)).join('\n');
  return (
    <Tooltip label={titles} styles={{ tooltip: { whiteSpace: 'pre-line' } }}>
      <button
        type="button"
        className={`nodrag ${classes['mark']}`}
        data-testid="finding-mark"
        aria-label={t('mark', { what: titles })}
        onClick={(event) => {
          event.stopPropagation();
          showBottom('doctor');
          showPanel('messages');
        }}
      >
        <IconStethoscope size={12} stroke={1.75} aria-hidden />
      </button>
    </Tooltip>
  );
}
