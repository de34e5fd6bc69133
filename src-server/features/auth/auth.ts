import type { ServerConfig } from '../../config/schema.ts';
import { HttpError } from '../../errors.ts';
import type { Exchange } from '../../pipeline/exchange.ts';
import type { Feature } from '../../pipeline/feature.ts';
import { clientOf } from '../../pipeline/recorder.ts';
import { Attempts } from './attempts.ts';
import { challenge, parseCredentials } from './credentials.ts';
import { type User, Verifier } from './verifier.ts';

type AuthConfig = Exclude<ServerConfig['auth'], false>;

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Basic authentication. Nothing after this step runs for a client that may not see it. */
export function auth(config: AuthConfig): Feature {
  const verifier = new Verifier(config.users);
  const attempts = new Attempts();

  return {
    step: async (exchange, next) => {
      const credentials = parseCredentials(exchange.field('authorization'));
      if (credentials.kind === 'none' && config.anonymous === 'read' && reads(exchange)) return next();
      if (credentials.kind !== 'basic') throw unauthorized(config.realm);

      const user = await identify(exchange.client, credentials.name, credentials.password, verifier, attempts);
      if (!user) throw unauthorized(config.realm);
      exchange.user = user;
      if (user.access === 'read' && (!READING.has(exchange.method) || exchange.upgrade)) {
        throw new HttpError(403, `${user.name} may read here, but not change anything.`);
      }
      exchange.explain({ step: 'auth', verdict: 'done', code: 'auth.user', params: { user: user.name } });
      return next();
    },
    /** Only who was let in a moment ago: checking a password takes its time. */
    admits: (request, asked) => {
      const credentials = parseCredentials(asked.authorization);
      if (credentials.kind === 'none') return config.anonymous === 'read';
      if (credentials.kind !== 'basic' || attempts.waitS(clientOf(request)) > 0) return false;
      asked.user = verifier.recall(credentials.name, credentials.password)?.name;
      return asked.user !== undefined;
    },
  };
}

/** Anonymous visitors get files; a WebSocket is a GET too, but lets them send. */
function reads(exchange: Exchange): boolean {
  return (exchange.method === 'GET' || exchange.method === 'HEAD') && !exchange.upgrade;
}

async function identify(
  client: string,
  name: string,
  password: string,
  verifier: Verifier,
  attempts: Attempts,
): Promise<User | undefined> {
  // Before the memory of right pairs, which would otherwise tell a guesser which guess was right.
  const waitS = attempts.waitS(client);
  if (waitS > 0) throw tooManyTries(waitS);
  const known = verifier.recall(name, password);
  if (known) return known;

  const wasRight = verifier.isRunning(name, password) ? undefined : attempts.begin(client);
  const user = await verifier.verify(name, password);
  if (user) wasRight?.();
  if (user === 'busy') throw new HttpError(503, 'Too many sign-ins at once.', { 'Retry-After': '2' });
  if (!user && attempts.waitS(client) > 0) throw tooManyTries(attempts.waitS(client));
  return user;
}

function unauthorized(realm: string): HttpError {
  return new HttpError(401, 'A name and a password are needed here.', { 'WWW-Authenticate': challenge(realm) });
}

function tooManyTries(waitS: number): HttpError {
  return new HttpError(429, 'Too many wrong passwords. Try again later.', { 'Retry-After': String(waitS) });
}
