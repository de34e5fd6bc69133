import type { ServerConfig } from './schema.ts';

/*
 * What an option is where nothing is said, and a feature where its option is only `true`. The schemas take the same for each
 * part that is left out; it stands apart from them, for most starts and every thread of the engine need no schemas.
 */

export const CORS_DEFAULTS = {
  origins: ['*'],
  methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
  headers: [] as string[],
  expose: ['Content-Length', 'Content-Range', 'Accept-Ranges', 'ETag', 'Location', 'X-Total-Count', 'Link'],
  credentials: false,
  maxAgeS: 600,
};

export const UPLOAD_DEFAULTS = { at: '/', conflict: 'rename' as const, allowDelete: false };

export const CGI_DEFAULTS = {
  at: ['/cgi-bin'],
  interpreters: { '.php': 'php-cgi' } as Record<string, string>,
  timeoutMs: 30_000,
  concurrency: 8,
};

/** Every option as it is where nobody said anything: what `parseConfig({})` gives. */
export const DEFAULTS: ServerConfig = {
  name: '',
  root: '.',
  mounts: [],
  host: '127.0.0.1',
  port: 8000,
  portFallback: true,
  index: ['index.html', 'index.htm'],
  listing: true,
  dotfiles: 'hide',
  symlinks: 'inside',
  cleanUrls: false,
  spa: false,
  mediaTypes: {},
  cors: false,
  cache: 'revalidate',
  headers: [],
  redirects: [],
  compression: true,
  upload: false,
  rest: [],
  routes: [],
  handlers: false,
  inspect: false,
  proxy: [],
  cgi: false,
  liveReload: false,
  throttle: false,
  auth: false,
  tls: false,
  allowedHosts: [],
  limits: {
    maxConnections: 10_000,
    headersTimeoutMs: 30_000,
    requestTimeoutMs: 300_000,
    keepAliveTimeoutMs: 65_000,
    maxBodyBytes: 1_048_576,
  },
  workers: 1,
  log: { format: 'python', maxBytes: 10_000_000, keep: 5 },
};
