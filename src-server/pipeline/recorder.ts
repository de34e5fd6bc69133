import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { HotAnswer } from '../features/static/hot-path.ts';
import { nearMiss } from '../features/static/near-miss.ts';
import { fieldOf } from '../features/static/sent-fields.ts';
import { ExchangeCounters } from '../log/counters.ts';
import type { BodyPreview, ExchangeDetail, TraceEntry } from '../log/detail.ts';
import type { ExchangeRecord } from '../log/record.ts';
import { BodyTap } from './body-tap.ts';
import type { Exchange } from './exchange.ts';

/** Exchanges whose fields, bodies and trace stay in memory. */
export const DETAILS_KEPT = 500;

/** What the recorder keeps to answer questions about an exchange later; built into a detail only when asked for. */
interface Kept {
  readonly record: ExchangeRecord;
  readonly rawHeaders: readonly string[];
  readonly sentFields: readonly string[];
  readonly headMs: number;
  readonly trace: readonly TraceEntry[];
  readonly file: string | undefined;
  /** Where the file was looked for, if there was none. */
  readonly absentPath: string | undefined;
  readonly requestBody: () => BodyPreview | undefined;
  readonly responseBody: () => BodyPreview | undefined;
}

type Outcome = ExchangeRecord['outcome'];
export type RecordInit = Omit<ExchangeRecord, 'seq'>;

/** Gives every exchange its one record, in the order in which they end. */
export class Recorder {
  readonly counters = new ExchangeCounters();
  readonly #emit: (record: ExchangeRecord) => void;
  readonly #kept: (Kept | undefined)[] = new Array<Kept | undefined>(DETAILS_KEPT);
  #seq = 0;

  constructor(emit: (record: ExchangeRecord) => void) {
    this.#emit = emit;
  }

  add(init: RecordInit, rest: Omit<Kept, 'record'>): void {
    this.#seq += 1;
    const record: ExchangeRecord = { seq: this.#seq, ...init };
    this.counters.add(record);
    this.#kept[this.#seq % DETAILS_KEPT] = { record, ...rest };
    this.#emit(record);
  }

  /** For an exchange that went through the pipeline; call it once its response is closed. */
  addExchange(exchange: Exchange): void {
    const { request, requestTap, responseTap } = exchange; // the taps are kept, never the exchange with its socket
    const status = exchange.sentStatus;
    this.add(
      {
        timeMs: exchange.timeMs,
        client: exchange.client,
        method: exchange.method,
        target: request.url ?? '',
        httpVersion: request.httpVersion,
        status,
        contentBytes: exchange.contentBytes,
        durationMs: performance.now() - exchange.startedAt,
        outcome: outcomeOf(exchange),
        step: exchange.step,
        ...optional('userAgent', exchange.field('user-agent')),
        ...optional('referer', exchange.field('referer')),
        ...optional('mediaType', responseTap?.mediaType),
      },
      {
        rawHeaders: request.rawHeaders,
        sentFields: exchange.sentFields,
        headMs: (exchange.headAt ?? performance.now()) - exchange.startedAt,
        trace: exchange.trace,
        file: exchange.file,
        absentPath: status === 404 ? exchange.proof?.absentPaths[0] : undefined,
        requestBody: () => requestTap?.preview(),
        responseBody: () => responseTap?.preview(),
      },
    );
  }

  /** For an answer past the pipeline: done at once if the system took every byte, else when it has. */
  addHot(request: IncomingMessage, response: ServerResponse, answer: HotAnswer, startedAt: number): void {
    const timeMs = Date.now();
    if (response.socket && response.socket.writableLength === 0) {
      this.#addHot(request, answer, { timeMs, startedAt, outcome: 'complete' });
      return;
    }
    response.once('close', () => {
      const outcome = response.writableFinished ? 'complete' : 'aborted';
      this.#addHot(request, answer, { timeMs, startedAt, outcome });
    });
  }

  #addHot(
    request: IncomingMessage,
    answer: HotAnswer,
    end: { timeMs: number; startedAt: number; outcome: Outcome },
  ): void {
    const { status, fields, mediaType, file, contentBytes, userAgent, referer } = answer;
    const durationMs = performance.now() - end.startedAt;
    this.add(
      {
        timeMs: end.timeMs,
        client: clientOf(request),
        method: request.method ?? '',
        target: request.url ?? '',
        httpVersion: request.httpVersion,
        status,
        contentBytes,
        durationMs,
        outcome: end.outcome,
        step: 'static',
        ...optional('userAgent', userAgent),
        ...optional('referer', referer),
        ...optional('mediaType', mediaType),
      },
      {
        rawHeaders: request.rawHeaders,
        sentFields: fields,
        headMs: durationMs,
        trace: HOT_TRACE,
        file,
        absentPath: answer.absentPath,
        requestBody: () => undefined,
        responseBody: () => previewOf(answer),
      },
    );
  }

  /** For bytes that never became a request. */
  addMalformed(socket: Socket, status: number, startedAt: number): void {
    this.add(
      {
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
      },
      {
        rawHeaders: [],
        sentFields: [],
        headMs: 0,
        trace: [{ step: 'parser', verdict: 'refused', code: `error.${status}` }],
        file: undefined,
        absentPath: undefined,
        requestBody: () => undefined,
        responseBody: () => undefined,
      },
    );
  }

  /** Undefined when the exchange is older than the last `DETAILS_KEPT`. */
  async detail(seq: number): Promise<ExchangeDetail | undefined> {
    const kept = this.#kept[seq % DETAILS_KEPT];
    if (kept?.record.seq !== seq) return undefined;
    const { record, rawHeaders, sentFields, headMs, trace, file } = kept;
    return {
      record,
      requestFields: pairs(rawHeaders),
      responseFields: pairs(sentFields),
      trace: [...trace, ...(await explainAbsence(kept.absentPath))],
      timing: { headMs, endMs: record.durationMs },
      ...optional('file', file),
      ...optional('requestBody', kept.requestBody()),
      ...optional('responseBody', kept.responseBody()),
    };
  }
}

async function explainAbsence(path: string | undefined): Promise<TraceEntry[]> {
  const near = path === undefined ? undefined : await nearMiss(path);
  if (!near) return [];
  return [{ step: 'static', verdict: 'skipped', code: `static.near-${near.differs}`, params: { name: near.name } }];
}

function outcomeOf(exchange: Exchange): Outcome {
  if (exchange.finished) return 'complete';
  return exchange.failure === undefined ? 'aborted' : 'failed';
}

function optional<K extends string, V>(key: K, value: V | undefined): { [key in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [key in K]: V });
}

function pairs(flat: readonly string[]): [string, string][] {
  const fields: [string, string][] = [];
  for (let i = 0; i < flat.length; i += 2) fields.push([flat[i] ?? '', flat[i + 1] ?? '']);
  return fields;
}

const HOT_TRACE: readonly TraceEntry[] = [{ step: 'static', verdict: 'decided', code: 'static.hot' }];

function previewOf({ mediaType, fields, body }: HotAnswer): BodyPreview | undefined {
  if (!body) return undefined;
  const tap = new BodyTap(mediaType, fieldOf(fields, 'content-encoding'));
  tap.add(body);
  return tap.preview();
}

export const clientOf = (request: IncomingMessage): string => addressOf(request.socket);

/** Address of the client without the IPv4-in-IPv6 prefix of a dual-stack socket. */
function addressOf(socket: Socket): string {
  const address = socket.remoteAddress ?? '';
  return address.startsWith('::ffff:') ? address.slice(7) : address;
}
