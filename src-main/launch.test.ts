import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesOf, userDataFolder } from './launch';

const folder = path.resolve('/home/user');

describe('the command line', () => {
  it('names files from where the user is, and leaves switches and the app itself alone', () => {
    const argv = ['/opt/electron', '--no-sandbox', '.', 'my/hello.zmq.json', '--flag=x.json', '/tmp/Other.ZMQ.JSON'];
    expect(filesOf(argv, folder)).toEqual([
      path.join(folder, 'my/hello.zmq.json'),
      path.resolve('/tmp/Other.ZMQ.JSON'),
    ]);
  });

  it('names none when there is none', () => {
    expect(filesOf(['/opt/zmq-patchbay'], folder)).toEqual([]);
  });
});

describe('the folder of the user', () => {
  it('is the one of the switch, else that of the environment, else the system says', () => {
    expect(userDataFolder('/tmp/a', { PATCHBAY_USER_DATA: '/tmp/b' })).toBe(path.resolve('/tmp/a'));
    expect(userDataFolder('', { PATCHBAY_USER_DATA: '/tmp/b' })).toBe(path.resolve('/tmp/b'));
    expect(userDataFolder('', {})).toBeUndefined();
  });
});
