import type { Problem } from '../../shared/result';
import { MOST_SECTIONS, VERSION } from './capture-file';
import type { Place } from './capture-file-sections';

/** Leaves the reading of a capture file; never leaves its reader. */
export class Damage extends Error {
  constructor(readonly problem: Problem) {
    super(problem.message);
  }
}

/** Where a file is damaged: a section by its name, and the byte that it begins at. */
export type DamagedPlace = Pick<Place, 'at'> & { readonly name: string };
export type DamageCode = keyof typeof SENTENCES;
export type DamageValues = Readonly<Record<string, string | number>>;

/** What is wrong with a file, in a sentence. */
export function damageOf(path: string, code: DamageCode, place?: DamagedPlace, more: DamageValues = {}): Damage {
  const values = { path, section: place?.name ?? '', at: place?.at ?? 0, detail: '', version: 0, ...more };
  return new Damage({ code, message: SENTENCES[code](values), where: path, values });
}

interface Values {
  readonly path: string;
  readonly section: string;
  readonly at: number;
  readonly detail: string | number;
  readonly version: string | number;
}

const SENTENCES = {
  'capture-file-none': ({ path }: Values) => `${path} is no capture file: it does not begin like one.`,
  'capture-file-version': ({ path, version }: Values) =>
    `${path} is a capture file of version ${version}, and this app reads versions up to ${VERSION}. Open it with a newer app.`,
  'capture-file-section': ({ path, at }: Values) =>
    `${path} is damaged: at byte ${at} there should be a section, and there is none.`,
  'capture-file-damaged': ({ path, section, at }: Values) =>
    `${path} is damaged: its section ${section} at byte ${at} is not what it was when it was saved.`,
  'capture-file-content': ({ path, section, at, detail }: Values) =>
    `${path} cannot be used: its section ${section} at byte ${at} says what it may not (${detail}).`,
  'capture-file-items': ({ path, section, at }: Values) =>
    `${path} cannot be used: the items in its section ${section} at byte ${at} do not add up.`,
  'capture-file-count': ({ path }: Values) => `${path} is damaged: it has not as many items as its end says.`,
  'capture-file-missing': ({ path, section }: Values) => `${path} cannot be used: it has no section ${section}.`,
  'capture-file-cut': ({ path, section }: Values) =>
    `${path} was cut off: it ends before its section ${section}, so nothing of it can be shown.`,
  'capture-file-large': ({ path }: Values) => `${path} is too large: it has more than ${MOST_SECTIONS} sections.`,
} as const;
