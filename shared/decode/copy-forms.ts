import { base64, hex, utf8TextLenient } from '../bytes';

/** How bytes can be copied. */
export const COPY_FORMS = ['hex', 'text', 'base64', 'c'] as const;
export type CopyForm = (typeof COPY_FORMS)[number];

/** Bytes as text for the clipboard; as text, what is no UTF-8 becomes U+FFFD. */
export function copyForm(bytes: Uint8Array, form: CopyForm): string {
  switch (form) {
    case 'hex':
      return hex(bytes, ' ');
    case 'text':
      return utf8TextLenient(bytes);
    case 'base64':
      return base64(bytes);
    case 'c':
      return cArray(bytes);
  }
}

const BYTES_A_LINE = 12;

function cArray(bytes: Uint8Array): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += BYTES_A_LINE) {
    const line = [...bytes.subarray(at, at + BYTES_A_LINE)].map((byte) => `0x${byte.toString(16).padStart(2, '0')}`);
    lines.push(`  ${line.join(', ')}`);
  }
  return `const unsigned char frame[${bytes.length}] = {\n${lines.join(',\n')}\n};`;
}
