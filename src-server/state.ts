import type { ErrorReport } from './errors.ts';
import type { ExchangeRecord } from './log/record.ts';
import type { Params, ProblemParams } from './problems.ts';

/** What the world outside the engine sees of a server: plain data, structured-cloneable. */

export interface Address {
  /** With scheme, port and trailing slash, e.g. "http://192.168.1.24:8000/". */
  readonly url: string;
  /** `loopback` = this computer only, `network` = an interface's address, `name` = a host name such as "mac.local". */
  readonly kind: 'loopback' | 'network' | 'name';
  /** Network interface, e.g. "wlan0"; absent for names. */
  readonly interface?: string;
}

/** Something the operator should know though the server runs. The UI translates `code`; `message` is English. */
export const NOTICE_CODES = ['PORT_MOVED', 'OPTION_UNSUPPORTED', 'OPTION_NOTE'] as const;
type NoticeCode = (typeof NOTICE_CODES)[number];

export type Notice = {
  readonly [C in NoticeCode]: {
    readonly code: C;
    readonly params: C extends 'PORT_MOVED' ? Params : ProblemParams;
    readonly message: string;
  };
}[NoticeCode];

export type ServerState =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'stopping' }
  | {
      readonly kind: 'running';
      readonly host: string;
      /** What `host` stands for, where it is a name. */
      readonly address?: string;
      readonly port: number;
      readonly secure: boolean;
      readonly addresses: readonly Address[];
      readonly notices: readonly Notice[];
      /** `missing` and `denied`: the port answers, the folder cannot be read; it heals by itself. */
      readonly root: 'ok' | 'missing' | 'denied';
    }
  | { readonly kind: 'failed'; readonly error: ErrorReport };

/** What a server tells of itself. All payloads are structured-cloneable. */
export interface ServerEvents {
  state: [state: ServerState];
  exchange: [record: ExchangeRecord];
  /** A request that failed by a bug or a broken script: whole text for the log, never for the client. */
  failure: [text: string];
  notice: [notice: Notice];
}

/** Exact, also while rows of the log are dropped. */
export interface Counters {
  readonly requests: number;
  readonly contentBytes: number;
  /** Content of requests, as it came in: read by a step or thrown away, until the answer was complete. */
  readonly receivedBytes: number;
  /** Requests by first digit of the status, index 1 to 5; index 0 counts those cut before a status was sent. */
  readonly byClass: readonly [number, number, number, number, number, number];
  readonly aborted: number;
  readonly failed: number;
  readonly inProgress: number;
  readonly connections: number;
  /** Requests by duration; bucket i ends at `LATENCY_BUCKETS_MS[i]`, the last one is open. */
  readonly latency: readonly number[];
  /** Records that never reached the reader because it was too slow. Filled in by whoever batches. */
  readonly droppedRecords: number;
}

/** Upper ends in milliseconds, about ×1.6 each: percentiles within 30 %. */
export const LATENCY_BUCKETS_MS = [
  0.1, 0.16, 0.25, 0.4, 0.63, 1, 1.6, 2.5, 4, 6.3, 10, 16, 25, 40, 63, 100, 160, 250, 400, 630, 1000, 1600, 2500, 4000,
  6300, 10_000, 30_000, 60_000,
] as const;

/** A request or response with content that is taking its time. */
export interface Transfer {
  readonly id: number;
  readonly direction: 'down' | 'up';
  readonly client: string;
  readonly method: string;
  readonly target: string;
  readonly bytes: number;
  /** Whole length in bytes where it is known. */
  readonly totalBytes?: number;
  readonly startedMs: number;
}
