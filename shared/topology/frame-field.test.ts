import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hex } from '../bytes';
import { compileFrame } from '../template';
import { convertFrame, FRAME_FORMS, frameFieldText, frameForm, movedFrame, parseFrameField } from './frame-field';
import type { FrameTemplate } from './topology';

function bytesOf(frame: FrameTemplate): string {
  return hex(compileFrame(frame)({ seq: 1, time: 0, node: 'n', random: () => 0 }));
}

test('what stands in the field is read back as the same frame', () => {
  for (const frame of [
    'Hello {{seq}}',
    '',
    { hex: '00 ff' },
    { base64: 'AP8=' },
    { size: 1024 },
  ] satisfies FrameTemplate[]) {
    expect(parseFrameField(frameForm(frame), frameFieldText(frame))).toEqual({ ok: true, value: frame });
  }
});

test('what cannot be read says which form it is not', () => {
  expect(parseFrameField('hex', '0g')).toMatchObject({ ok: false, error: { code: 'hex' } });
  expect(parseFrameField('hex', '0 0f')).toMatchObject({ ok: false, error: { code: 'hex' } });
  expect(parseFrameField('base64', 'abc')).toMatchObject({ ok: false, error: { code: 'base64' } });
  expect(parseFrameField('size', '-1')).toMatchObject({ ok: false, error: { code: 'size' } });
  expect(parseFrameField('size', '99999999')).toMatchObject({ ok: false, error: { code: 'size' } });
});

test('empty text is an empty frame in every form', () => {
  for (const form of FRAME_FORMS) {
    const parsed = parseFrameField(form, '');
    expect(parsed.ok && bytesOf(parsed.value)).toBe('');
  }
});

test('another form says the same bytes', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('{{')),
      (text) => {
        const asHex = convertFrame(text, 'hex');
        const asBase64 = convertFrame(asHex, 'base64');
        expect(bytesOf(asHex)).toBe(bytesOf(text));
        expect(bytesOf(asBase64)).toBe(bytesOf(text));
        expect(convertFrame(asBase64, 'text')).toBe(text);
      },
    ),
  );
});

test('bytes that are no text leave an empty text', () => {
  expect(convertFrame({ hex: 'ff' }, 'text')).toBe('');
  expect(convertFrame({ hex: 'ff00' }, 'size')).toEqual({ size: 2 });
});

test('a frame is moved among the others', () => {
  expect(movedFrame(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a']);
  expect(movedFrame(['a', 'b'], 0, -1)).toEqual(['a', 'b']);
});
