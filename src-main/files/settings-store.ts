import { mkdir, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { DEFAULT_SETTINGS, settingsSchema, type Settings } from '../../shared/settings';
import { writeAtomically } from './atomic-write';
import { errorCode } from './file-problem';

/** Milliseconds that changes wait for more changes before they are written. */
const WRITE_DELAY_MS = 300;

/** What the app remembers of its user, in one file. Changes count at once and are written soon after, in one step. */
export class SettingsStore {
  private timer: NodeJS.Timeout | undefined;
  private tail: Promise<void> = Promise.resolve();

  private constructor(
    private readonly file: string,
    private settings: Settings,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** Reads the settings. What is malformed falls back field by field; a file that is no JSON at all is set aside. */
  static async load(file: string, onError: (error: unknown) => void): Promise<SettingsStore> {
    return new SettingsStore(file, await read(file, onError), onError);
  }

  get current(): Settings {
    return this.settings;
  }

  change(changes: Partial<Settings>): Settings {
    this.settings = { ...this.settings, ...changes };
    this.timer ??= setTimeout(() => void this.flush(), WRITE_DELAY_MS);
    return this.settings;
  }

  /** Writes what waits, and is done when it is on the disk. */
  async flush(): Promise<void> {
    if (this.timer) {
      clearTimeout(this.timer);
      this.timer = undefined;
      const text = `${JSON.stringify(this.settings, undefined, 2)}\n`;
      this.tail = this.tail.then(() => this.write(text)).catch(this.onError);
    }
    await this.tail;
  }

  private async write(text: string): Promise<void> {
    await mkdir(path.dirname(this.file), { recursive: true });
    await writeAtomically(this.file, text);
  }
}

async function read(file: string, onError: (error: unknown) => void): Promise<Settings> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') onError(error);
    return DEFAULT_SETTINGS;
  }
  try {
    const parsed = settingsSchema.safeParse(JSON.parse(text));
    if (parsed.success) return parsed.data;
    onError(parsed.error);
  } catch (error) {
    onError(error);
  }
  await rename(file, `${file}.unreadable`).catch(onError);
  return DEFAULT_SETTINGS;
}
