import { Button } from '@mantine/core';
import { IconAlertTriangle, IconBulb, IconCheck, IconTool } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { applyFix } from '../../shared/topology/edits-doctor';
import type { Finding, Fix } from '../../shared/traffic/findings';
import { edit } from '../stores/document';
import { useHealth } from '../stores/health';
import { useRuntime } from '../stores/runtime';
import { select, selectPeer } from '../stores/view';
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
      <p>{sawText(finding)}</p>
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
  return (
    <Button
      size="compact-sm"
      variant="light"
      leftSection={<IconTool size={14} stroke={1.75} />}
      onClick={() => edit((topology) => applyFix(topology, fix))}
      data-testid={`fix-${fix.type}`}
    >
      {fixText(fix)}
    </Button>
  );
}

/** Where it is; shows the node, link or program on the canvas. */
function Place({ finding: { node, link, peer } }: { readonly finding: Finding }) {
  const { t } = useTranslation('doctor');
  const parts: readonly (readonly [name: string | undefined, show: (name: string) => void])[] = [
    [node, (name) => select([name])],
    [link, (name) => select([], [name])],
    [peer, selectPeer],
  ];
  return (
    <span className={classes['places']}>
      {parts.map(([name, show]) =>
        name === undefined ? undefined : (
          <button key={name} type="button" title={t('show')} onClick={() => show(name)}>
            {name}
          </button>
        ),
      )}
    </span>
  );
}
