import { expect, it } from 'vitest';
import { lacksOption, lacksSocket, lacksTransport, remedyText, UNKNOWN_LIBRARY, type LibraryFacts } from './library';

const bundled: LibraryFacts = { ...UNKNOWN_LIBRARY, version: '4.3.5' };
const system: LibraryFacts = {
  ...bundled,
  choice: 'system',
  transports: ['tcp', 'ipc', 'inproc', 'pgm', 'epgm'],
  drafts: false,
  lackingOptions: ['helloMessage'],
};

it('each transport that is lacking says how it is had: by the other library, or by the kernel', () => {
  expect(lacksTransport(bundled, 'epgm')).toBe('system-library');
  expect(lacksTransport(system, 'epgm')).toBeUndefined();
  expect(lacksTransport(system, 'ws')).toBe('bundled-library');
  expect(lacksTransport(bundled, 'tipc')).toBe('kernel-tipc');
  expect(remedyText('kernel-tipc')).toContain('modprobe tipc');
  expect(lacksTransport({ ...bundled, transports: ['tcp', 'tipc'] }, 'tipc')).toBeUndefined();
  expect(lacksTransport({ ...bundled, kernelLacks: [] }, 'tipc')).toBe('none');
  expect(lacksTransport({ ...system, transports: ['tcp'] }, 'pgm')).toBe('none');
});

it('a draft socket is had from the bundled library', () => {
  expect(lacksSocket(bundled, 'RADIO')).toBeUndefined();
  expect(lacksSocket(system, 'RADIO')).toBe('bundled-library');
  expect(lacksSocket(system, 'PUB')).toBeUndefined();
});

it('an option of the draft API is had from the bundled library, where the loaded one refuses it', () => {
  expect(lacksOption(bundled, 'helloMessage')).toBeUndefined();
  expect(lacksOption(system, 'helloMessage')).toBe('bundled-library');
  expect(lacksOption(system, 'metadata')).toBeUndefined();
  expect(lacksOption({ ...bundled, lackingOptions: ['metadata'] }, 'metadata')).toBe('none');
});
