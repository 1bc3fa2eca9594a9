import { base64, bytesFromBase64, bytesFromHex, hex, utf8, utf8Text } from '../bytes';
import { faulty, type Parsed } from '../field-fault';
import { ok } from '../result';
import { LIMITS } from './schema';
import type { FrameTemplate } from './topology';

/** The ways a frame can be written. */
export const FRAME_FORMS = ['text', 'hex', 'base64', 'size'] as const;
export type FrameForm = (typeof FRAME_FORMS)[number];

export function frameForm(frame: FrameTemplate): FrameForm {
  if (typeof frame === 'string') return 'text';
  if ('hex' in frame) return 'hex';
  return 'base64' in frame ? 'base64' : 'size';
}

/** What stands in the field of a frame. */
export function frameFieldText(frame: FrameTemplate): string {
  if (typeof frame === 'string') return frame;
  if ('hex' in frame) return frame.hex;
  return 'base64' in frame ? frame.base64 : String(frame.size);
}

/** Reads what is typed into the field of a frame. Empty text is an empty frame in every form. */
export function parseFrameField(form: FrameForm, text: string): Parsed<FrameTemplate> {
  switch (form) {
    case 'text':
      return ok(text);
    case 'hex': {
      const spaced = text.trim().replace(/\s+/g, ' ');
      return bytesFromHex(spaced) && /^([0-9a-fA-F]{2}\s*)*$/.test(spaced) ? ok({ hex: spaced }) : faulty('hex');
    }
    case 'base64': {
      const trimmed = text.trim();
      return bytesFromBase64(trimmed) ? ok({ base64: trimmed }) : faulty('base64');
    }
    case 'size': {
      const trimmed = text.trim() === '' ? '0' : text.trim();
      const size = Number(trimmed);
      if (!/^\d+$/.test(trimmed) || size > LIMITS.frameBytes) return faulty('size', { most: LIMITS.frameBytes });
      return ok({ size });
    }
  }
}

/** The frame in another form with the same bytes where that form can say them, else an empty one. Placeholders stay text. */
export function convertFrame(frame: FrameTemplate, form: FrameForm): FrameTemplate {
  if (frameForm(frame) === form) return frame;
  const bytes = typeof frame === 'string' ? utf8(frame) : knownBytes(frame);
  switch (form) {
    case 'text':
      return (bytes && utf8Text(bytes)) ?? '';
    case 'hex':
      return { hex: bytes ? hex(bytes, ' ') : '' };
    case 'base64':
      return { base64: bytes ? base64(bytes) : '' };
    case 'size':
      return { size: bytes?.length ?? 0 };
  }
}

/** Puts the frame at `from` to where `to` is; the others keep their order. */
export function movedFrame<Item>(frames: readonly Item[], from: number, to: number): Item[] {
  const moved = frames[from];
  if (moved === undefined || to < 0 || to >= frames.length) return [...frames];
  return frames.toSpliced(from, 1).toSpliced(to, 0, moved);
}

/** The bytes of a frame that is not text; `undefined` for one of which only the size is said. */
function knownBytes(frame: Exclude<FrameTemplate, string>): Uint8Array | undefined {
  if ('hex' in frame) return bytesFromHex(frame.hex);
  return 'base64' in frame ? bytesFromBase64(frame.base64) : undefined;
}
