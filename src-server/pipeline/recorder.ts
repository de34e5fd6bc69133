import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { HotExchange } from '../features/static/hot-path.ts';
import { ExchangeCounters } from '../log/counters.ts';
import type { ExchangeDetail } from '../log/detail.ts';
import type { ExchangeRecord } from '../log/record.ts';
import {
  buildDetail,
  type EvidenceSource,
  ExchangeEvidence,
  HotEvidence,
  lostEvidence,
  malformedEvidence,
} from './evidence.ts';
import type { Exchange } from './exchange.ts';
import { isClosed, isHandedOver, wasCut } from './write-head.ts';

/** Exchanges whose fields, bodies and trace stay in memory. */
const DETAILS_KEPT = 500;

type Outcome = ExchangeRecord['outcome'];

/** Gives every exchange its one record, in the order in which they end. */
export class Recorder {
  readonly counters = new ExchangeCounters();
  readonly #emit: (record: ExchangeRecord) => void;
  readonly #records = new Array<ExchangeRecord | undefined>(DETAILS_KEPT).fill(undefined);
  readonly #sources = new Array<EvidenceSource | undefined>(DETAILS_KEPT).fill(undefined);
  #seq = 0;

  constructor(emit: (record: ExchangeRecord) => void) {
    this.#emit = emit;
  }

  /** For an exchange that went through the pipeline; call it once its response is closed. */
  addExchange(exchange: Exchange): void {
    const { request } = exchange;
    const record = {
      seq: this.#nextSeq(),
      timeMs: exchange.timeMs,
      client: exchange.client,
      method: request.method ?? '',
      target: request.url ?? '',
      httpVersion: request.httpVersion,
      status: exchange.sentStatus,
      contentBytes: exchange.contentBytes,
      durationMs: performance.now() - exchange.startedAt,
      outcome: outcomeOf(exchange),
      step: exchange.step,
      userAgent: exchange.field('user-agent'),
      referer: exchange.field('referer'),
      mediaType: exchange.responseTap?.mediaType,
    };
    this.#add(withUser(record, exchange.user?.name), new ExchangeEvidence(exchange));
  }

  /** For an answer past the pipeline: done at once if the system took every byte, else when it has. */
  addHot(request: IncomingMessage, response: ServerResponse, hot: HotExchange, startedAt: number): void {
    const arrived = { timeMs: Date.now(), client: clientOf(request), startedAt }; // a closed socket tells no address
    if (isHandedOver(response)) {
      this.#addHot(request, hot, arrived, 'complete');
      return;
    }
    const add = (outcome: Outcome) => this.#addHot(request, hot, arrived, outcome);
    if (isClosed(response)) add('aborted');
    else whenClosed(response, add);
  }

  /** For a request whose connection ended before anything was done about it. */
  addLost(request: IncomingMessage): void {
    const record = {
      seq: this.#nextSeq(),
      timeMs: Date.now(),
      client: clientOf(request),
      method: request.method ?? '',
      target: request.url ?? '',
      httpVersion: request.httpVersion,
      status: 0,
      contentBytes: 0,
      durationMs: 0,
      outcome: 'aborted',
      step: 'none',
    } as const;
    this.#add(record, lostEvidence(request.rawHeaders));
  }

  /** For bytes that never became a request. */
  addMalformed(socket: Socket, status: number, startedAt: number): void {
    const record = {
      seq: this.#nextSeq(),
      timeMs: Date.now(),
      client: addressOf(socket),
      method: '-',
      target: '-',
      httpVersion: '1.1',
      status,
      contentBytes: 0,
      durationMs: performance.now() - startedAt,
      outcome: 'complete',
      step: 'parser',
    } as const;
    this.#add(record, malformedEvidence(status));
  }

  /** Undefined when the exchange is older than the last `DETAILS_KEPT`. */
  async detail(seq: number): Promise<ExchangeDetail | undefined> {
    const record = this.#records[seq % DETAILS_KEPT];
    const source = this.#sources[seq % DETAILS_KEPT];
    return record?.seq === seq && source ? buildDetail(record, source.evidence(record)) : undefined;
  }

  /** Written out as one literal: this runs for every hot answer. */
  #addHot(
    request: IncomingMessage,
    { answer, asked }: HotExchange,
    { timeMs, client, startedAt }: { readonly timeMs: number; readonly client: string; readonly startedAt: number },
    outcome: Outcome,
  ): void {
    const record = {
      seq: this.#nextSeq(),
      timeMs,
      client,
      method: request.method ?? '',
      target: request.url ?? '',
      httpVersion: request.httpVersion,
      status: answer.status,
      contentBytes: answer.contentBytes,
      durationMs: performance.now() - startedAt,
      outcome,
      step: 'static',
      userAgent: asked.userAgent,
      referer: asked.referer,
      mediaType: answer.mediaType,
    };
    this.#add(withUser(record, asked.user), new HotEvidence(request.rawHeaders, answer));
  }

  #nextSeq(): number {
    this.#seq += 1;
    return this.#seq;
  }

  #add(record: ExchangeRecord, source: EvidenceSource): void {
    this.counters.add(record);
    this.#records[record.seq % DETAILS_KEPT] = record;
    this.#sources[record.seq % DETAILS_KEPT] = source;
    this.#emit(record);
  }
}

/** Where nobody signed in, records have no such field: it would travel to the window with each of them. */
function withUser(record: ExchangeRecord, user: string | undefined): ExchangeRecord {
  return user === undefined ? record : { ...record, user };
}

function whenClosed(response: ServerResponse, add: (outcome: Outcome) => void): void {
  let finished = false;
  response.once('finish', () => {
    finished = !wasCut(response);
  });
  response.once('close', () => add(finished ? 'complete' : 'aborted'));
}

function outcomeOf(exchange: Exchange): Outcome {
  if (exchange.finished) return 'complete';
  return exchange.failure === undefined ? 'aborted' : 'failed';
}

export const clientOf = (request: IncomingMessage): string => addressOf(request.socket);

/** Address of the client without the IPv4-in-IPv6 prefix of a dual-stack socket. */
function addressOf(socket: Socket): string {
  const address = socket.remoteAddress ?? '';
  return address.startsWith('::ffff:') ? address.slice(7) : address;
}
