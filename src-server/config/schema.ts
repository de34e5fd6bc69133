import { z } from 'zod';
import { EXPECTED } from './expected.ts';
import { values } from './values.ts';

// zod would compile each object's parser with `new Function`: dearer than the few parses there are, and refused by the page's CSP.
z.config({ jitless: true });

/** Cards of the UI's feature page; `server` options have their own place in the window. */
export type OptionGroup = 'server' | 'pages' | 'delivery' | 'receiving' | 'developing' | 'access' | 'network';

export interface OptionSpec {
  readonly schema: z.ZodType;
  readonly group: OptionGroup;
  /** `next-request`: a change applies without dropping a connection; `listener`: it restarts the listener. */
  readonly applies: 'next-request' | 'listener';
  /** One sentence for `--help`; the UI has its own words under `options.<key>`. */
  readonly help: string;
  /** Name of the repeatable flag of a list option, in the singular. */
  readonly flag?: string;
}

const off = z.literal(false);

/**
 * The only list of options. The JSON file, the flags and `--help` of the command line, the form in the UI, validation
 * messages and defaults all come from it. Every entry works; a feature adds its entry when it does.
 */
export const OPTIONS = {
  name: spec(
    z.string().default(''),
    'server',
    'next-request',
    "name shown in the app; the folder's own name if left out",
  ),
  root: spec(
    z.string().min(1, EXPECTED.folderOrFile).default('.'),
    'server',
    'next-request',
    'folder to serve, or a single file',
  ),
  mounts: spec(
    z.array(values.mount).default([]),
    'pages',
    'next-request',
    'more folders under the same address',
    'mount',
  ),
  host: spec(
    z.string().min(1, EXPECTED.address).default('127.0.0.1'),
    'server',
    'listener',
    'address to bind; 0.0.0.0 or :: = every interface',
  ),
  port: spec(values.port.default(8000), 'server', 'listener', 'port; 0 = any free one'),
  portFallback: spec(z.boolean().default(true), 'network', 'listener', 'when the port is taken, use the next free one'),
  index: spec(
    z.array(values.fileName).default(['index.html', 'index.htm']),
    'pages',
    'next-request',
    'names of index files',
    'index',
  ),
  listing: spec(z.boolean().default(true), 'pages', 'next-request', 'list folders that have no index file'),
  dotfiles: spec(
    z.enum(['hide', 'serve']).default('hide'),
    'access',
    'next-request',
    'files whose name starts with a dot',
  ),
  symlinks: spec(
    z.enum(['inside', 'follow', 'refuse']).default('inside'),
    'access',
    'next-request',
    'symbolic links: only within the root, anywhere, or not at all',
  ),
  cleanUrls: spec(z.boolean().default(false), 'pages', 'next-request', '/about finds about.html'),
  spa: spec(
    z.union([z.boolean(), values.path]).default(false),
    'pages',
    'next-request',
    'page loads without a file get this document',
  ),
  mediaTypes: spec(values.mediaTypes.default({}), 'delivery', 'next-request', 'media types by extension', 'media-type'),
  cors: spec(
    z.union([z.boolean(), values.cors]).default(false),
    'delivery',
    'next-request',
    'let pages of other origins read the answers',
  ),
  cache: spec(
    z.union([z.enum(['revalidate', 'no-store']), values.cache]).default('revalidate'),
    'delivery',
    'next-request',
    'how long browsers may keep answers',
  ),
  headers: spec(
    z.array(values.headerRule).default([]),
    'delivery',
    'next-request',
    'response fields by path',
    'header',
  ),
  redirects: spec(z.array(values.redirect).default([]), 'pages', 'next-request', 'redirects by path', 'redirect'),
  compression: spec(z.boolean().default(true), 'delivery', 'next-request', 'br, zstd and gzip'),
  upload: spec(
    z.union([z.boolean(), values.upload]).default(false),
    'receiving',
    'next-request',
    'visitors may add files',
  ),
  rest: spec(z.array(values.rest).default([]), 'developing', 'next-request', 'REST API from a JSON file', 'rest'),
  routes: spec(z.array(values.route).default([]), 'developing', 'next-request', 'canned answers', 'route'),
  handlers: spec(
    z.union([off, z.string().min(1, EXPECTED.module)]).default(false),
    'developing',
    'next-request',
    'module in the folder that answers requests',
  ),
  inspect: spec(z.union([off, values.path]).default(false), 'developing', 'next-request', 'show what a client sends'),
  proxy: spec(
    z.array(values.proxy).default([]),
    'developing',
    'next-request',
    'pass a path on to another server',
    'proxy',
  ),
  cgi: spec(z.union([z.boolean(), values.cgi]).default(false), 'developing', 'next-request', 'run scripts (RFC 3875)'),
  liveReload: spec(z.boolean().default(false), 'developing', 'next-request', 'reload pages when files change'),
  throttle: spec(
    z.union([off, values.throttle]).default(false),
    'developing',
    'next-request',
    'simulate a slow or failing network',
  ),
  auth: spec(z.union([off, values.auth]).default(false), 'access', 'next-request', 'ask for a name and a password'),
  tls: spec(z.union([off, values.tlsLocal, values.tlsFiles]).default(false), 'network', 'listener', 'HTTPS and HTTP/2'),
  allowedHosts: spec(
    z.array(z.string().min(1, EXPECTED.hostName)).default([]),
    'access',
    'next-request',
    'further Host names that are accepted',
    'allowed-host',
  ),
  limits: spec(values.limits.prefault({}), 'network', 'listener', 'limits on connections, time and memory'),
  workers: spec(
    z.number(EXPECTED.whole).int(EXPECTED.whole).min(1, EXPECTED.oneOrMore).max(64, EXPECTED.upTo64).default(1),
    'network',
    'listener',
    'listeners that share the port',
  ),
  log: spec(values.log.prefault({}), 'server', 'next-request', 'access log'),
} as const satisfies Record<string, OptionSpec>;

export type OptionKey = keyof typeof OPTIONS;

const shape = Object.fromEntries(Object.entries(OPTIONS).map(([key, { schema }]) => [key, schema])) as {
  [K in OptionKey]: (typeof OPTIONS)[K]['schema'];
};

/** The whole table as one schema; unknown keys are an error. */
export const serverConfigSchema = z.strictObject(shape);

/** What a person writes: every option may be left out. */
export type ConfigInput = z.input<typeof serverConfigSchema>;
/** What the engine runs on: defaults filled in. Switches stay as they were given (`cors: true`); features expand their own. */
export type ServerConfig = z.output<typeof serverConfigSchema>;

function spec<S extends z.ZodType>(
  schema: S,
  group: OptionGroup,
  applies: OptionSpec['applies'],
  help: string,
  flag?: string,
) {
  return { schema, group, applies, help, ...(flag ? { flag } : {}) };
}
