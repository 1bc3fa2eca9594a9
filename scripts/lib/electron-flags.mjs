import { say } from './say.mjs';

/**
 * The switches that this machine needs in front of the app's folder. The app itself never adds them.
 * @param {{ virtualDisplay: boolean }} place
 * @returns {string[]}
 */
export function electronFlags({ virtualDisplay }) {
  const flags = [];
  if (process.platform === 'linux' && process.getuid?.() === 0) {
    say(
      'Running as root: Chromium starts only with --no-sandbox, so it is added here. Better start as an ordinary user.',
    );
    flags.push('--no-sandbox');
  }
  if (virtualDisplay) {
    // There is no graphics card behind Xvfb, nor a desktop's message bus: looking for them costs seconds and prints
    // errors that are none. Only fatal ones are left.
    flags.push('--disable-gpu', '--log-level=3');
  }
  return flags;
}
