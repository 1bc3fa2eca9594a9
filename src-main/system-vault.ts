import { safeStorage } from 'electron';
import type { Vault } from './files/key-store';

/**
 * The system's key store: Keychain, Credential Manager, or the secret service of a Linux desktop. Chromium's `basic_text`
 * stands for none: it seals with a password that everybody knows. Call it once the app is ready.
 */
export function systemVault(): Vault {
  const available =
    safeStorage.isEncryptionAvailable() &&
    (process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text');
  return {
    available,
    seal: (text) => safeStorage.encryptString(text).toString('base64'),
    open: (sealed) => safeStorage.decryptString(Buffer.from(sealed, 'base64')),
  };
}
