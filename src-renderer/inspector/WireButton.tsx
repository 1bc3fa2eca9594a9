import { Button } from '@mantine/core';
import { IconTimeline } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { showOnWire } from '../stores/wire';

interface WireButtonProps {
  readonly of: Parameters<typeof showOnWire>[0];
  readonly subtle?: boolean;
}

/** Shows the conversation of a link, peer or node on the wire. */
export function WireButton({ of, subtle = false }: WireButtonProps) {
  const { t } = useTranslation('wire');
  return (
    <Button
      variant={subtle ? 'subtle' : 'default'}
      {...(subtle ? { size: 'compact-xs' } : {})}
      leftSection={<IconTimeline size={subtle ? 13 : 14} />}
      onClick={() => showOnWire(of)}
      data-testid="show-wire"
    >
      {t('show')}
    </Button>
  );
}
