import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Turn } from '../features/static/proof.ts';
import { parseRequestTarget, type RequestTarget } from '../http/request-target.ts';
import type { ListenerHandlers } from '../listen/http-listener.ts';
import type { Counters, Transfer } from '../state.ts';
import { ActiveExchanges } from './active-exchanges.ts';
import { countContent } from './count-content.ts';
import { Exchange } from './exchange.ts';
import { watchForLeaving } from './leaving.ts';
import { answerMalformed } from './malformed.ts';
import { mendHttp2 } from './mend-http2.ts';
import type { Pipeline } from './order.ts';
import { clientOf, type Recorder } from './recorder.ts';
import { watchForSilence } from './silence.ts';
import { whenItsTurn } from './turn.ts';
import { responseForUpgrade } from './upgrade.ts';
import { isClosed } from './write-head.ts';

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

/** How a request came in. */
interface Arrival {
  readonly secure: boolean;
  readonly pipeline: () => Pipeline;
  readonly expectsContinue?: boolean;
  readonly upgrade?: { readonly socket: Duplex; readonly head: Buffer };
}

interface Arrived {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly arrival: Arrival;
  /** By `performance.now()`. */
  readonly startedAt: number;
}

/** Where requests come in: the hot path or the pipeline, and one record for each in the end. */
export class Front {
  /** Replaced as a whole when options change; exchanges under way keep the one they started with. */
  #pipeline: Pipeline;
  /** Replaced, and still with exchanges under way. */
  readonly #retired = new Set<Pipeline>();
  readonly #recorder: Recorder;
  readonly #silenceMs: () => number;
  readonly #active: ActiveExchanges;
  /** Pipelines that all requests went to, now or before. */
  readonly #used = new WeakSet<Pipeline>();
  #arrived: Arrived[] = [];

  constructor(init: { pipeline: Pipeline; recorder: Recorder; silenceMs: () => number; sendTimeoutMs: number }) {
    this.#pipeline = init.pipeline;
    this.#used.add(init.pipeline);
    this.#recorder = init.recorder;
    this.#silenceMs = init.silenceMs;
    this.#active = new ActiveExchanges(init.sendTimeoutMs);
  }

  /** @param upcoming takes the requests of a new listener from the first one on, though the others still go elsewhere */
  handlers(secure: boolean, upcoming?: Pipeline): ListenerHandlers {
    const pipeline = () => (upcoming && !this.#used.has(upcoming) ? upcoming : this.#pipeline);
    const plain = { secure, pipeline, expectsContinue: false };
    const expecting = { secure, pipeline, expectsContinue: true };
    return {
      onRequest: (request, response, expectsContinue) => {
        const arrival = expectsContinue ? expecting : plain;
        const receive = () => this.#receive({ request, response, arrival, startedAt: performance.now() });
        if (response.socket) receive();
        else whenItsTurn(request, response, receive, () => this.#recorder.addLost(request));
      },
      onUpgrade: (request, socket, head) => {
        const arrival = { secure, pipeline, upgrade: { socket, head } };
        const startedAt = performance.now();
        if (socket.destroyed) this.#recorder.addLost(request);
        else this.#takeWholeWay({ request, response: responseForUpgrade(request, socket), arrival, startedAt });
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

  endConversations(): void {
    this.#active.endConversations();
  }

  /** Call it when no connection is left. */
  async close(): Promise<void> {
    this.#active.close();
    for (const pipeline of [this.#pipeline, ...this.#retired]) await pipeline.close();
    this.#retired.clear();
  }

  counters(connections: number): Counters {
    return this.#recorder.counters.read({ inProgress: this.#active.size, connections });
  }

  transfers(): Transfer[] {
    return this.#active.transfers();
  }

  cancelTransfer(id: number): boolean {
    return this.#active.cancelTransfer(id);
  }

  /**
   * What one poll for events brings is begun after it, in one go. A change of a file that was made before a request was sent
   * has been heard of by then; and the same code for one request after another is quicker than in turns with parsing.
   */
  #receive(arrived: Arrived): void {
    const { request } = arrived;
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      this.#takeWholeWay(arrived); // at once: who counts or slows its content must be there before the content
      return;
    }
    if (request.httpVersionMajor > 1) request.on('error', () => undefined); // it may end before it is begun
    if (this.#arrived.push(arrived) === 1) setImmediate(() => this.#beginAll());
  }

  #beginAll(): void {
    const all = this.#arrived;
    this.#arrived = [];
    const turn = { beganAt: performance.now() };
    for (const arrived of all) if (!this.#answerHot(arrived, turn)) this.#takeWholeWay(arrived);
  }

  #answerHot({ request, response, arrival, startedAt }: Arrived, turn: Turn): boolean {
    const pipeline = arrival.pipeline();
    if (arrival.secure !== pipeline.secure || isClosed(response)) return false;
    const hot = pipeline.hot.answer(request, response, turn);
    if (hot) this.#recorder.addHot(request, response, hot, startedAt);
    return hot !== undefined;
  }

  #takeWholeWay({ request, response, arrival, startedAt }: Arrived): void {
    if (isClosed(response)) {
      this.#recorder.addLost(request);
      return;
    }
    const pipeline = arrival.pipeline();
    const parsed = parseRequestTarget(request.url ?? '');
    const target = parsed.ok ? parsed : NO_TARGET;
    const problem = parsed.ok ? {} : { targetProblem: parsed.reason };
    const exchange = new Exchange({
      request,
      response,
      target,
      client: clientOf(request),
      ...problem,
      ...arrival,
      startedAt,
    });
    mendHttp2(exchange);
    countContent(exchange, (bytes) => this.#recorder.counters.addReceived(bytes));
    this.#track(exchange, pipeline);
    void this.#run(exchange, pipeline);
  }

  async #run(exchange: Exchange, pipeline: Pipeline): Promise<void> {
    try {
      await pipeline.handle(exchange);
      if (!exchange.headSent && !exchange.signal.aborted) throw new Error('no step answered');
      if (exchange.localRedirects === 0) pipeline.hot.learn(exchange);
    } catch (error) {
      exchange.fail(error); // last resort: `errorResponse` answers before this
    }
  }

  #track(exchange: Exchange, pipeline: Pipeline): void {
    const ended = this.#active.add(exchange, pipeline);
    watchForSilence(exchange, this.#silenceMs());
    watchForLeaving(exchange);
    exchange.response.once('close', () => {
      ended();
      this.#recorder.addExchange(exchange);
      if (this.#retired.size > 0) void this.#closeUnused();
    });
  }

  async #closeUnused(): Promise<void> {
    const unused = [...this.#retired].filter((retired) => !this.#active.need(retired));
    for (const pipeline of unused) this.#retired.delete(pipeline);
    for (const pipeline of unused) await pipeline.close();
  }

  #refuseMalformed(error: NodeJS.ErrnoException, socket: Duplex): void {
    const startedAt = performance.now();
    answerMalformed(error, socket, (status) => this.#recorder.addMalformed(socket as Socket, status, startedAt));
  }
}
