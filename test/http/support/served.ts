import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import WebSocket from 'ws';
import { startCli, tempFolder } from './cli.ts';
import { type Client, openClient, type Protocol } from './client.ts';
import { ANN, type SiteOption, siteFolder, siteOptions } from './site.ts';
import { startUpstream } from './upstream.ts';

/** A server of the site, and how to speak to it. */
export interface Served {
  /** Holds `public`, `docs` and `db.json`. */
  readonly folder: string;
  readonly origin: string;
  readonly isSecure: boolean;
  /** As Ann, who may do everything. */
  fetch(target: string, init?: RequestInit): Promise<Response>;
  /** As nobody, or as the fields say. */
  fetchAs(authorization: string | undefined, target: string, init?: RequestInit): Promise<Response>;
  webSocket(target: string, headers?: Record<string, string>): WebSocket;
  /** Resolves when stderr has a line that matches. */
  logged(pattern: RegExp): Promise<string>;
  stderr(): string;
}
/** Starts its server when it is first asked for it. */
export type Subject = () => Promise<Served>;

const clients: Client[] = [];
afterAll(() => {
  for (const client of clients) client.close();
});

/** The site with these options and no others: for a feature's own tests. */
export const only = (...keys: readonly SiteOption[]): Subject => subject('http/1.1', keys);

/** The site with every option there is. */
export const everything = (protocol: Protocol): Subject => subject(protocol, undefined);

function subject(protocol: Protocol, keys: readonly SiteOption[] | undefined): Subject {
  let served: Promise<Served> | undefined;
  return () => {
    served ??= start(protocol, keys);
    return served;
  };
}

async function start(protocol: Protocol, keys: readonly SiteOption[] | undefined): Promise<Served> {
  const isSecure = protocol !== 'http/1.1';
  const all = siteOptions(await startUpstream());
  const chosen = Object.entries(all).filter(([key]) => keys?.includes(key as SiteOption) ?? true);
  const tls = isSecure ? { tls: { mode: 'local-ca' } } : {};
  const folder = await siteFolder();
  const config = join(folder, 'site.json');
  await writeFile(config, JSON.stringify({ root: 'public', ...Object.fromEntries(chosen), ...tls }));
  const state = await tempFolder();
  const server = await startCli(['--config', config], { env: { PORTICO_STATE_DIR: state } });
  const ca = isSecure ? await readFile(join(state, 'ca/portico-root.crt'), 'utf8') : undefined;
  const client = openClient(server.origin, protocol, ca);
  clients.push(client);
  const fetchAs: Served['fetchAs'] = (authorization, target, init = {}) => {
    const headers = new Headers(init.headers);
    if (authorization !== undefined) headers.set('Authorization', authorization);
    return client.fetch(target, { ...init, headers: Object.fromEntries(headers) });
  };
  return {
    folder,
    origin: server.origin,
    isSecure,
    fetchAs,
    fetch: (target, init) => fetchAs(ANN, target, init),
    webSocket: (target, headers = { Authorization: ANN }) =>
      new WebSocket(server.origin.replace('http', 'ws') + target, { headers, ...(ca ? { ca } : {}) }),
    logged: server.logged,
    stderr: server.stderr,
  };
}
