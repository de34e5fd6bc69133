import { stat } from 'node:fs/promises';
import { ServerError } from '../errors.ts';
import { isWildcard } from '../listen/addresses.ts';
import { isLoopbackName, ownAddresses, ownNames } from '../listen/host-names.ts';
import { formatter } from '../log/formats.ts';
import { problem } from '../problems.ts';
import { findFileProblems } from './named-files.ts';
import { findPrefixConflicts } from './prefixes.ts';
import { formatPath } from './problem.ts';
import type { ServerConfig } from './schema.ts';

/**
 * What is right by itself and wrong together, or names something that is not there. Nothing starts half-configured: any
 * of these stops the start. Expects absolute paths; the root itself is the engine's affair, for it may come back.
 */
export async function findContradictions(config: ServerConfig): Promise<readonly ServerError[]> {
  return [
    ...findPrefixConflicts(config),
    ...ownProxies(config),
    ...sameRoutes(config),
    ...userProblems(config),
    ...formatProblems(config),
    ...(await findFileProblems(config)),
    ...(await uploadsToFile(config)),
  ];
}

function ownProxies({ proxy, host, port }: ServerConfig): readonly ServerError[] {
  return proxy.flatMap(({ target }, i) => {
    const url = new URL(target);
    const targetPort = Number(url.port) || (/^(https|wss):$/.test(url.protocol) ? 443 : 80);
    if (targetPort !== port || !isOwnHost(url.hostname, host)) return [];
    const option = formatPath(['proxy', i, 'target']);
    return [new ServerError('OPTION_CONFLICT', { option, other: 'port', ...problem('ownAddress', { target }) })];
  });
}

/** Whether a request to `target` would come to a server bound to `bound`. */
function isOwnHost(target: string, bound: string): boolean {
  const name = target.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  if (name === bound.toLowerCase()) return true;
  if (isWildcard(bound)) {
    return isWildcard(name) || isLoopbackName(name) || ownAddresses(bound).has(name) || ownNames().includes(name);
  }
  return isLoopbackName(bound.toLowerCase()) && (isLoopbackName(name) || isWildcard(name));
}

function sameRoutes({ routes }: ServerConfig): readonly ServerError[] {
  return routes.flatMap(({ method, path }, i) => {
    const first = routes.findIndex((other) => other.method === method && other.path === path);
    if (first === i) return [];
    const [option = '', other = ''] = [i, first].map((index) => formatPath(['routes', index]));
    return [new ServerError('OPTION_CONFLICT', { option, other, ...problem('sameRoute', { method, path }) })];
  });
}

function userProblems({ auth }: ServerConfig): readonly ServerError[] {
  if (auth === false) return [];
  if (auth.users.length === 0 && auth.anonymous === 'none') {
    return [new ServerError('OPTION_INVALID', { option: 'auth.users', ...problem('nobody') })];
  }
  return auth.users.flatMap(({ name }, i) => {
    const first = auth.users.findIndex((other) => other.name === name);
    if (first === i) return [];
    const [option = '', other = ''] = [i, first].map((index) => formatPath(['auth', 'users', index]));
    return [new ServerError('OPTION_CONFLICT', { option, other, ...problem('sameUser', { name }) })];
  });
}

function formatProblems({ log }: ServerConfig): readonly ServerError[] {
  try {
    formatter(log.format);
    return [];
  } catch (error) {
    if (error instanceof ServerError) return [error];
    throw error;
  }
}

async function uploadsToFile({ root, upload }: ServerConfig): Promise<readonly ServerError[]> {
  if (upload === false || !(await stat(root).catch(() => undefined))?.isFile()) return [];
  return [
    new ServerError('OPTION_CONFLICT', { option: 'upload', other: 'root', ...problem('uploadToFile', { root }) }),
  ];
}
