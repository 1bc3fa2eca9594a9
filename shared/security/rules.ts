import { fail, ok, type Problem, type Result } from '../result';
import type { SocketSettings } from '../topology/socket-settings';
import type { SocketOptions } from '../zmq/options';
import { mechanismOf, type Credential, type Credentials, type Security } from './security';
import { isZ85Key } from './z85';

/** True where a socket asks who may connect: the server of a mechanism, or any that is particular about addresses. */
export function judgesCallers({ security, addresses }: Pick<SocketSettings, 'security' | 'addresses'>): boolean {
  return addresses !== undefined || security?.type.endsWith('server') === true;
}

/**
 * The options that secure a socket, by their zeromq.js names (`zmq_curve(7)`, `zmq_plain(7)`). Problem: a key or login that
 * is not kept here, or has not the half that is needed.
 * @param domain the ZAP domain that says in requests which socket is meant (RFC 27/ZAP)
 */
export function securityOptions(
  security: Security,
  credentials: Credentials,
  { where, domain }: { readonly where: string; readonly domain: string },
): Result<SocketOptions> {
  switch (security.type) {
    case 'plain-server': {
      const missing = security.allow.find((name) => credentials[name]?.type !== 'login');
      return missing === undefined
        ? ok({ plainServer: true, zapDomain: domain })
        : fail(missingProblem('login-missing', missing, where));
    }
    case 'plain-client': {
      const login = credentials[security.login];
      if (login?.type !== 'login') return fail(missingProblem('login-missing', security.login, where));
      return login.password === ''
        ? fail(missingProblem('password-missing', security.login, where))
        : ok({ plainUsername: login.user, plainPassword: login.password });
    }
    case 'curve-server': {
      const pair = keyPair(security.key, credentials, where);
      if (!pair.ok) return pair;
      const { publicKey, secretKey } = pair.value;
      return ok({ curveServer: true, curvePublicKey: publicKey, curveSecretKey: secretKey, zapDomain: domain });
    }
    case 'curve-client': {
      const pair = keyPair(security.key, credentials, where);
      if (!pair.ok) return pair;
      const server = publicKeyOf(security.server, credentials);
      if (server === undefined) return fail(missingProblem('key-missing', security.server, where));
      const { publicKey, secretKey } = pair.value;
      return ok({ curveServerKey: server, curvePublicKey: publicKey, curveSecretKey: secretKey });
    }
  }
}

/** The public key that a name or a key in Z85 stands for. */
export function publicKeyOf(nameOrKey: string, credentials: Credentials): string | undefined {
  const credential = credentials[nameOrKey];
  if (credential?.type === 'curve') return credential.publicKey;
  return isZ85Key(nameOrKey) ? nameOrKey : undefined;
}

/** What a credential of this public key is called. */
export function nameOfKey(publicKey: string, credentials: Credentials): string | undefined {
  const own = (credential: Credential) => credential.type === 'curve' && credential.publicKey === publicKey;
  return Object.entries(credentials).find(([, credential]) => own(credential))?.[0];
}

/**
 * Why two sockets of a topology that are linked can never do their handshake, from how they are set up; `undefined` where
 * nothing speaks against it.
 */
export function linkFault(
  one: Security | undefined,
  other: Security | undefined,
  credentials: Credentials,
  where: string,
): Problem | undefined {
  const [from, to] = [mechanismOf(one), mechanismOf(other)];
  if (from !== to) {
    return {
      code: 'mechanisms-differ',
      message: `One end of this link speaks ${from} and the other ${to}, so their handshake always fails. Secure both ends in the same way.`,
      where,
      values: { from, to },
    };
  }
  if (one === undefined || other === undefined) return undefined;
  const servers = [one, other].filter(({ type }) => type.endsWith('server'));
  if (servers.length !== 1) {
    return {
      code: servers.length === 0 ? 'no-security-server' : 'two-security-servers',
      message:
        servers.length === 0
          ? `Both ends of this link are ${from} clients. Make one of them the server.`
          : `Both ends of this link are ${from} servers. Make one of them a client.`,
      where,
      values: { mechanism: from },
    };
  }
  const [client, server] = one.type.endsWith('client') ? [one, other] : [other, one];
  if (client.type !== 'curve-client' || server.type !== 'curve-server') return undefined;
  const wanted = publicKeyOf(client.server, credentials);
  const has = publicKeyOf(server.key, credentials);
  if (wanted === undefined || has === undefined || wanted === has) return undefined;
  return {
    code: 'wrong-server-key',
    message: `The client of this link expects the server key "${client.server}", and the server has "${server.key}". It cannot read what the client says and hangs up. Choose "${server.key}" at the client.`,
    where,
    values: { expected: client.server, actual: server.key },
  };
}

function keyPair(
  name: string,
  credentials: Credentials,
  where: string,
): Result<{ readonly publicKey: string; readonly secretKey: string }> {
  const credential = credentials[name];
  if (credential?.type !== 'curve') return fail(missingProblem('key-missing', name, where));
  const { publicKey, secretKey } = credential;
  return secretKey === undefined ? fail(missingProblem('secret-missing', name, where)) : ok({ publicKey, secretKey });
}

function missingProblem(
  code: 'key-missing' | 'secret-missing' | 'login-missing' | 'password-missing',
  name: string,
  where: string,
): Problem {
  const what = {
    'key-missing': `The key "${name}" is not kept on this computer. Generate or import it under Keys and logins, or choose another.`,
    'secret-missing': `Of the key "${name}" only the public half is kept on this computer. Import its secret key, or choose another.`,
    'password-missing': `The system's key store does not give back the password of the login "${name}". Remove the login under Keys and logins and add it again, or choose another.`,
    'login-missing': `The login "${name}" is not kept on this computer. Add it under Keys and logins, or choose another.`,
  }[code];
  return { code, message: what, where, values: { name } };
}
