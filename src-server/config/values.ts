import * as z from 'zod/mini';
import { CGI_DEFAULTS, CORS_DEFAULTS, UPLOAD_DEFAULTS } from './defaults.ts';
import { EXPECTED } from './expected.ts';

/**
 * Shapes of the options that have parts. Defaults stand here; `schema.ts` says what each option is for. Those of features that
 * most folders do without are `lazy`: making all of them took a tenth of the time to the first answer.
 */

const text = z.string();
const boolean = z.boolean();
/** Text that is not empty, nor has a NUL in it: no system takes such a name. */
export const someText = (wanted: string) => text.check(z.regex(/^[^\0]+$/, wanted));
const matching = (pattern: RegExp, wanted: string) => text.check(z.regex(pattern, wanted));
const startingWith = (prefix: string, wanted: string) => text.check(z.startsWith(prefix, wanted));
const wholeNumber = (unit: 'milliseconds' | 'seconds' | 'bytes' | 'connections' | 'files') =>
  z.number(EXPECTED[unit]).check(z.int(EXPECTED[unit]), z.minimum(0, EXPECTED[`${unit}From0`]));
/** A list; what it holds while nothing is said. */
export const list = <T extends z.ZodMiniType>(item: T, byDefault: z.output<T>[] = []) =>
  z._default(z.array(item), byDefault);
export const onOff = (byDefault: boolean) => z._default(boolean, byDefault);

const path = startingWith('/', EXPECTED.path);
const milliseconds = wholeNumber('milliseconds');
const bytes = wholeNumber('bytes');
const kilobits = () => z.number(EXPECTED.kilobits).check(z.positive(EXPECTED.kilobitsOver0));
/** An IPv6 address may stand in brackets, as it does in addresses. */
const hostName = matching(/^(\*|[^\s/:@*]+|\[?[0-9A-Fa-f:.]+\]?)$/, EXPECTED.hostName);
const fieldName = matching(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, EXPECTED.fieldName);
/** No CR, LF or NUL: a value must never become a second field (RFC 9110 §5.5). */
const fieldValue = matching(/^[\t\x20-\x7e\x80-\xff]*$/, EXPECTED.fieldValue);
const fields = () => z.record(fieldName, fieldValue);
const httpUrl = () =>
  text.check(z.refine((url) => URL.canParse(url) && /^(https?|wss?):$/.test(new URL(url).protocol), EXPECTED.url));

