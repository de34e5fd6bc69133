import type { ServerConfig } from '../../src-server/config/schema.ts';
import type { ErrorReport } from '../../src-server/errors.ts';
import type { ExchangeDetail } from '../../src-server/log/detail.ts';
import type { Counters, ServerState, Transfer } from '../../src-server/state.ts';
import type { RecordsText } from '../ipc/contract.ts';
import type { Visitor } from './visibility.ts';

/** What crosses between main and the thread in which one server lives. Everything is structured-cloneable. */

/** Handed to a new thread. */
export interface EngineData {
  readonly config: ServerConfig;
  /** Number of the last record of the threads before this one: its records go on from there. */
  readonly seqBase: number;
}

/** What main may ask of the thread; each call is answered exactly once. */
export interface EngineCalls {
  start: () => void;
  stop: (graceMs: number) => void;
  apply: (config: ServerConfig) => void;
  counters: () => Counters;
  detail: (seq: number) => ExchangeDetail | undefined;
  transfers: () => readonly Transfer[];
  cancelTransfer: (id: number) => void;
}

export type ToEngine =
  | {
      readonly kind: 'call';
      readonly call: number;
      readonly name: keyof EngineCalls;
      readonly args: readonly unknown[];
    }
  /** One batch of records was taken in; the thread may have two on their way. */
  | { readonly kind: 'acknowledge' };

/** Main looks at the numbers and hands the text on. */
export interface RecordBatch {
  readonly records: RecordsText;
  readonly count: number;
  readonly lastSeq: number;
  /** How many of them are files that visitors have sent. */
  readonly uploads: number;
  /** The newest answer to another device. */
  readonly visitor?: Visitor;
  readonly counters: Counters;
}

export type FromEngine =
  | { readonly kind: 'answer'; readonly call: number; readonly value: unknown }
  | { readonly kind: 'refusal'; readonly call: number; readonly error: ErrorReport }
  | { readonly kind: 'state'; readonly state: ServerState }
  | ({ readonly kind: 'records' } & RecordBatch)
  /** How many transfers are going on; sent when the number changes. */
  | { readonly kind: 'transfers'; readonly count: number }
  | { readonly kind: 'failure'; readonly text: string };
