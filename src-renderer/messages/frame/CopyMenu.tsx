import { ActionIcon, Menu } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { COPY_FORMS, copyForm } from '../../../shared/decode/copy-forms';
import { copyText } from '../../ui/copy-text';
import { OpenerTooltip } from '../../ui/OpenerTooltip';
import type { ByteRange } from '../byte-range';

interface CopyMenuProps {
  readonly bytes: Uint8Array;
  readonly marked: ByteRange | undefined;
}

/** Copies the marked bytes, or all of the frame's, in one of several forms. */
export function CopyMenu({ bytes, marked }: CopyMenuProps) {
  const { t } = useTranslation(['frames', 'messages']);
  const chosen = marked ? bytes.subarray(marked.from, marked.to) : bytes;
  const label = t(marked ? 'copy.marked' : 'copy.frame');
  return (
    <Menu position="bottom-end" width={180}>
      <Menu.Target>
        <OpenerTooltip label={label}>
          <ActionIcon size={22} aria-label={label} data-testid="copy">
            <IconCopy size={14} />
          </ActionIcon>
        </OpenerTooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{label}</Menu.Label>
        {COPY_FORMS.map((form) => (
          <Menu.Item
            key={form}
            onClick={() => copyText(copyForm(chosen, form), t('messages:frame.copied'))}
            data-testid={`copy-${form}`}
          >
            {t(`copy.${form}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
