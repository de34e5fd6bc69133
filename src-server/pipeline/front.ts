import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { HttpError } from '../errors.ts';
import { parseRequestTarget, type RequestTarget } from '../http/request-target.ts';
import type { ListenerHandlers } from '../listen/http-listener.ts';
import { Stalls } from '../listen/stalls.ts';
import { Slots } from '../slots.ts';
import type { Counters, Transfer } from '../state.ts';
import { announcesContent, countContent } from './count-content.ts';
import { failCutOffContent } from './cut-off-content.ts';
import { refuse } from './error-response.ts';
import { Exchange } from './exchange.ts';
import { HotArrival, type Ways } from './hot-arrival.ts';
import { watchForLeaving } from './leaving.ts';
import { answerMalformed } from './malformed.ts';
import type { Pipeline } from './order.ts';
import { clientOf, type Recorder } from './recorder.ts';
import { whenItsTurn } from './turn.ts';
import { responseForUpgrade } from './upgrade.ts';
import { cut } from './write-head.ts';

/** Stands in for a target that could not be parsed; the gatekeeper refuses it. */
const NO_TARGET: RequestTarget = {
  ok: true,
  form: 'origin',
  path: '/',
  rawPath: '/',
  segments: [],
  query: '',
  hasQuery: false,
  trailingSlash: true,
};
/** Exchanges younger than this are no transfers yet. */
const TRANSFER_AFTER_MS = 300;

interface Active {
  /** Never given twice: what is cancelled is what was meant. */
  readonly id: number;
  readonly exchange: Exchange;
  readonly pipeline: Pipeline;
}

/** How a request came in. */
export interface Arrival {
  readonly secure: boolean;
  readonly pipeline: () => Pipeline;
  readonly expectsContinue?: boolean;
  readonly upgrade?: { readonly socket: Duplex; readonly head: Buffer };
}

