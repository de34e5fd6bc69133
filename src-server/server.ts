import type { ExchangeRecord } from './log/record.ts';
import type { Notice, ServerState } from './state.ts';

/** All payloads are structured-cloneable. */
export interface ServerEvents {
  state: [state: ServerState];
  exchange: [record: ExchangeRecord];
  /** A request that failed by a bug or a broken script: whole text for the log, never for the client. */
  failure: [text: string];
  notice: [notice: Notice];
}
