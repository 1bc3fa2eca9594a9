import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemDetail } from '../../shared/traffic/detail';
import type { PeerStatus } from '../../shared/traffic/status';
import { useRuntime } from '../stores/runtime';
import { peerLabel } from '../ui/peer-label';

/** What a program outside is called here, by what the engine calls one without an identity: its type and its address. */
export function usePeerNames(): (name: string) => string {
  const peers = useRuntime((state) => state.peers);
  const { i18n } = useTranslation();
  return useMemo(() => {
    const labels = labelsByAddress(peers.values());
    return (name: string) => labels.get(name) ?? name;
  }, [peers, i18n.language]);
}

export function labelsByAddress(peers: Iterable<PeerStatus>): ReadonlyMap<string, string> {
  const labels = new Map<string, string>();
  for (const peer of peers) {
    const { identity, socketType, remote, id, meets } = peer;
    if (identity === '' && meets === undefined)
      labels.set([socketType, remote || id].filter(Boolean).join(' '), peerLabel(peer));
  }
  return labels;
}

/** An item whose ends and routing ids are called what the canvas and the list call them. */
export function withPeerNames(detail: ItemDetail, called: (name: string) => string): ItemDetail {
  const { sender, receiver, names } = detail;
  return {
    ...detail,
    sender: { ...sender, name: called(sender.name) },
    receiver: { ...receiver, name: called(receiver.name) },
    names: names.map(([id, name]) => [id, called(name)]),
  };
}
