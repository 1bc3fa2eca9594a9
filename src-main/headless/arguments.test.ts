import { describe, expect, it } from 'vitest';
import { parseCommand } from './arguments';

function fault(...words: string[]): string {
  const parsed = parseCommand(words);
  if (parsed.ok) throw new Error(`was accepted: ${JSON.stringify(parsed.value)}`);
  return parsed.error;
}

describe('the command line', () => {
  it('runs a file until it is stopped, with a table at the end', () => {
    expect(parseCommand(['run', 'hello.zmq.json'])).toEqual({
      ok: true,
      value: {
        type: 'run',
        file: 'hello.zmq.json',
        forMs: undefined,
        json: false,
        captureTo: undefined,
        keys: undefined,
      },
    });
  });

  it('takes its flags in any order and either spelling', () => {
    const value = { type: 'run', file: 'a.json', forMs: 5000, json: true, captureTo: 'out.jsonl' };
    expect(parseCommand(['run', 'a.json', '--for', '5s', '--json', '--capture', 'out.jsonl'])).toEqual({
      ok: true,
      value,
    });
    expect(parseCommand(['--json', '--capture=out.jsonl', 'run', '--for=5000', 'a.json'])).toEqual({ ok: true, value });
  });

  it('takes a file whose name begins with a dash behind --', () => {
    expect(parseCommand(['check', '--', '--odd.json'])).toEqual({
      ok: true,
      value: { type: 'check', file: '--odd.json' },
    });
  });

  it('takes values that begin with a dash where they are written with =', () => {
    expect(parseCommand(['run', 'a.json', '--capture=-out'])).toMatchObject({ value: { captureTo: '-out' } });
  });

  it('tells what there is', () => {
    expect(parseCommand(['--help'])).toEqual({ ok: true, value: { type: 'help' } });
    expect(parseCommand(['run', '-h'])).toEqual({ ok: true, value: { type: 'help' } });
  });

  it.each<[words: string[], said: string]>([
    [[], 'Say what to do: "run FILE" or "check FILE"; --help tells more.'],
    [['start', 'a.json'], 'There is no command "start": it is "run FILE" or "check FILE".'],
    [['run'], 'Name the topology file, as in "run hello.zmq.json".'],
    [['check', ''], 'Name the topology file, as in "check hello.zmq.json".'],
    [['run', 'a.json', 'b.json'], 'One file at a time: "b.json" is one too many.'],
    [['run', 'a.json', '--fast'], 'There is no --fast: the flags are --for, --json, --capture, --keys and --help.'],
    [['run', 'a.json', '-j'], 'There is no -j: the flags are --for, --json, --capture, --keys and --help.'],
    [
      ['run', 'a.json', '--constructor'],
      'There is no --constructor: the flags are --for, --json, --capture, --keys and --help.',
    ],
    [['check', 'a.json', '--json'], '"check" has no --json; "run" has it.'],
    [['run', 'a.json', '--json=yes'], '--json takes no value, so leave "yes" out.'],
    [['run', 'a.json', '--json', '--json'], '--json is there twice; say it once.'],
    [['run', 'a.json', '--for'], '--for needs a time, as in --for 5s.'],
    [['run', 'a.json', '--capture', '--json'], '--capture needs a file, as in --capture out.jsonl.'],
  ])('says what is wrong with %j', (words, said) => {
    expect(fault(...words)).toBe(said);
  });

  it('says how a time is written', () => {
    expect(fault('run', 'a.json', '--for', '5 s')).toBe(
      '--for: "5 s" is no duration: write "250ms", "1s", "2m", or a number of milliseconds.',
    );
    expect(fault('run', 'a.json', '--for', '48h')).toBe('--for: a duration is a day at the most.');
  });
});
