import type { AnswerOf, RequestOf } from '../shared/ipc';
import type { KeyList } from '../shared/security/security';
import { fail, ok, type Result } from '../shared/result';
import type { EngineHost } from './engine-host-contract';
import type { KeyStore } from './files/key-store';

export interface KeySessionParts {
  readonly store: KeyStore;
  readonly engine: Pick<EngineHost, 'setCredentials'>;
  /** Puts a text on the system's clipboard. */
  copy(text: string): void;
}

/** What the window does with keys and logins. Secrets go to the engine and to the clipboard, never to the window. */
export class KeySession {
  constructor(private readonly parts: KeySessionParts) {
    parts.engine.setCredentials(parts.store.credentials());
  }

  list(): KeyList {
    const { store } = this.parts;
    return { keys: store.facts(), sealed: store.sealed };
  }

  generate({ names }: RequestOf<'keys:generate'>): Promise<AnswerOf<'keys:generate'>> {
    return this.changed(this.parts.store.generate(names));
  }

  import({ name, publicKey, secretKey }: RequestOf<'keys:import'>): Promise<AnswerOf<'keys:import'>> {
    return this.changed(this.parts.store.importKey(name, publicKey, secretKey));
  }

  login({ name, user, password }: RequestOf<'keys:login'>): Promise<AnswerOf<'keys:login'>> {
    return this.changed(this.parts.store.addLogin(name, user, password));
  }

  rename({ name, to }: RequestOf<'keys:rename'>): Promise<AnswerOf<'keys:rename'>> {
    return this.changed(this.parts.store.rename(name, to));
  }

  remove({ name }: RequestOf<'keys:remove'>): Promise<AnswerOf<'keys:remove'>> {
    return this.changed(this.parts.store.remove(name));
  }

  copySecret({ name }: RequestOf<'keys:copySecret'>): AnswerOf<'keys:copySecret'> {
    const secret = this.parts.store.secret(name);
    if (secret === undefined) {
      const message = `The secret of "${name}" is not here, or the system's key store does not give it back. Import it again.`;
      return fail({ code: 'no-secret', message, values: { name } });
    }
    this.parts.copy(secret);
    return ok(undefined);
  }

  private async changed(change: Promise<Result<void>>): Promise<Result<KeyList>> {
    const done = await change;
    if (!done.ok) return done;
    this.parts.engine.setCredentials(this.parts.store.credentials());
    return ok(this.list());
  }
}
