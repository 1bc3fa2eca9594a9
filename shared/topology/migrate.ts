import { fail, ok, type Result } from '../result';
import { FORMAT } from './schema';

/** From a version's format name to a function that makes the next version's document of it. Version 1 is the first. */
const MIGRATIONS: ReadonlyMap<string, (document: Record<string, unknown>) => Record<string, unknown>> = new Map();

/** Brings a document of an older version up to the newest, step by step. What it contains is not checked here. */
export function migrate(json: unknown): Result<unknown> {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    return fail({ code: 'format', where: '', message: 'The file holds no topology: it begins with { "format": … }.' });
  }
  let document = { ...json } as Record<string, unknown>;
  for (let steps = 0; steps <= MIGRATIONS.size; steps++) {
    const { format } = document;
    if (format === FORMAT) return ok(document);
    const next = typeof format === 'string' ? MIGRATIONS.get(format) : undefined;
    if (!next) break;
    document = next(document);
  }
  return fail({ code: 'format', where: 'format', message: formatSentence(document['format']) });
}

function formatSentence(format: unknown): string {
  if (format === undefined) return `format: it is missing; a topology file says "format": "${FORMAT}"`;
  const version = typeof format === 'string' ? /^zmq-patchbay\/(\d+)$/.exec(format)?.[1] : undefined;
  if (version !== undefined && Number(version) > 1) {
    return `format: "${String(format)}" is of a newer version of the app; update the app to open it`;
  }
  return `format: ${JSON.stringify(format)} is none this app knows; a topology file says "${FORMAT}"`;
}