export const values = {
  hostName,
  path,
  port: z
    .number(EXPECTED.portNumber)
    .check(z.int(EXPECTED.whole), z.minimum(0, EXPECTED.port), z.maximum(65_535, EXPECTED.port)),
  fileName: matching(/^[^/\\\0]+$/, EXPECTED.fileName),
  mediaTypes: z.lazy(() =>
    z.record(
      matching(/^\.[^./\\][^/\\]*$/, EXPECTED.extension),
      matching(/^[\w!#$&^.+-]+\/[\w!#$&^.+-]+( *;.*)?$/, EXPECTED.mediaType),
    ),
  ),
  mount: z.lazy(() => z.strictObject({ at: path, root: someText(EXPECTED.folder) })),
  cors: z.lazy(() =>
    z.strictObject({
      origins: list(z.string(), CORS_DEFAULTS.origins),
      methods: list(z.string(), CORS_DEFAULTS.methods),
      headers: list(z.union([fieldName, z.literal('*')], EXPECTED.fieldName)),
      expose: list(fieldName, CORS_DEFAULTS.expose),
      credentials: onOff(CORS_DEFAULTS.credentials),
      maxAgeS: z._default(wholeNumber('seconds'), CORS_DEFAULTS.maxAgeS),
    }),
  ),
  cache: z.lazy(() =>
    z.strictObject({
      maxAgeS: z._default(wholeNumber('seconds'), 0),
      immutable: z._default(z.union([z.string(), z.array(z.string())]), []),
    }),
  ),
  headerRule: z.lazy(() =>
    z.strictObject({
      match: z._default(z.string(), '/**'),
      set: z.record(fieldName, z.nullable(fieldValue)),
    }),
  ),
  redirect: z.lazy(() =>
    z.strictObject({
      from: path,
      to: fieldValue.check(z.minLength(1, EXPECTED.pathOrUrl)),
      status: z._default(
        z.union(
          [301, 302, 303, 307, 308].map((status) => z.literal(status)),
          EXPECTED.redirectStatus,
        ),
        302,
      ),
    }),
  ),
  upload: z.lazy(() =>
    z.strictObject({
      at: z._default(path, UPLOAD_DEFAULTS.at),
      conflict: z._default(z.enum(['rename', 'refuse', 'replace']), UPLOAD_DEFAULTS.conflict),
      maxBytes: z.optional(bytes),
      allowDelete: onOff(UPLOAD_DEFAULTS.allowDelete),
    }),
  ),
  rest: z.lazy(() =>
    z.strictObject({
      at: path,
      file: someText(EXPECTED.jsonFile),
      persist: onOff(true),
      delayMs: z._default(milliseconds, 0),
    }),
  ),
  route: z.lazy(() =>
    z.strictObject({
      method: z._default(matching(/^[A-Z]+$|^\*$/, EXPECTED.method), 'GET'),
      path,
      status: z._default(
        z
          .number(EXPECTED.status)
          .check(z.int(EXPECTED.status), z.minimum(200, EXPECTED.status), z.maximum(599, EXPECTED.status)),
        200,
      ),
      headers: z._default(fields(), {}),
      body: z.optional(z.json()),
      delayMs: z._default(milliseconds, 0),
    }),
  ),
  proxy: z.lazy(() =>
    z.strictObject({
      at: path,
      target: httpUrl(),
      stripPrefix: onOff(false),
      changeOrigin: onOff(false),
      timeoutMs: z._default(milliseconds, 30_000),
      headers: z._default(fields(), {}),
      insecure: onOff(false),
    }),
  ),
  cgi: z.lazy(() =>
    z.strictObject({
      at: list(path, CGI_DEFAULTS.at),
      interpreters: z._default(
        z.record(matching(/^\.[^./\\]+$/, EXPECTED.scriptExtension), someText(EXPECTED.program)),
        CGI_DEFAULTS.interpreters,
      ),
      timeoutMs: z._default(milliseconds, CGI_DEFAULTS.timeoutMs),
      concurrency: z._default(
        z.number(EXPECTED.scripts).check(z.int(EXPECTED.scripts), z.minimum(1, EXPECTED.scriptsFrom1)),
        CGI_DEFAULTS.concurrency,
      ),
    }),
  ),
  throttle: z.lazy(() =>
    z.strictObject({
      latencyMs: z._default(milliseconds, 0),
      downKbps: z.optional(kilobits()),
      upKbps: z.optional(kilobits()),
      errorRate: z._default(
        z.number(EXPECTED.share).check(z.minimum(0, EXPECTED.share), z.maximum(1, EXPECTED.share)),
        0,
      ),
    }),
  ),
  auth: z.lazy(() =>
    z.strictObject({
      realm: z._default(fieldValue, 'Portico'),
      users: list(
        z.strictObject({
          name: matching(/^[^:\x00-\x1f\x7f]+$/, EXPECTED.userName),
          passwordHash: startingWith('$scrypt$', EXPECTED.passwordHash),
          access: z._default(z.enum(['read', 'write']), 'read'),
        }),
      ),
      anonymous: z._default(z.enum(['none', 'read']), 'none'),
    }),
  ),
  tlsFiles: z.lazy(() =>
    z.strictObject({
      mode: z.literal('files'),
      cert: someText(EXPECTED.certificate),
      key: z.optional(matching(/^[^\0]*$/, EXPECTED.file)),
      passphraseFile: z.optional(matching(/^[^\0]*$/, EXPECTED.file)),
    }),
  ),
  tlsLocal: z.lazy(() => z.strictObject({ mode: z.literal('local-ca') })),
  limits: z.strictObject({
    maxConnections: z._default(wholeNumber('connections'), 10_000),
    headersTimeoutMs: z._default(milliseconds, 30_000),
    requestTimeoutMs: z._default(milliseconds, 300_000),
    keepAliveTimeoutMs: z._default(milliseconds, 65_000),
    maxBodyBytes: z._default(bytes, 1_048_576),
  }),
  log: z.strictObject({
    format: z._default(someText(EXPECTED.logFormat), 'python'),
    file: z.optional(someText(EXPECTED.file)),
    maxBytes: z._default(bytes, 10_000_000),
    keep: z._default(wholeNumber('files'), 5),
  }),
};
