import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconSend } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bytesFromHex, printableText } from '../../shared/bytes';
import type { FrameTemplate, SocketNode } from '../../shared/topology/topology';
import { linksOf } from '../../shared/topology/edits-links';
import { settingsOf } from '../../shared/topology/socket-settings';
import { request } from '../bridge';
import { problemText } from '../i18n/problem-text';
import { useDocument } from '../stores/document';
import { isRunning, useRuntime } from '../stores/runtime';
import { Section } from './fields/Section';
import classes from './fields/Fields.module.css';
import { FramesEditor } from './FramesEditor';

type Outcome =
  { readonly type: 'sent'; readonly count: number } | { readonly type: 'failed'; readonly message: string };

/** A message that is written by hand and sent from a socket that runs. */
export function Composer({ node }: { readonly node: SocketNode }) {
  const { t } = useTranslation('inspector');
  const running = useRuntime(isRunning);
  const [frames, setFrames] = useState<readonly FrameTemplate[]>(() => firstFrames(node));
  /** The same as `frames`, at once: Ctrl+Enter sends what was typed in the same moment. */
  const newest = useRef(frames);
  const [outcome, setOutcome] = useState<Outcome>();
  const [busy, setBusy] = useState(false);
  const sent = useRef(0);
  const put = (next: readonly FrameTemplate[]) => {
    newest.current = next.length === 0 ? [''] : next;
    setFrames(newest.current);
    return undefined;
  };
  const send = async () => {
    setBusy(true);
    const answer = await request('socket:send', { socket: node.id, frames: newest.current });
    setBusy(false);
    if (answer.ok) sent.current++;
    setOutcome(
      answer.ok ? { type: 'sent', count: sent.current } : { type: 'failed', message: problemText(answer.error) },
    );
  };
  const sendNow = () => {
    if (running && !busy) send().catch((error: unknown) => console.error('socket:send failed', error));
  };
  return (
    <Section title={t('composer.title')} testId="composer">
      <div
        className={classes['stack']}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) sendNow();
        }}
      >
        {node.socket === 'ROUTER' && (
          <PeerPicker router={node.id} onPick={(frame) => put([frame, ...newest.current.slice(1)])} />
        )}
        <FramesEditor
          frames={frames}
          onChange={put}
          firstPlaceholder={node.socket === 'ROUTER' ? t('composer.peerId') : undefined}
        />
        <Button
          leftSection={<IconSend size={14} />}
          variant="default"
          disabled={!running}
          loading={busy}
          onClick={sendNow}
          title={running ? t('composer.keys') : t('composer.notRunning')}
          data-testid="send"
        >
          {t('composer.send')}
        </Button>
        {!running && <p className={classes['note']}>{t('composer.notRunning')}</p>}
        {outcome?.type === 'sent' && (
          <p className={classes['note']} role="status">
            {t('composer.sent', { count: outcome.count })}
          </p>
        )}
        {outcome?.type === 'failed' && (
          <p className={classes['problem']} role="alert" data-testid="send-problem">
            {outcome.message}
          </p>
        )}
      </div>
    </Section>
  );
}

/** Offers the peers of a ROUTER whose routing ids are known: those that gave themselves an identity. */
function PeerPicker({ router, onPick }: { readonly router: string; readonly onPick: (frame: FrameTemplate) => void }) {
  const { t } = useTranslation('inspector');
  const known = useKnownIdentities(router);
  return (
    <>
      <p className={classes['note']}>{t('composer.router')}</p>
      {known.length > 0 && (
        <Menu position="bottom-start">
          <Menu.Target>
            <Button
              variant="default"
              size="compact-xs"
              rightSection={<IconChevronDown size={13} />}
              className={classes['start'] ?? ''}
            >
              {t('composer.pick')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {known.map((identity) => (
              <Menu.Item key={identity} onClick={() => onPick(identityFrame(identity))}>
                {identity}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </>
  );
}

/** Identities that are known of a ROUTER's peers: of programs outside as they said them, of the app's sockets as they are set. */
function useKnownIdentities(router: string): readonly string[] {
  const peers = useRuntime((state) => state.status.peers);
  const topology = useDocument((state) => state.history.present);
  const outside = peers
    .filter(({ connected, socket }) => connected && socket === router)
    .map(({ identity }) => identity);
  const met = peers
    .filter(({ connected, meets }) => connected && meets === router)
    .map(({ socket }) => settingsOf(topology, socket).options?.['routingId']);
  const inside = linksOf(topology, router).map(
    ({ from, to }) => settingsOf(topology, from === router ? to : from).options?.['routingId'],
  );
  return [...new Set([...outside, ...met, ...inside])].filter(
    (identity) => typeof identity === 'string' && identity !== '',
  ) as string[];
}

/** The frame that names a peer, from the identity as the status writes it: text, or `0x` and hexadecimal digits. */
function identityFrame(identity: string): FrameTemplate {
  const bytes = identity.startsWith('0x') ? bytesFromHex(identity.slice(2)) : undefined;
  return bytes && printableText(bytes) === undefined ? { hex: identity.slice(2) } : identity;
}

function firstFrames({ socket }: SocketNode): readonly FrameTemplate[] {
  if (socket === 'ROUTER') return ['', '', 'Hello'];
  // Without the empty delimiter a REP drops what a DEALER sends: RFC 28.
  return socket === 'DEALER' ? ['', 'Hello'] : ['Hello'];
}
