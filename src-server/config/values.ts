import { z } from 'zod';
import { EXPECTED } from './expected.ts';

/** Shapes of the options that have parts. Defaults stand here; `schema.ts` says what each option is for. */

const path = z.string().startsWith('/', EXPECTED.path);
const wholeNumber = (unit: 'milliseconds' | 'seconds' | 'bytes' | 'connections' | 'files') =>
  z.number(EXPECTED[unit]).int(EXPECTED[unit]).min(0, EXPECTED[`${unit}From0`]);
const milliseconds = wholeNumber('milliseconds');
const bytes = wholeNumber('bytes');
const fieldName = z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, EXPECTED.fieldName);
/** No CR, LF or NUL: a value must never become a second field (RFC 9110 §5.5). */
const fieldValue = z.string().regex(/^[\t\x20-\x7e\x80-\xff]*$/, EXPECTED.fieldValue);
const fields = z.record(fieldName, fieldValue);
const httpUrl = z
  .string()
  .refine((text) => URL.canParse(text) && /^(https?|wss?):$/.test(new URL(text).protocol), EXPECTED.url);

export const values = {
  path,
  port: z.number(EXPECTED.portNumber).int(EXPECTED.whole).min(0, EXPECTED.port).max(65_535, EXPECTED.port),
  fileName: z.string().regex(/^[^/\\\0]+$/, EXPECTED.fileName),
  mediaTypes: z.record(
    z.string().regex(/^\.[^./\\][^/\\]*$/, EXPECTED.extension),
    z.string().regex(/^[\w!#$&^.+-]+\/[\w!#$&^.+-]+( *;.*)?$/, EXPECTED.mediaType),
  ),
  mount: z.strictObject({ at: path, root: z.string().min(1, EXPECTED.folder) }),
  cors: z.strictObject({
    origins: z.array(z.string()).default(['*']),
    methods: z.array(z.string()).default(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']),
    headers: z.array(z.union([fieldName, z.literal('*')], EXPECTED.fieldName)).default([]),
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
    to: fieldValue.min(1, EXPECTED.pathOrUrl),
    status: z
      .union(
        [301, 302, 303, 307, 308].map((status) => z.literal(status)),
        EXPECTED.redirectStatus,
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
    file: z.string().min(1, EXPECTED.jsonFile),
    persist: z.boolean().default(true),
    delayMs: milliseconds.default(0),
  }),
  route: z.strictObject({
    method: z
      .string()
      .regex(/^[A-Z]+$|^\*$/, EXPECTED.method)
      .default('GET'),
    path,
    status: z
      .number(EXPECTED.status)
      .int(EXPECTED.status)
      .min(200, EXPECTED.status)
      .max(599, EXPECTED.status)
      .default(200),
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
      .record(z.string().regex(/^\.[^./\\]+$/, EXPECTED.scriptExtension), z.string().min(1, EXPECTED.program))
      .default({ '.php': 'php-cgi' }),
    timeoutMs: milliseconds.default(30_000),
    concurrency: z.number(EXPECTED.scripts).int(EXPECTED.scripts).min(1, EXPECTED.scriptsFrom1).default(8),
  }),
  throttle: z.strictObject({
    latencyMs: milliseconds.default(0),
    downKbps: z.number(EXPECTED.kilobits).positive(EXPECTED.kilobitsOver0).optional(),
    upKbps: z.number(EXPECTED.kilobits).positive(EXPECTED.kilobitsOver0).optional(),
    errorRate: z.number(EXPECTED.share).min(0, EXPECTED.share).max(1, EXPECTED.share).default(0),
  }),
  auth: z.strictObject({
    realm: fieldValue.default('Portico'),
    users: z
      .array(
        z.strictObject({
          name: z.string().regex(/^[^:\x00-\x1f\x7f]+$/, EXPECTED.userName),
          passwordHash: z.string().startsWith('$scrypt$', EXPECTED.passwordHash),
          access: z.enum(['read', 'write']).default('read'),
        }),
      )
      .default([]),
    anonymous: z.enum(['none', 'read']).default('none'),
  }),
  tlsFiles: z.strictObject({
    mode: z.literal('files'),
    cert: z.string().min(1, EXPECTED.certificate),
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
    format: z.string().min(1, EXPECTED.logFormat).default('python'),
    file: z.string().min(1, EXPECTED.file).optional(),
    maxBytes: bytes.default(10_000_000),
    keep: wholeNumber('files').default(5),
  }),
};
