import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HotAnswer } from '../features/static/hot-answer.ts';
import type { HotExchange } from '../features/static/hot-path.ts';
import type { HotRequest } from '../features/static/hot-request.ts';
import type { Arrival } from './front.ts';
import type { Recorder } from './recorder.ts';

/** Where a request goes on from the hot path. */
export interface Ways {
  readonly record: Recorder['addHot'];
  readonly takeWholeWay: (request: IncomingMessage, response: ServerResponse, arrival: Arrival) => void;
}

/** A request on the hot path. One object and no closures: it is made for every one of them. */
export class HotArrival implements HotExchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly #ways: Ways;
  readonly #arrival: Arrival;
  readonly #startedAt = performance.now();

  constructor(ways: Ways, request: IncomingMessage, response: ServerResponse, arrival: Arrival) {
    this.#ways = ways;
    this.request = request;
    this.response = response;
    this.#arrival = arrival;
  }

  done(answer: HotAnswer, asked: HotRequest): void {
    this.#ways.record(this.request, this.response, answer, asked, this.#startedAt);
  }

  otherwise(): void {
    this.#ways.takeWholeWay(this.request, this.response, this.#arrival);
  }
}
