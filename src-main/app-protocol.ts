import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { CustomScheme } from 'electron';

/** Origin of the app's own page: no `file:` address, so that the page can read no other file. */
export const APP_ORIGIN = 'app://patchbay';
export const APP_PAGE = `${APP_ORIGIN}/index.html`;

/** To be registered before Electron is ready. */
export const APP_SCHEME: CustomScheme = {
  scheme: 'app',
  privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
};

/**
 * What the page may load: its own scripts, styles and images, and nothing from anywhere else. Styles may be inline because
 * the components set their own; scripts may not, nor may text be run as one.
 */
export const CONTENT_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** The file below `folder` that an address of the app names; `undefined` for anything else. */
export function fileOfAddress(folder: string, address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const { protocol, host, pathname } = new URL(address);
  if (`${protocol}//${host}` !== APP_ORIGIN) return undefined;
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
  if (decoded.includes('\0') || decoded.includes('\\')) return undefined;
  const file = path.join(folder, decoded);
  const inside = path.relative(folder, file);
  return inside === '' || inside.startsWith('..') || path.isAbsolute(inside) ? undefined : file;
}

/** Answers the app's addresses with the files of one folder. */
export function appFiles(folder: string): (request: Request) => Promise<Response> {
  return async ({ method, url }) => {
    const file = method === 'GET' ? fileOfAddress(folder, url) : undefined;
    const type = file === undefined ? undefined : TYPES[path.extname(file)];
    if (file === undefined || type === undefined) return new Response('', { status: 404 });
    try {
      const headers = {
        'Content-Type': type,
        'Content-Security-Policy': CONTENT_POLICY,
        'X-Content-Type-Options': 'nosniff',
        'Cache-Control': 'no-cache',
      };
      return new Response(await readFile(file), { headers });
    } catch {
      return new Response('', { status: 404 });
    }
  };
}
