import * as z from 'zod/mini';
import { EXPECTED } from './expected.ts';
import { list, onOff, someText, values } from './values.ts';

// zod would compile each object's parser with `new Function`: dearer than the few parses there are, and refused by the page's CSP.
z.config({ jitless: true });

/** Cards of the UI's feature page; `server` options have their own place in the window. */
export type OptionGroup = 'server' | 'pages' | 'delivery' | 'receiving' | 'developing' | 'access' | 'network';

export interface OptionSpec {
  readonly schema: z.ZodMiniType;
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
    z._default(z.string(), ''),
    'server',
    'next-request',
    "name shown in the app; the folder's own name if left out",
  ),
  root: spec(
    z._default(someText(EXPECTED.folderOrFile), '.'),
    'server',
    'next-request',
    'folder to serve, or a single file',
  ),
  mounts: spec(list(values.mount), 'pages', 'next-request', 'more folders under the same address', 'mount'),
  host: spec(
    z._default(someText(EXPECTED.address), '127.0.0.1'),
    'server',
    'listener',
    'address to bind; 0.0.0.0 or :: = every interface',
  ),
  port: spec(z._default(values.port, 8000), 'server', 'listener', 'port; 0 = any free one'),
  portFallback: spec(onOff(true), 'network', 'listener', 'when the port is taken, use the next free one'),
  index: spec(
    list(values.fileName, ['index.html', 'index.htm']),
    'pages',
    'next-request',
    'names of index files',
    'index',
  ),
  listing: spec(onOff(true), 'pages', 'next-request', 'list folders that have no index file'),
  dotfiles: spec(
    z._default(z.enum(['hide', 'serve']), 'hide'),
    'access',
    'next-request',
    'files whose name starts with a dot',
  ),
  symlinks: spec(
    z._default(z.enum(['inside', 'follow', 'refuse']), 'inside'),
    'access',
    'next-request',
    'symbolic links: only within the root, anywhere, or not at all',
  ),
  cleanUrls: spec(onOff(false), 'pages', 'next-request', '/about finds about.html'),
  spa: spec(
    z._default(z.union([z.boolean(), values.path]), false),
    'pages',
    'next-request',
    'page loads without a file get this document',
  ),
  mediaTypes: spec(
    z._default(values.mediaTypes, {}),
    'delivery',
    'next-request',
    'media types by extension',
    'media-type',
  ),
  cors: spec(
    z._default(z.union([z.boolean(), values.cors]), false),
    'delivery',
    'next-request',
    'let pages of other origins read the answers',
  ),
  cache: spec(
    z._default(z.union([z.enum(['revalidate', 'no-store']), values.cache]), 'revalidate'),
    'delivery',
    'next-request',
    'how long browsers may keep answers',
  ),
  headers: spec(list(values.headerRule), 'delivery', 'next-request', 'response fields by path', 'header'),
  redirects: spec(list(values.redirect), 'pages', 'next-request', 'redirects by path', 'redirect'),
  compression: spec(onOff(true), 'delivery', 'next-request', 'br, zstd and gzip'),
  upload: spec(
    z._default(z.union([z.boolean(), values.upload]), false),
    'receiving',
    'next-request',
    'visitors may add files',
  ),
  rest: spec(list(values.rest), 'developing', 'next-request', 'REST API from a JSON file', 'rest'),
  routes: spec(list(values.route), 'developing', 'next-request', 'canned answers', 'route'),
  handlers: spec(
    z._default(z.union([off, someText(EXPECTED.module)]), false),
    'developing',
    'next-request',
    'module in the folder that answers requests',
  ),
  inspect: spec(
    z._default(z.union([off, values.path]), false),
    'developing',
    'next-request',
    'show what a client sends',
  ),
  proxy: spec(list(values.proxy), 'developing', 'next-request', 'pass a path on to another server', 'proxy'),
  cgi: spec(
    z._default(z.union([z.boolean(), values.cgi]), false),
    'developing',
    'next-request',
    'run scripts (RFC 3875)',
  ),
  liveReload: spec(onOff(false), 'developing', 'next-request', 'reload pages when files change'),
  throttle: spec(
    z._default(z.union([off, values.throttle]), false),
    'developing',
    'next-request',
    'simulate a slow or failing network',
  ),
  auth: spec(z._default(z.union([off, values.auth]), false), 'access', 'next-request', 'ask for a name and a password'),
  tls: spec(
    z._default(z.union([off, values.tlsLocal, values.tlsFiles]), false),
    'network',
    'listener',
    'HTTPS and HTTP/2',
  ),
  allowedHosts: spec(
    list(values.hostName),
    'access',
    'next-request',
    'further Host names that are accepted',
    'allowed-host',
  ),
  limits: spec(z.prefault(values.limits, {}), 'network', 'listener', 'limits on connections, time and memory'),
  workers: spec(
    z._default(
      z
        .number(EXPECTED.whole)
        .check(z.int(EXPECTED.whole), z.minimum(1, EXPECTED.oneOrMore), z.maximum(64, EXPECTED.upTo64)),
      1,
    ),
    'network',
    'listener',
    'listeners that share the port',
  ),
  log: spec(z.prefault(values.log, {}), 'server', 'next-request', 'access log'),
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

function spec<S extends z.ZodMiniType>(
  schema: S,
  group: OptionGroup,
  applies: OptionSpec['applies'],
  help: string,
  flag?: string,
) {
  return { schema, group, applies, help, ...(flag ? { flag } : {}) };
}
