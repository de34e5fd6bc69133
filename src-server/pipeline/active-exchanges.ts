import { Stalls } from '../listen/stalls.ts';
import { Slots } from '../slots.ts';
import type { Transfer } from '../state.ts';
import { announcesContent } from './count-content.ts';
import type { Exchange } from './exchange.ts';
import type { Pipeline } from './order.ts';
import { cut } from './write-head.ts';

/** Exchanges younger than this are no transfers yet. */
const TRANSFER_AFTER_MS = 300;

interface Active {
  /** Never given twice: what is cancelled is what was meant. */
  readonly id: number;
  readonly exchange: Exchange;
  readonly pipeline: Pipeline;
}

/** The exchanges under way, each with the pipeline it started with. */
export class ActiveExchanges {
  readonly #active = new Slots<Active>();
  /** Streams of HTTP/2, which clients hold back one by one; connections are the listener's affair. */
  readonly #stalls: Stalls<Active>;
  #lastId = 0;

  constructor(sendTimeoutMs: number) {
    const end = ({ exchange }: Active) => cut(exchange.response);
    this.#stalls = new Stalls(this.#active, { timeoutMs: sendTimeoutMs, markOf: sendMark, end });
  }

  get size(): number {
    return this.#active.size;
  }

  /** @returns to be called when the exchange has ended */
  add(exchange: Exchange, pipeline: Pipeline): () => void {
    this.#lastId += 1;
    const slot = this.#active.add({ id: this.#lastId, exchange, pipeline });
    return () => this.#active.remove(slot);
  }

  /** A page waiting for reloads would need its pipeline for ever: it does not count, and asks the new one. */
  need(pipeline: Pipeline): boolean {
    for (const active of this.#active) {
      if (active.pipeline === pipeline && active.exchange.step !== 'live-reload') return true;
    }
    return false;
  }

  /** Ends what would never end by itself: WebSockets, and pages that wait for reloads. */
  endConversations(): void {
    for (const { exchange } of this.#active) {
      if (exchange.step === 'live-reload') exchange.response.end();
      else if (exchange.sentStatus === 101) exchange.upgrade?.socket.destroy();
    }
  }

  /** What takes its time now, longest first. */
  transfers(): Transfer[] {
    const now = performance.now();
    const lasting = [...this.#active].filter(({ exchange }) => now - exchange.startedAt > TRANSFER_AFTER_MS);
    return lasting.sort((a, b) => a.id - b.id).map(({ id, exchange }) => describeTransfer(id, exchange));
  }

  /** @returns false if it had ended already */
  cancelTransfer(id: number): boolean {
    const exchange = [...this.#active].find((active) => active.id === id)?.exchange;
    exchange?.fail(new Error('cancelled by the operator'));
    return exchange !== undefined;
  }

  close(): void {
    this.#stalls.close();
  }
}

function sendMark({ exchange }: Active): string | undefined {
  const { request, response, contentBytes } = exchange;
  if (!('stream' in request)) return undefined;
  return response.writableLength > 0 ? `${response.writableLength}:${contentBytes}` : undefined;
}

function describeTransfer(id: number, exchange: Exchange): Transfer {
  const { receivedBytes } = exchange;
  const isUp = receivedBytes > exchange.contentBytes || (!exchange.headSent && announcesContent(exchange));
  const length = Number((isUp ? exchange.field('content-length') : contentLength(exchange.sentFields)) ?? Number.NaN);
  return {
    id,
    direction: isUp ? 'up' : 'down',
    client: exchange.client,
    method: exchange.method,
    target: exchange.request.url ?? '',
    bytes: isUp ? receivedBytes : exchange.contentBytes,
    ...(Number.isFinite(length) ? { totalBytes: length } : {}),
    startedMs: exchange.timeMs,
  };
}

function contentLength(fields: readonly string[]): string | undefined {
  const index = fields.findIndex((name, i) => i % 2 === 0 && name.toLowerCase() === 'content-length');
  return index < 0 ? undefined : fields[index + 1];
}
