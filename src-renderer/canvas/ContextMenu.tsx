import { Menu } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CommandId } from '../../shared/commands';
import { changeLink } from '../../shared/topology/edits-nodes';
import { canBeDirect, observationOf, unreadable } from '../../shared/topology/observation';
import { findSocket, labelOf, socketsOf, type Position, type SocketKey } from '../../shared/topology/topology';
import { compatiblePeers, SOCKET_TYPES } from '../../shared/zmq/socket-types';
import { runCommand, isEnabled } from '../actions/actions';
import { paste } from '../actions/edit-commands';
import { edit, topologyNow } from '../stores/document';
import { showPanel } from '../stores/settings';
import { showMessagesOf } from '../stores/view';
import { PointerMenu } from '../ui/PointerMenu';
import { TypeBadge } from '../ui/TypeBadge';
import { shortcutText } from '../actions/shortcut-text';
import { addAt, addPlugged } from './add-node';
import { connect, fittingSockets } from './wiring';
import classes from './ContextMenu.module.css';

/** What a context menu was opened on, and where in the window. */
export type MenuTarget = { readonly x: number; readonly y: number } & (
  | { readonly type: 'canvas'; readonly at: Position }
  | { readonly type: 'node' | 'link' | 'peer'; readonly id: string }
  | { readonly type: 'plug'; readonly at: Position; readonly from: SocketKey }
);

interface ContextMenuProps {
  readonly target: MenuTarget | undefined;
  readonly onClose: () => void;
}

/** The menu at the pointer: what can be done with what was clicked. */
export function ContextMenu({ target, onClose }: ContextMenuProps) {
  const { t } = useTranslation('canvas');
  return (
    <PointerMenu at={target} label={t('menu.label')} width={220} onClose={onClose}>
      {target && <Items target={target} />}
    </PointerMenu>
  );
}

function Items({ target }: { readonly target: MenuTarget }) {
  switch (target.type) {
    case 'canvas':
      return <CanvasItems at={target.at} />;
    case 'node':
      return <NodeItems id={target.id} />;
    case 'link':
      return <LinkItems id={target.id} />;
    case 'peer':
      return <MessagesItem onClick={() => showMessagesOf({ peer: target.id })} />;
    case 'plug':
      return <PlugItems from={target.from} at={target.at} />;
  }
}

function CanvasItems({ at }: { readonly at: Position }) {
  const { t } = useTranslation(['canvas', 'commands']);
  return (
    <>
      <Menu.Sub>
        <Menu.Sub.Target>
          <Menu.Sub.Item>{t('menu.addSocket')}</Menu.Sub.Item>
        </Menu.Sub.Target>
        <Menu.Sub.Dropdown>
          {SOCKET_TYPES.map((type) => (
            <Menu.Item key={type} onClick={() => addAt({ type: 'socket', socket: type }, at)}>
              <TypeBadge type={type} />
            </Menu.Item>
          ))}
        </Menu.Sub.Dropdown>
      </Menu.Sub>
      <Menu.Item
        rightSection={<Keys id="edit.paste" />}
        onClick={() => {
          paste(at).catch((error: unknown) => console.error('paste failed', error));
        }}
      >
        {t('commands:edit.paste')}
      </Menu.Item>
      <CommandItem id="edit.selectAll" />
      <Menu.Divider />
      <CommandItem id="view.fit" />
    </>
  );
}

function NodeItems({ id }: { readonly id: string }) {
  const { t } = useTranslation('canvas');
  const topology = topologyNow();
  const node = topology.nodes.find((candidate) => candidate.id === id);
  const targets = node
    ? socketsOf(node).flatMap(({ key }) => fittingSockets(topology, key).map((other) => ({ key, other })))
    : [];
  return (
    <>
      <Menu.Sub>
        <Menu.Sub.Target>
          <Menu.Sub.Item disabled={targets.length === 0}>{t('menu.connectTo')}</Menu.Sub.Item>
        </Menu.Sub.Target>
        <Menu.Sub.Dropdown className={classes['long'] ?? ''}>
          {targets.map(({ key, other }) => {
            const place = findSocket(topology, other);
            if (!place) return undefined;
            return (
              <Menu.Item
                key={`${key} ${other}`}
                leftSection={<TypeBadge type={place.type} />}
                onClick={() => connect(key, other)}
              >
                {labelOf(place.node)}
                {place.side === undefined ? '' : ` · ${t(`device.${place.side}`)}`}
              </Menu.Item>
            );
          })}
        </Menu.Sub.Dropdown>
      </Menu.Sub>
      <MessagesItem onClick={() => showMessagesOf({ node: id })} />
      <Menu.Divider />
      <CommandItem id="edit.rename" />
      <CommandItem id="edit.duplicate" />
      <CommandItem id="edit.cut" />
      <CommandItem id="edit.copy" />
      <Menu.Divider />
      <CommandItem id="edit.delete" danger />
    </>
  );
}

function LinkItems({ id }: { readonly id: string }) {
  const { t } = useTranslation('canvas');
  const link = topologyNow().links.find((candidate) => candidate.id === id);
  if (!link) return undefined;
  const direct = link.observe === 'direct';
  const observe = () =>
    edit((topology) =>
      changeLink(topology, id, ({ observe: _before, ...rest }) => (direct ? rest : { ...rest, observe: 'direct' })),
    );
  return (
    <>
      <CommandItem id="edit.flip" />
      {canBeDirect(topologyNow(), link) && unreadable(topologyNow(), link) === undefined && (
        <Menu.Item onClick={observe}>
          {t(observationOf(topologyNow(), link) === 'wire' ? 'menu.observeSocket' : 'menu.observeWire')}
        </Menu.Item>
      )}
      <MessagesItem onClick={() => showMessagesOf({ link: id })} />
      <Menu.Divider />
      <CommandItem id="edit.delete" danger />
    </>
  );
}

function PlugItems({ from, at }: { readonly from: SocketKey; readonly at: Position }) {
  const { t } = useTranslation('canvas');
  const source = findSocket(topologyNow(), from);
  if (!source) return undefined;
  return (
    <>
      <Menu.Label>{t('menu.plug', { type: source.type })}</Menu.Label>
      {compatiblePeers(source.type).map((type) => (
        <Menu.Item key={type} onClick={() => addPlugged(type, at, from)}>
          <TypeBadge type={type} />
        </Menu.Item>
      ))}
    </>
  );
}

function MessagesItem({ onClick }: { readonly onClick: () => void }) {
  const { t } = useTranslation('canvas');
  const show = () => {
    showPanel('messages');
    onClick();
  };
  return <Menu.Item onClick={show}>{t('menu.messages')}</Menu.Item>;
}

function CommandItem({ id, danger = false }: { readonly id: CommandId; readonly danger?: boolean }) {
  const { t } = useTranslation('commands');
  return (
    <Menu.Item
      disabled={!isEnabled(id)}
      rightSection={<Keys id={id} />}
      {...(danger ? { color: 'var(--error)' } : {})}
      onClick={() => runCommand(id)}
    >
      {t(id)}
    </Menu.Item>
  );
}

function Keys({ id }: { readonly id: CommandId }) {
  return <span className={classes['keys']}>{shortcutText(id)}</span>;
}
