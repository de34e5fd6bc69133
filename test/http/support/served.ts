import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import WebSocket from 'ws';
import type { ConfigInput } from '../../../src-server/config/schema.ts';
import { certificateFiles } from './certificate.ts';
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

/** One way to serve the site: how it is spoken to, and the options whose values exclude each other. */
export interface Variant extends Partial<Pick<ConfigInput, 'dotfiles' | 'symlinks' | 'workers'>> {
  readonly protocol: Protocol;
  /** Where the certificate comes from; none over plain HTTP. */
  readonly tls?: 'local-ca' | 'files';
  /** The command line that serves it, where it is not the built one in its place. */
  readonly cliFile?: () => Promise<string>;
}

/** The site with these options and no others: for a feature's own tests. */
export const only = (...keys: readonly SiteOption[]): Subject =>
  subject({ protocol: 'http/1.1' }, (key) => keys.includes(key));

/** The site with every option there is, but for those that the variant cannot have. */
export const everything = (variant: Variant, ...without: readonly SiteOption[]): Subject =>
  subject(variant, (key) => !without.includes(key));

function subject(variant: Variant, isChosen: (key: SiteOption) => boolean): Subject {
  let served: Promise<Served> | undefined;
  return () => {
    served ??= start(variant, isChosen);
    return served;
  };
}

async function start(
  { protocol, tls, cliFile, ...values }: Variant,
  isChosen: (key: SiteOption) => boolean,
): Promise<Served> {
  const all = siteOptions(await startUpstream());
  const chosen = Object.entries(all).filter(([key]) => isChosen(key as SiteOption));
  const folder = await siteFolder();
  const files = tls === 'files' ? await certificateFiles() : undefined;
  const options = { ...Object.fromEntries(chosen), ...values, ...(tls ? { tls: files?.tls ?? { mode: tls } } : {}) };
  const config = join(folder, 'site.json');
  await writeFile(config, JSON.stringify({ root: 'public', ...options }));
  const state = await tempFolder();
  const copy = cliFile ? { file: await cliFile(), cwd: folder } : {};
  const server = await startCli(['--config', config], { env: { PORTICO_STATE_DIR: state }, ...copy });
  const ownCa = async () => readFile(join(state, 'ca/portico-root.crt'), 'utf8');
  const ca = tls === 'local-ca' ? await ownCa() : files?.ca;
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
    isSecure: tls !== undefined,
    fetchAs,
    fetch: (target, init) => fetchAs(ANN, target, init),
    webSocket: (target, headers = { Authorization: ANN }) =>
      new WebSocket(server.origin.replace('http', 'ws') + target, { headers, ...(ca ? { ca } : {}) }),
    logged: server.logged,
    stderr: server.stderr,
  };
}
