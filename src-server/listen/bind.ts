import { type AddressInfo, createServer, type Server } from 'node:net';
import { errorCode, ServerError } from '../errors.ts';
import { problem } from '../problems.ts';
import type { Notice } from '../state.ts';
import { isWildcard } from './addresses.ts';
import { isBlockedByBrowsers } from './browser-ports.ts';
import { heldBy, portHolder } from './port-holder.ts';

export interface BindOptions {
  readonly host: string;
  /** 0 = any free port. */
  readonly port: number;
  /** Port taken: use the next free one, with a notice. */
  readonly portFallback: boolean;
  /** Several listeners share the port (see `workers.ts`): `open` = the first of them, `join` = one more. */
  readonly reusePort?: 'open' | 'join';
}

export interface Bound {
  readonly port: number;
  /** What is listened on, for a `host` that is a name. */
  readonly address: string;
  /** The port is not the wanted one, or one that browsers refuse. */
  readonly notice?: Notice;
}

const TRIES = 1_000;
const LAST_PORT = 65_535;

/**
 * Makes a server listen and says in words why it cannot.
 * @throws ServerError PORT_IN_USE | PORT_FORBIDDEN | NO_FREE_PORT | HOST_UNAVAILABLE
 */
export async function bind(server: Server, options: BindOptions): Promise<Bound> {
  const { port } = options;
  if (await tryListen(server, options, port)) return settled(placeOf(server), options);
  if (!options.portFallback) throw await portInUse(port);
  for (const next of candidatesAfter(port)) {
    if (await tryListen(server, options, next)) {
      return { ...placeOf(server), notice: await movedNotice(port, next) };
    }
  }
  throw new ServerError('NO_FREE_PORT', { port });
}

function settled(place: Omit<Bound, 'notice'>, options: BindOptions): Bound {
  if (options.port === 0 || !isBlockedByBrowsers(place.port)) return place;
  const blocked = problem('portBlocked', { port: place.port });
  return {
    ...place,
    notice: { code: 'OPTION_NOTE', params: { option: 'port', ...blocked }, message: blocked.problem },
  };
}

function* candidatesAfter(port: number): Generator<number> {
  let tries = TRIES;
  for (let next = port + 1; next <= LAST_PORT && tries > 0; next++) {
    if (isBlockedByBrowsers(next)) continue;
    tries--;
    yield next;
  }
}

/** False if the port is taken. @throws ServerError for what another port would not cure, or the error as it came */
async function tryListen(server: Server, options: BindOptions, port: number): Promise<boolean> {
  if (port !== 0 && (await isHeldByOthers(options, port))) return false;
  try {
    await listen(server, { host: options.host, port, ...(options.reusePort ? { reusePort: true } : {}) });
    return true;
  } catch (error) {
    if (isTaken(error)) return false;
    throw inWords(error, options.host, port);
  }
}

/**
 * Where binding would succeed though another program has the port. On macOS and Windows that is so for every interface
 * beside 127.0.0.1, and the other one would get the requests; a shared port takes in any program of the same user.
 */
async function isHeldByOthers({ host, reusePort }: BindOptions, port: number): Promise<boolean> {
  if (reusePort === 'join') return false;
  return (
    (isWildcard(host) && (await isTakenOn('127.0.0.1', port))) ||
    (reusePort === 'open' && (await isTakenOn(host, port)))
  );
}

/** Windows answers EACCES for blocks that Hyper-V, WSL or Docker have reserved: a port nearby is free. */
function isTaken(error: unknown): boolean {
  const code = errorCode(error);
  return code === 'EADDRINUSE' || (code === 'EACCES' && process.platform === 'win32');
}

function inWords(error: unknown, host: string, port: number): unknown {
  const code = errorCode(error) ?? '';
  if (code === 'EACCES') return new ServerError('PORT_FORBIDDEN', { port }, error);
  const isHost = ['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA', 'EAFNOSUPPORT', 'EINVAL'].includes(code);
  return isHost ? new ServerError('HOST_UNAVAILABLE', { host }, error) : error;
}

/** Tried by listening there, which disturbs nobody. */
async function isTakenOn(host: string, port: number): Promise<boolean> {
  const probe = createServer();
  try {
    await listen(probe, { host, port });
    await new Promise((closed) => probe.close(closed));
    return false;
  } catch (error) {
    return errorCode(error) === 'EADDRINUSE';
  }
}

function listen(server: Server, where: { host: string; port: number; reusePort?: boolean }): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (error?: Error) => {
      server.off('error', settle).off('listening', settle);
      error ? reject(error) : resolve();
    };
    server.once('error', settle).once('listening', settle);
    server.listen(where);
  });
}

async function portInUse(port: number): Promise<ServerError> {
  const holder = await portHolder(port);
  return new ServerError('PORT_IN_USE', { port, by: heldBy(holder), ...holder });
}

async function movedNotice(port: number, moved: number): Promise<Notice> {
  const holder = await portHolder(port);
  const by = heldBy(holder);
  const message = `Port ${port} is already in use${by}; using port ${moved} instead.`;
  return { code: 'PORT_MOVED', params: { port, moved, by, ...holder }, message };
}

function placeOf(server: Server): Omit<Bound, 'notice'> {
  const { port, address } = server.address() as AddressInfo;
  return { port, address };
}
