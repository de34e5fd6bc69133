import { once } from 'node:events';
import { HttpError } from '../../errors.ts';
import { hopByHopNames } from '../../http/fields.ts';
import type { Exchange } from '../../pipeline/exchange.ts';
import { ResponseFields } from '../../pipeline/response-fields.ts';
import type { FromWorker, ToWorker } from './messages.ts';

/** `passed`: the module says that the request is not its own. */
export type CallResult = 'answered' | 'passed';

type Post = (message: ToWorker) => void;
type Head = Extract<FromWorker, { type: 'head' }>;

const HOP_BY_HOP = hopByHopNames(undefined);

/** One request on its way through the module's thread, seen from the server. */
export class Call {
  readonly id: number;
  readonly exchange: Exchange;
  readonly result: Promise<CallResult>;
  /** The module has seen the request. */
  accepted = false;
  #settle: { resolve: (result: CallResult) => void; reject: (error: unknown) => void } | undefined;
  #content: AsyncIterator<Buffer> | undefined;
  #promised: number | undefined;
  #writing = Promise.resolve();

  constructor(id: number, exchange: Exchange) {
    this.id = id;
    this.exchange = exchange;
    this.result = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
  }

  begin(post: Post): void {
    const { exchange, id } = this;
    const { request, target } = exchange;
    const { rawHeaders } = request;
    const fields: [string, string][] = [];
    for (let i = 0; i < rawHeaders.length; i += 2) {
      const name = rawHeaders[i] ?? '';
      if (!name.startsWith(':')) fields.push([name, rawHeaders[i + 1] ?? '']);
    }
    const origin = `${exchange.secure ? 'https' : 'http'}://${exchange.authority}`;
    const url = `${origin}${target.rawPath}${target.hasQuery ? `?${target.query}` : ''}`;
    post({ type: 'call', id, method: exchange.method, url, fields, hasContent: hasContent(exchange) });
  }

  receive(message: FromWorker, post: Post): void {
    switch (message.type) {
      case 'accepted':
        this.accepted = true;
        break;
      case 'want':
        void this.#sendContent(post);
        break;
      case 'passed':
        this.settle('passed');
        break;
      case 'head':
        this.#inOrder(() => this.#sendHead(message, post));
        break;
      case 'chunk':
        this.#inOrder(() => this.#write(message.bytes, post));
        break;
      case 'end':
        this.#inOrder(() => this.#end());
        break;
    }
  }

  settle(result: CallResult): void {
    this.#settle?.resolve(result);
  }

  fail(error: unknown): void {
    this.#settle?.reject(error);
  }

  /** Pieces wait for each other where the client is slow. */
  #inOrder(act: () => Promise<void> | void): void {
    this.#writing = this.#writing.then(act).catch((error: unknown) => this.fail(error));
  }

  async #sendContent(post: Post): Promise<void> {
    const { id } = this;
    this.#content ??= (this.exchange.openContent() as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
    try {
      const { done, value } = await this.#content.next();
      post(done ? { type: 'content-end', id } : { type: 'content', id, bytes: value });
    } catch {
      post({ type: 'abort', id }); // the client left in the middle of it
    }
  }

  #sendHead({ status, fields, bytes, whole }: Head, post: Post): Promise<void> | void {
    const { exchange } = this;
    exchange.decide('handlers', 'handlers.response', { status });
    const head = new ResponseFields();
    for (const [name, value] of fields) if (!HOP_BY_HOP.has(name)) head.append(name, value);
    const promised = head.get('Content-Length');
    const isHead = exchange.method === 'HEAD';
    if (whole && !(isHead && promised !== undefined)) {
      exchange.respond(status, head, bytes);
      this.settle('answered');
      return;
    }
    this.#promised = promised === undefined || isHead ? undefined : Number(promised);
    exchange.sendHead(status, head);
    if (whole || isHead) return this.#end();
    exchange.response.flushHeaders();
    return this.#write(bytes, post);
  }

  async #write(bytes: Uint8Array, post: Post): Promise<void> {
    const { response, signal, contentBytes } = this.exchange;
    const promised = this.#promised ?? Number.POSITIVE_INFINITY;
    // What is too much would be taken for the next answer on the connection
    if (contentBytes + bytes.byteLength > promised)
      throw new Error(`The module sends more than the ${promised} bytes that it promised.`);
    if (bytes.byteLength > 0 && !response.write(bytes)) await once(response, 'drain', { signal });
    post({ type: 'pull', id: this.id });
  }

  #end(): void {
    const { exchange } = this;
    if (this.#promised !== undefined && this.#promised !== exchange.contentBytes) {
      throw new Error(`The module promised ${this.#promised} bytes and sent ${exchange.contentBytes}.`);
    }
    exchange.response.end();
    this.settle('answered');
  }
}

function hasContent({ request, localRedirects }: Exchange): boolean {
  if (localRedirects > 0) return false;
  if (request.headers['transfer-encoding'] !== undefined) return true;
  if (request.headers['content-length'] !== undefined) return request.headers['content-length'] !== '0';
  return request.httpVersionMajor >= 2 && !request.complete;
}

export function noAnswer(timeoutMs: number): HttpError {
  return new HttpError(504, `The handler gave no answer within ${timeoutMs / 1000} s.`);
}

export function handlerFailed(cause: unknown): HttpError {
  return new HttpError(500, 'The handler failed. The log of the server has the reason.', {}, cause);
}
