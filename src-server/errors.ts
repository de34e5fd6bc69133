import { constants } from 'node:os';
import { fill, type Params, type ProblemParams } from './problems.ts';

/**
 * Two kinds of error, two tables. `HttpError` is a refusal meant for the client and is only thrown inside a request.
 * `ServerError` is for the person who runs the server; it crosses IPC as `{code, params}`, so that the UI translates it.
 */

/** A refusal meant for the client. `fields` are sent with the response; `reason` is one English sentence for its page. */
export class HttpError extends Error {
  readonly status: number;
  readonly fields: Readonly<Record<string, string>>;
  readonly reason: string | undefined;

  constructor(status: number, reason?: string, fields: Readonly<Record<string, string>> = {}, cause?: unknown) {
    super(reason ?? `HTTP ${status}`, { cause });
    this.name = 'HttpError';
    this.status = status;
    this.fields = fields;
    this.reason = reason;
  }
}

/** Every failure that the operator can see. `{x}` is filled from `params`. */
const SERVER_ERROR_TEXT = {
  PORT_IN_USE: 'Port {port} is already in use{by}. Choose another port, or allow the next free one.',
  PORT_FORBIDDEN:
    'Port {port} needs administrator rights, or the system reserves it. Choose one from 1024 up, such as 8080.',
  NO_FREE_PORT: 'No free port was found from {port} up.',
  HOST_UNAVAILABLE: 'The address {host} does not belong to this computer.',
  ROOT_MISSING: 'The folder {root} does not exist.',
  ROOT_DENIED: 'Portico is not allowed to read {root}.',
  ROOT_UNSUITABLE: '{root} is neither a folder nor a regular file.',
  OPTION_INVALID: '{option}: {problem}',
  OPTION_CONFLICT: '{option} and {other} contradict each other: {problem}',
  OPTION_UNSUPPORTED: '{option} cannot work on this computer: {problem}',
  TLS_UNREADABLE: '{option}: {file} cannot be used: {problem}',
  ENGINE_DIED: 'The server stopped unexpectedly: {problem}',
} as const;
export type ServerErrorCode = keyof typeof SERVER_ERROR_TEXT;
export const SERVER_ERROR_CODES = Object.keys(SERVER_ERROR_TEXT) as readonly ServerErrorCode[];

/** Errors about an option say what is wrong with it by one of the known problems; why an engine died nobody foresees. */
type ParamsOf<C extends ServerErrorCode> = C extends 'ENGINE_DIED'
  ? { readonly problem: string }
  : (typeof SERVER_ERROR_TEXT)[C] extends `${string}{problem}${string}`
    ? ProblemParams
    : Params;

/** Plain form of a `ServerError`: structured-cloneable, safe to send over IPC. */
export interface ErrorReport {
  readonly code: ServerErrorCode;
  readonly params: Params;
  /** English text, params filled in. */
  readonly message: string;
}

export class ServerError<C extends ServerErrorCode = ServerErrorCode> extends Error {
  readonly code: ServerErrorCode;
  readonly params: Params;

  constructor(code: C, params: ParamsOf<C>, cause?: unknown) {
    super(fill(SERVER_ERROR_TEXT[code], params), { cause });
    this.name = 'ServerError';
    this.code = code;
    this.params = params;
  }

  report(): ErrorReport {
    return { code: this.code, params: this.params, message: this.message };
  }
}

/** Node's error code (`ENOENT`, …) of anything that was thrown, or undefined. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
}

const SHORTAGES = ['EMFILE', 'ENFILE', 'ENOMEM', 'EAGAIN'] as const;

/** True if the system has no more files, memory, processes or threads to give just now. */
export function isShortage(error: unknown): boolean {
  if (errorCode(error) === 'ERR_WORKER_INIT_FAILED') return true;
  return SHORTAGES.some((code) => errorCode(error) === code || errorNumber(error) === constants.errno[code]);
}

/** node:os throws errors of its own kind, with nothing but the system's number in them. */
function errorNumber(error: unknown): number | undefined {
  return error instanceof Error && 'errno' in error ? Math.abs(Number(error.errno)) : undefined;
}
