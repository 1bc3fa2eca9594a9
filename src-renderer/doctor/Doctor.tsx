import { Button } from '@mantine/core';
import { IconAlertTriangle, IconBulb, IconCheck, IconTool } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { applyFix } from '../../shared/topology/edits-doctor';
import type { Finding, Fix } from '../../shared/traffic/findings';
import { useFlowNames } from '../messages/use-flow-names';
import { edit, useDocument } from '../stores/document';
import { useHealth } from '../stores/health';
import { usePeerStatus, useRuntime } from '../stores/runtime';
import { useSocketName } from '../stores/socket-name';
import { select, selectPeer } from '../stores/view';
import { endName } from '../ui/end-name';
import { peerLabel } from '../ui/peer-label';
import { timeText } from '../ui/time-text';
import classes from './Doctor.module.css';
import { fixText, sawText } from './finding-text';

/** The bottom panel's doctor: why messages do not arrive, from what is seen, and what to do about it. */
export function Doctor() {
  const { t } = useTranslation('doctor');
  const findings = useHealth((health) => health.findings);
  const began = useRuntime((state) => state.status.sockets.length > 0);
  return (
    <section className={classes['doctor']} aria-label={t('label')} data-testid="doctor" data-selectable>
      {findings.length === 0 ? (
        <div className={classes['empty']}>
          <IconCheck size={20} aria-hidden />
          <p>{t(began ? 'healthy' : 'notRunning')}</p>
          <p className={classes['muted']}>{t('looksFor')}</p>
        </div>
      ) : (
        <ul className={classes['list']}>
          {findings.map((finding) => (
            <Card key={finding.id} finding={finding} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Card({ finding }: { readonly finding: Finding }) {
  const { t } = useTranslation('doctor');
  const topology = useDocument((state) => state.history.present);
  const { rule, severity, since, fixes } = finding;
  const Icon = severity === 'problem' ? IconAlertTriangle : IconBulb;
  return (
    <li
      className={classes['card']}
      data-severity={severity}
      data-testid="finding"
      data-rule={rule}
      data-place={finding.link ?? finding.peer ?? finding.node}
    >
      <header>
        <Icon size={16} stroke={1.75} aria-label={t(`severity.${severity}`)} />
        <h3>{t(`rule.${rule}.title`)}</h3>
        <Place finding={finding} />
        <span className={classes['since']}>{t('since', { time: timeText(since) })}</span>
      </header>
      <p>{sawText(finding, topology)}</p>
      <p className={classes['why']}>{t(`rule.${rule}.why`)}</p>
      <div className={classes['todo']}>
        <span>{t(`rule.${rule}.todo`)}</span>
        {fixes.map((fix) => (
          <FixButton key={JSON.stringify(fix)} fix={fix} />
        ))}
      </div>
    </li>
  );
}

function FixButton({ fix }: { readonly fix: Fix }) {
  const topology = useDocument((state) => state.history.present);
  return (
    <Button
      size="compact-sm"
      variant="light"
      leftSection={<IconTool size={14} stroke={1.75} />}
      onClick={() => edit((topology) => applyFix(topology, fix))}
      data-testid={`fix-${fix.type}`}
    >
      {fixText(fix, topology)}
    </Button>
  );
}

/** Where it is; shows the node, link or program on the canvas. */
function Place({ finding: { node, link, peer } }: { readonly finding: Finding }) {
  const { t } = useTranslation('doctor');
  const label = useSocketName(node ?? '');
  const status = usePeerStatus(peer ?? '');
  const names = useFlowNames();
  const cable = status?.meets === undefined ? undefined : names.get(status.flow);
  const who = cable ? `${endName(cable.connecting)} – ${endName(cable.binding)}` : status && peerLabel(status);
  const parts: readonly (readonly [id: string | undefined, name: string, show: (id: string) => void])[] = [
    [node, label, (id) => select([id])],
    [link, link ?? '', (id) => select([], [id])],
    [peer, who ?? peer ?? '', selectPeer],
  ];
  return (
    <span className={classes['places']}>
      {parts.map(([id, name, show]) =>
        id === undefined ? undefined : (
          <button key={id} type="button" title={t('show')} onClick={() => show(id)}>
            {name}
          </button>
        ),
      )}
    </span>
  );
}
