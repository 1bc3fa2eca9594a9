/** A combination of keys as Electron's accelerators spell it, taken apart. */
export interface Accelerator {
  /** Control, and on macOS Command. */
  readonly commandOrControl: boolean;
  readonly shift: boolean;
  readonly alt: boolean;
  /** The key as `KeyboardEvent.key` has it, in lower case. */
  readonly key: string;
}

/** What a shortcut looks at of a `KeyboardEvent`. */
export interface PressedKeys {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** Reads an accelerator such as `CmdOrCtrl+Shift+Z`, `F5` or `CmdOrCtrl+Plus`. */
export function parseAccelerator(text: string): Accelerator {
  const parts = text.split('+').map((part) => part.toLowerCase());
  const key = parts.at(-1) ?? '';
  return {
    commandOrControl: parts.includes('cmdorctrl'),
    shift: parts.slice(0, -1).includes('shift'),
    alt: parts.slice(0, -1).includes('alt'),
    key: key === 'plus' ? '+' : key,
  };
}

/**
 * True where exactly these keys are pressed. Letters and digits also match by their place on the keyboard, so that
 * shortcuts work while a Cyrillic or Chinese layout is on. A sign that needs Shift on some keyboards (`+`) matches with it.
 */
export function matches(accelerator: Accelerator, pressed: PressedKeys, platform: string): boolean {
  const mac = platform === 'darwin';
  const modifier = mac ? pressed.metaKey : pressed.ctrlKey;
  const other = mac ? pressed.ctrlKey : pressed.metaKey;
  if (modifier !== accelerator.commandOrControl || other || pressed.altKey !== accelerator.alt) return false;
  const key = pressed.key.toLowerCase();
  if (accelerator.key === '+') return key === '+';
  if (pressed.shiftKey !== accelerator.shift) return false;
  if (key === accelerator.key) return true;
  const latin = key.length === 1 && key >= ' ' && key <= '~';
  return !latin && /^[a-z0-9]$/.test(accelerator.key) && pressed.code.toLowerCase() === placeOf(accelerator.key);
}

/** The keys as the platform writes them: `Ctrl+Shift+Z`, `⇧⌘Z`. */
export function acceleratorText(text: string, platform: string): string {
  const { commandOrControl, shift, alt, key } = parseAccelerator(text);
  const name = key.length === 1 ? key.toUpperCase() : `${key.charAt(0).toUpperCase()}${key.slice(1)}`;
  if (platform === 'darwin') {
    return `${alt ? '⌥' : ''}${shift ? '⇧' : ''}${commandOrControl ? '⌘' : ''}${MAC_NAMES[name] ?? name}`;
  }
  return [...(commandOrControl ? ['Ctrl'] : []), ...(shift ? ['Shift'] : []), ...(alt ? ['Alt'] : []), name].join('+');
}

const MAC_NAMES: Readonly<Record<string, string>> = { Delete: '⌦', Backspace: '⌫', Enter: '↩', Escape: '⎋' };

function placeOf(key: string): string {
  return /\d/.test(key) ? `digit${key}` : `key${key}`;
}
