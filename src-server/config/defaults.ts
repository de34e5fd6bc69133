/*
 * What a feature is set to where its option is only `true`; the schemas take the same for each part that is left out. Apart from
 * them, so that the engine, which is given checked options, needs no schemas in each of its threads.
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
