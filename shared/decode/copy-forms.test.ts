import { expect, test } from 'vitest';
import { utf8 } from '../bytes';
import { copyForm } from './copy-forms';

test('bytes are copied in every form', () => {
  const bytes = utf8('Hello, ZeroMQ');
  expect(copyForm(bytes.subarray(0, 3), 'hex')).toBe('48 65 6c');
  expect(copyForm(bytes, 'text')).toBe('Hello, ZeroMQ');
  expect(copyForm(bytes, 'base64')).toBe('SGVsbG8sIFplcm9NUQ==');
  expect(copyForm(bytes, 'c')).toBe(
    [
      'const unsigned char frame[13] = {',
      '  0x48, 0x65, 0x6c, 0x6c, 0x6f, 0x2c, 0x20, 0x5a, 0x65, 0x72, 0x6f, 0x4d,',
      '  0x51',
      '};',
    ].join('\n'),
  );
});
