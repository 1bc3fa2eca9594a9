import { describe, expect, it } from 'vitest';
import { COMMAND_IDS, commandFacts } from '../../shared/commands';
import { acceleratorText, matches, parseAccelerator, type PressedKeys } from './accelerator';

function press(key: string, held: Partial<PressedKeys> = {}): PressedKeys {
  return { key, code: '', ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...held };
}

describe('accelerators', () => {
  it('need exactly the keys that they name', () => {
    const undo = parseAccelerator('CmdOrCtrl+Z');
    expect(matches(undo, press('z', { ctrlKey: true }), 'linux')).toBe(true);
    expect(matches(undo, press('z'), 'linux')).toBe(false);
    expect(matches(undo, press('Z', { ctrlKey: true, shiftKey: true }), 'linux')).toBe(false);
    expect(matches(undo, press('z', { ctrlKey: true, altKey: true }), 'linux')).toBe(false);
  });

  it('mean Command on macOS and Control elsewhere', () => {
    const save = parseAccelerator('CmdOrCtrl+S');
    expect(matches(save, press('s', { metaKey: true }), 'darwin')).toBe(true);
    expect(matches(save, press('s', { ctrlKey: true }), 'darwin')).toBe(false);
    expect(matches(save, press('s', { metaKey: true }), 'win32')).toBe(false);
  });

  it('find letters by their place while another alphabet is typed', () => {
    const copy = parseAccelerator('CmdOrCtrl+C');
    expect(matches(copy, press('с', { ctrlKey: true, code: 'KeyC' }), 'linux')).toBe(true);
    expect(matches(copy, press('j', { ctrlKey: true, code: 'KeyC' }), 'linux')).toBe(false);
  });

  it('take plus with and without Shift, and keys with names', () => {
    expect(matches(parseAccelerator('CmdOrCtrl+Plus'), press('+', { ctrlKey: true, shiftKey: true }), 'linux')).toBe(
      true,
    );
    expect(matches(parseAccelerator('Shift+F5'), press('F5', { shiftKey: true }), 'linux')).toBe(true);
    expect(matches(parseAccelerator('F5'), press('F5', { shiftKey: true }), 'linux')).toBe(false);
    expect(matches(parseAccelerator('Delete'), press('Delete'), 'linux')).toBe(true);
  });

  it('are written as the platform writes them', () => {
    expect(acceleratorText('CmdOrCtrl+Shift+Z', 'linux')).toBe('Ctrl+Shift+Z');
    expect(acceleratorText('CmdOrCtrl+Shift+Z', 'darwin')).toBe('⇧⌘Z');
    expect(acceleratorText('CmdOrCtrl+Plus', 'win32')).toBe('Ctrl++');
  });

  it('stand for one command each', () => {
    const all = COMMAND_IDS.flatMap((id) =>
      commandFacts(id).keys.map((keys) => JSON.stringify(parseAccelerator(keys))),
    );
    expect(new Set(all).size).toBe(all.length);
  });
});