/** Where requests come in: the hot path or the pipeline, and one record for each in the end. */
export class Front {
  /** Replaced as a whole when options change; exchanges under way keep the one they started with. */
  #pipeline: Pipeline;
  /** Replaced, and still with exchanges under way. */
  readonly #retired = new Set<Pipeline>();
  readonly #recorder: Recorder;
  readonly #silenceMs: () => number;
  readonly #active = new Slots<Active>();
  /** Pipelines that all requests went to, now or before. */
  readonly #used = new WeakSet<Pipeline>();
  readonly #ways: Ways = {
    record: (...hot) => this.#recorder.addHot(...hot),
    takeWholeWay: (...arrived) => this.#takeWholeWay(...arrived),
  };
  /** Streams of HTTP/2, which clients hold back one by one; connections are the listener's affair. */
  readonly #stalls: Stalls<Active>;
  #lastId = 0;

  constructor(init: { pipeline: Pipeline; recorder: Recorder; silenceMs: () => number; sendTimeoutMs: number }) {
    this.#pipeline = init.pipeline;
    this.#used.add(init.pipeline);
    this.#recorder = init.recorder;
    this.#silenceMs = init.silenceMs;
    const end = ({ exchange }: Active) => cut(exchange.response);
    this.#stalls = new Stalls(this.#active, { timeoutMs: init.sendTimeoutMs, markOf: sendMark, end });
  }

  /** @param upcoming takes the requests of a new listener from the first one on, though the others still go elsewhere */
  handlers(secure: boolean, upcoming?: Pipeline): ListenerHandlers {
    const pipeline = () => (upcoming && !this.#used.has(upcoming) ? upcoming : this.#pipeline);
    const plain = { secure, pipeline, expectsContinue: false };
    const expecting = { secure, pipeline, expectsContinue: true };
    return {
      onRequest: (request, response, expectsContinue) => {
        const arrival = expectsContinue ? expecting : plain;
        if (response.socket) this.#receive(request, response, arrival);
        else {
          const begin = () => this.#receive(request, response, arrival);
          whenItsTurn(request, response, begin, () => this.#recorder.addLost(request));
        }
      },
      onUpgrade: (request, socket, head) => {
        if (socket.destroyed) this.#recorder.addLost(request);
        else
          this.#receive(request, responseForUpgrade(request, socket), { secure, pipeline, upgrade: { socket, head } });
      },
      onMalformed: (error, socket) => this.#refuseMalformed(error, socket),
    };
  }

  /** The next request meets the new options; the old features end when the last exchange they serve has ended. */
  async replacePipeline(pipeline: Pipeline): Promise<void> {
    this.#retired.add(this.#pipeline);
    this.#pipeline = pipeline;
    this.#used.add(pipeline);
    await this.#closeUnused();
  }

  /** Ends what would never end by itself: WebSockets, and pages that wait for reloads. */
  endConversations(): void {
    for (const { exchange } of this.#active) {
      if (exchange.step === 'live-reload') exchange.response.end();
      else if (exchange.sentStatus === 101) exchange.upgrade?.socket.destroy();
    }
  }

  /** Call it when no connection is left. */
  async close(): Promise<void> {
    this.#stalls.close();
    for (const pipeline of [this.#pipeline, ...this.#retired]) await pipeline.close();
    this.#retired.clear();
  }

  counters(connections: number): Counters {
    return this.#recorder.counters.read({ inProgress: this.#active.size, connections });
  }

  /** What takes its time now, longest first. */
  transfers(): Transfer[] {
    const now = performance.now();
    const lasting = [...this.#active].filter(({ exchange }) => now - exchange.startedAt > TRANSFER_AFTER_MS);
    return lasting.sort((a, b) => a.id - b.id).map(({ id, exchange }) => describeTransfer(id, exchange));
  }

  cancelTransfer(id: number): boolean {
    const exchange = [...this.#active].find((active) => active.id === id)?.exchange;
    exchange?.fail(new Error('cancelled by the operator'));
    return exchange !== undefined;
  }

  #receive(request: IncomingMessage, response: ServerResponse, rest: Arrival): void {
    const pipeline = rest.pipeline();
    if (pipeline.hot && !rest.upgrade && rest.secure === pipeline.secure) {
      const arrival = new HotArrival(this.#ways, request, response, rest);
      if (pipeline.hot.answer(request, response, arrival)) return;
    }
    this.#takeWholeWay(request, response, rest);
  }

  #takeWholeWay(request: IncomingMessage, response: ServerResponse, rest: Arrival): void {
    if (response.destroyed) {
      this.#recorder.addLost(request);
      return;
    }
    const pipeline = rest.pipeline();
    const parsed = parseRequestTarget(request.url ?? '');
    const target = parsed.ok ? parsed : NO_TARGET;
    const problem = parsed.ok ? {} : { targetProblem: parsed.reason };
    const exchange = new Exchange({ request, response, target, client: clientOf(request), ...problem, ...rest });
    failCutOffContent(exchange);
    countContent(exchange, (bytes) => this.#recorder.counters.addReceived(bytes));
    this.#track(exchange, pipeline);
    void this.#run(exchange, pipeline);
  }

  async #run(exchange: Exchange, pipeline: Pipeline): Promise<void> {
    try {
      await pipeline.handle(exchange);
      if (!exchange.headSent && !exchange.signal.aborted) throw new Error('no step answered');
      if (exchange.localRedirects === 0) pipeline.hot?.learn(exchange);
    } catch (error) {
      exchange.fail(error); // last resort: `errorResponse` answers before this
    }
  }

  #track(exchange: Exchange, pipeline: Pipeline): void {
    this.#lastId += 1;
    const id = this.#lastId;
    const slot = this.#active.add({ id, exchange, pipeline });
    watchForSilence(exchange, this.#silenceMs());
    watchForLeaving(exchange);
    exchange.response.once('close', () => {
      this.#active.remove(slot);
      this.#recorder.addExchange(exchange);
      if (this.#retired.size > 0) void this.#closeUnused();
    });
  }

  /** A page waiting for reloads would keep its pipeline for ever: it is let go, and asks the new one. */
  async #closeUnused(): Promise<void> {
    const busy = [...this.#active].filter(({ exchange }) => exchange.step !== 'live-reload');
    const unused = [...this.#retired].filter((retired) => !busy.some(({ pipeline }) => pipeline === retired));
    for (const pipeline of unused) this.#retired.delete(pipeline);
    for (const pipeline of unused) await pipeline.close();
  }

  #refuseMalformed(error: NodeJS.ErrnoException, socket: Duplex): void {
    const startedAt = performance.now();
    answerMalformed(error, socket, (status) => this.#recorder.addMalformed(socket as Socket, status, startedAt));
  }
}

function sendMark({ exchange }: Active): string | undefined {
  const { request, response, contentBytes } = exchange;
  if (!('stream' in request)) return undefined;
  return response.writableLength > 0 ? `${response.writableLength}:${contentBytes}` : undefined;
}

/** A client that stops in the middle of its content is let go; one that is slow is not. */
function watchForSilence(exchange: Exchange, silenceMs: number): void {
  const { request } = exchange;
  if (silenceMs === 0 || !announcesContent(exchange)) return;
  request.setTimeout(silenceMs, () => {
    if (request.complete) return;
    const refusal = new HttpError(408, 'The content of the request stopped coming.', { Connection: 'close' });
    if (exchange.headSent) exchange.fail(refusal);
    else void refuse(exchange, refusal);
  });
  request.once('end', () => request.setTimeout(0));
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
