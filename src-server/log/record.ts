/** One line of the log: plain data, structured-cloneable. Every exchange produces exactly one. */
export interface ExchangeRecord {
  /** Per server, gapless, from 1, in the order in which exchanges ended. */
  readonly seq: number;
  /** When the request head was received, milliseconds since 1970. */
  readonly timeMs: number;
  readonly client: string;
  readonly method: string;
  readonly target: string;
  /** "1.0", "1.1" or "2.0". */
  readonly httpVersion: string;
  readonly status: number;
  /** Bytes of content handed over, without head and framing. */
  readonly contentBytes: number;
  /** From head received to last byte handed over. */
  readonly durationMs: number;
  readonly outcome: 'complete' | 'aborted' | 'failed';
  /** Which step answered: static, listing, spa, proxy, rest, cgi … */
  readonly step: string;
  /** Name of the signed-in user, where there is one. */
  readonly user?: string | undefined;
  readonly userAgent?: string | undefined;
  readonly referer?: string | undefined;
  /** Media type of the response without parameters, where it has one. */
  readonly mediaType?: string | undefined;
}
