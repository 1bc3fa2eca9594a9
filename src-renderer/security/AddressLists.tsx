import { TagsInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parseRange, type Addresses } from '../../shared/security/address-range';
import { setAddresses, settingsOf } from '../../shared/topology/socket-settings';
import type { SocketKey } from '../../shared/topology/topology';
import { edit, useTopology } from '../stores/document';

/** From where a socket lets callers in: IP addresses and ranges of them, whatever its mechanism. */
export function AddressLists({ socket }: { readonly socket: SocketKey }) {
  const { t } = useTranslation('security');
  const addresses = useTopology((topology) => settingsOf(topology, socket).addresses) ?? {};
  const put = (next: Addresses) => {
    edit((topology) => setAddresses(topology, socket, { ...addresses, ...next }));
  };
  return (
    <>
      <Ranges
        label={t('address.allow')}
        value={addresses.allow ?? []}
        placeholder={t('address.everywhere')}
        onChange={(allow) => put({ allow: allow.length === 0 ? undefined : allow })}
        testId="allow-addresses"
      />
      <Ranges
        label={t('address.deny')}
        value={addresses.deny ?? []}
        placeholder={t('address.nowhere')}
        onChange={(deny) => put({ deny })}
        testId="deny-addresses"
      />
    </>
  );
}

interface RangesProps {
  readonly label: string;
  readonly value: readonly string[];
  readonly placeholder: string;
  readonly onChange: (ranges: readonly string[]) => void;
  readonly testId: string;
}

/** Takes what is an address or a range; of anything else it says what it is not. */
function Ranges({ label, value, placeholder, onChange, testId }: RangesProps) {
  const { t } = useTranslation('security');
  const [refused, setRefused] = useState<string>();
  return (
    <TagsInput
      size="xs"
      label={label}
      value={[...value]}
      onChange={(texts) => {
        const ranges = texts.map((text) => text.trim());
        const wrong = ranges.find((text) => !parseRange(text));
        setRefused(wrong);
        if (wrong === undefined) onChange(ranges);
      }}
      error={refused === undefined ? undefined : t('address.wrong', { text: refused })}
      placeholder={value.length === 0 ? placeholder : undefined}
      spellCheck={false}
      clearable
      data-testid={testId}
    />
  );
}
