import { ActionIcon, Tooltip } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { pythonSnippet } from '../../shared/zmq/plug-snippet';
import type { BehaviorType } from '../../shared/zmq/behavior-fit';
import type { Security } from '../../shared/security/security';
import { counterpartOf } from '../../shared/zmq/secure-code';
import type { SocketType } from '../../shared/zmq/socket-types';
import { useKnownKeys } from '../stores/keys';
import { copyText } from '../ui/copy-text';
import fieldClasses from './fields/Fields.module.css';
import classes from './Inspector.module.css';

interface PlugHintProps {
  readonly type: SocketType;
  /** Where the socket is bound for programs outside; without one the hint says how to get there. */
  readonly endpoint: string | undefined;
  /** How the socket is secured; the program is to be its counterpart. */
  readonly security: Security | undefined;
  /** What the socket does by itself. */
  readonly behavior?: BehaviorType | undefined;
}

/** How a program of one's own is plugged into a socket. */
export function PlugHint({ type, endpoint, security, behavior }: PlugHintProps) {
  const { t } = useTranslation('inspector');
  const known = useKnownKeys();
  if (endpoint === undefined) return <p className={fieldClasses['note']}>{t('plug.bindFirst')}</p>;
  if (endpoint.startsWith('inproc:')) return <p className={fieldClasses['note']}>{t('plug.inproc')}</p>;
  const { code } = pythonSnippet(type, endpoint, counterpartOf(security), known, behavior);
  return (
    <details className={classes['plug']}>
      <summary className={fieldClasses['label']}>{t('plug.title')}</summary>
      <p className={fieldClasses['note']}>{t('plug.python')}</p>
      <div className={classes['snippetBox']}>
        <pre className={classes['snippet']} data-testid="snippet">
          {code}
        </pre>
        <Tooltip label={t('plug.copy')}>
          <ActionIcon
            size={22}
            className={classes['copy'] ?? ''}
            aria-label={t('plug.copy')}
            onClick={() => copyText(code, t('plug.copied'))}
          >
            <IconCopy size={13} />
          </ActionIcon>
        </Tooltip>
      </div>
    </details>
  );
}
