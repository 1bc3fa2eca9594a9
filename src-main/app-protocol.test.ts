import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appFiles, fileOfAddress } from './app-protocol';

let folder: string;
let answer: (request: Request) => Promise<Response>;

beforeAll(async () => {
  const root = await mkdtemp(path.join(tmpdir(), 'zpb-protocol-'));
  folder = path.join(root, 'renderer');
  await mkdir(path.join(folder, 'assets'), { recursive: true });
  await writeFile(path.join(folder, 'index.html'), '<!doctype html>');
  await writeFile(path.join(folder, 'assets', 'a b.js'), 'run()');
  await writeFile(path.join(root, 'secret.json'), '{}');
  answer = appFiles(folder);
});
afterAll(async () => {
  await rm(path.dirname(folder), { recursive: true, force: true });
});

/** `new Request` tidies an address up before the app would see it, so the raw one is handed over. */
function request(url: string, method = 'GET'): Request {
  return Object.defineProperty(new Request('app://patchbay/', { method }), 'url', { value: url });
}

describe('the files of the app', () => {
  it('serves the page with a policy that refuses inline and foreign scripts', async () => {
    const response = await answer(request('app://patchbay/index.html'));
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('<!doctype html>');
    expect(response.headers.get('Content-Type')).toMatch('text/html');
    const policy = response.headers.get('Content-Security-Policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toContain('unsafe-eval');
  });

  it('serves a file in a folder, its name decoded', async () => {
    expect(await (await answer(request('app://patchbay/assets/a%20b.js'))).text()).toBe('run()');
  });

  it.each([
    'app://patchbay/../secret.json',
    'app://patchbay/%2e%2e/secret.json',
    'app://patchbay/..%2fsecret.json',
    'app://patchbay/assets/..%2f..%2fsecret.json',
    'app://patchbay/..%5csecret.json',
    'app://patchbay/%00',
    'app://patchbay/%E0%A4%A',
    'app://patchbay/',
    'app://elsewhere/index.html',
    'file:///etc/passwd',
    'no address',
  ])('does not serve %s', async (address) => {
    expect((await answer(request(address))).status).toBe(404);
  });

  it('names no file outside its folder', () => {
    expect(fileOfAddress(folder, 'app://patchbay/..%2fsecret.json')).toBeUndefined();
    expect(fileOfAddress(folder, 'app://patchbay/index.html')).toBe(path.join(folder, 'index.html'));
  });

  it('answers nothing but GET, and no file of a type it does not know', async () => {
    await writeFile(path.join(folder, 'tool.exe'), 'MZ');
    expect((await answer(request('app://patchbay/index.html', 'POST'))).status).toBe(404);
    expect((await answer(request('app://patchbay/tool.exe'))).status).toBe(404);
  });
});
