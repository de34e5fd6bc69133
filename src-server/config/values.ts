import { z } from 'zod';

/** Shapes of the options that have parts. Defaults stand here; `schema.ts` says what each option is for. */

const path = z.string().startsWith('/', 'a path that starts with "/"');
const wholeNumber = (unit: string, min = 0) =>
  z
    .number(`a whole number of ${unit}`)
    .int(`a whole number of ${unit}`)
    .min(min, `a whole number of ${unit}, ${min} or more`);
const milliseconds = wholeNumber('milliseconds');
const bytes = wholeNumber('bytes');
const fieldName = z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, 'a field name, such as "X-Frame-Options"');
/** No CR, LF or NUL: a value must never become a second field (RFC 9110 §5.5). */
const fieldValue = z.string().regex(/^[\t\x20-\x7e\x80-\xff]*$/, 'a field value without line breaks');
const fields = z.record(fieldName, fieldValue);
const httpUrl = z
  .string()
  .refine(
    (text) => URL.canParse(text) && /^(https?|wss?):$/.test(new URL(text).protocol),
    'a URL such as "http://127.0.0.1:3000"',
  );

export const values = {
  path,
  port: z
    .number('a port number')
    .int('a whole number')
    .min(0, 'a port from 0 to 65535')
    .max(65_535, 'a port from 0 to 65535'),
  fileName: z.string().regex(/^[^/\\\0]+$/, 'a file name without a slash'),
  mediaTypes: z.record(
    z.string().regex(/^\.[^./\\][^/\\]*$/, 'an extension such as ".foo"'),
    z.string().regex(/^[\w!#$&^.+-]+\/[\w!#$&^.+-]+( *;.*)?$/, 'a media type such as "text/x-foo"'),
  ),
  mount: z.strictObject({ at: path, root: z.string().min(1, 'a folder') }),
  cors: z.strictObject({
    origins: z.array(z.string()).default(['*']),
    methods: z.array(z.string()).default(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']),
    headers: z.array(fieldName.or(z.literal('*'))).default([]),
    expose: z
      .array(fieldName)
      .default(['Content-Length', 'Content-Range', 'Accept-Ranges', 'ETag', 'Location', 'X-Total-Count']),
    credentials: z.boolean().default(false),
    maxAgeS: wholeNumber('seconds').default(600),
  }),
  cache: z.strictObject({
    maxAgeS: wholeNumber('seconds').default(0),
    immutable: z.union([z.string(), z.array(z.string())]).default([]),
  }),
  headerRule: z.strictObject({ match: z.string().default('/**'), set: z.record(fieldName, fieldValue.nullable()) }),
  redirect: z.strictObject({
    from: path,
    to: fieldValue.min(1, 'a path or URL'),
    status: z
      .union(
        [301, 302, 303, 307, 308].map((status) => z.literal(status)),
        '301, 302, 303, 307 or 308',
      )
      .default(302),
  }),
  upload: z.strictObject({
    at: path.default('/'),
    conflict: z.enum(['rename', 'refuse', 'replace']).default('rename'),
    maxBytes: bytes.optional(),
    allowDelete: z.boolean().default(false),
  }),
  rest: z.strictObject({
    at: path,
    file: z.string().min(1, 'a JSON file'),
    persist: z.boolean().default(true),
    delayMs: milliseconds.default(0),
  }),
  route: z.strictObject({
    method: z
      .string()
      .regex(/^[A-Z]+$|^\*$/, 'a method such as "GET", or "*"')
      .default('GET'),
    path,
    status: z.number().int().min(200, 'a status from 200 to 599').max(599, 'a status from 200 to 599').default(200),
    headers: fields.default({}),
    body: z.json().optional(),
    delayMs: milliseconds.default(0),
  }),
  proxy: z.strictObject({
    at: path,
    target: httpUrl,
    stripPrefix: z.boolean().default(false),
    changeOrigin: z.boolean().default(false),
    timeoutMs: milliseconds.default(30_000),
    headers: fields.default({}),
    insecure: z.boolean().default(false),
  }),
  cgi: z.strictObject({
    at: z.array(path).default(['/cgi-bin']),
    interpreters: z
      .record(z.string().regex(/^\.[^./\\]+$/, 'an extension such as ".php"'), z.string().min(1, 'a program'))
      .default({ '.php': 'php-cgi' }),
    timeoutMs: milliseconds.default(30_000),
    concurrency: wholeNumber('scripts', 1).default(8),
  }),
  throttle: z.strictObject({
    latencyMs: milliseconds.default(0),
    downKbps: z.number('kilobits per second').positive('kilobits per second, more than 0').optional(),
    upKbps: z.number('kilobits per second').positive('kilobits per second, more than 0').optional(),
    errorRate: z.number('a share from 0 to 1').min(0, 'a share from 0 to 1').max(1, 'a share from 0 to 1').default(0),
  }),
  auth: z.strictObject({
    realm: fieldValue.default('Portico'),
    users: z
      .array(
        z.strictObject({
          name: z.string().regex(/^[^:\x00-\x1f\x7f]+$/, 'a user name without ":"'),
          passwordHash: z
            .string()
            .startsWith('$scrypt$', 'a scrypt hash in PHC form, "$scrypt$ln=14,r=8,p=1$salt$hash"'),
          access: z.enum(['read', 'write']).default('read'),
        }),
      )
      .default([]),
    anonymous: z.enum(['none', 'read']).default('none'),
  }),
  tlsFiles: z.strictObject({
    mode: z.literal('files'),
    cert: z.string().min(1, 'a certificate file'),
    key: z.string().optional(),
    passphraseFile: z.string().optional(),
  }),
  tlsLocal: z.strictObject({ mode: z.literal('local-ca') }),
  limits: z.strictObject({
    maxConnections: wholeNumber('connections').default(10_000),
    headersTimeoutMs: milliseconds.default(30_000),
    requestTimeoutMs: milliseconds.default(300_000),
    keepAliveTimeoutMs: milliseconds.default(65_000),
    maxBodyBytes: bytes.default(1_048_576),
  }),
  log: z.strictObject({
    format: z.string().min(1, 'a format name or a pattern').default('python'),
    file: z.string().min(1, 'a file').optional(),
    maxBytes: bytes.default(10_000_000),
    keep: wholeNumber('files').default(5),
  }),
};
