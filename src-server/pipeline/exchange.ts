import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { type Duplex, Readable } from 'node:stream';
import type { Proof } from '../features/static/proof.ts';
import type { RequestTarget, TargetRefusal } from '../http/request-target.ts';
import type { TraceEntry } from '../log/detail.ts';
import { BodyTap } from './body-tap.ts';
import { collectFields, noteChanges } from './head-changes.ts';
import { ResponseFields } from './response-fields.ts';
import { cut, isClosed, wasCut, writeFlatHead } from './write-head.ts';

export type FieldsInit = ResponseFields | Readonly<Record<string, string | readonly string[] | number | undefined>>;
/** Changes the head of a response, whoever made it, just before it is sent. */
export type HeadDecorator = (head: { status: number; readonly fields: ResponseFields }) => void;
type Chunk = string | Uint8Array;
const NO_STEPS: ReadonlyMap<string, string> = new Map();

/**
 * One request and its response (RFC 9110 §3.4). Features answer through `respond`, or by writing to `response` as libraries
 * do: both ways pass the same decorators and are counted.
 */
export class Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** What is answered. A local redirect changes it, and `method`; `request` stays as the client sent it. */
  target: RequestTarget;
  /** The target before it was parsed. */
  rawTarget: string;
  /** Why `target` only stands in for what the client sent. */
  readonly targetProblem: TargetRefusal['reason'] | undefined;
  method: string;
  readonly client: string;
  /** True over TLS. */
  readonly secure: boolean;
  /** Set for a request with `Upgrade`: the step that switches protocols takes the socket from here. */
  readonly upgrade: { readonly socket: Duplex; readonly head: Buffer } | undefined;
  readonly timeMs = Date.now();
  readonly startedAt: number;
  readonly trace: TraceEntry[] = [];

  /** Which step answered; the log shows it. */
  step = 'none';
  /** Absolute path of the file that is sent. */
  file: string | undefined;
  /** The same without links. */
  realFile: string | undefined;
  /** Name of the signed-in user, once credentials were checked. */
  user: { readonly name: string; readonly access: 'read' | 'write' } | undefined;
  /** What the answer rests on, where it may be given again to others. */
  proof: Proof | undefined;
  /** The content, where it was sent as a whole. */
  wholeContent: Uint8Array | undefined;
  /** The error that ended the exchange on our side; makes its outcome `failed`. */
  failure: unknown;
  /** True once the last byte was handed to the system. */
  finished = false;
  contentBytes = 0;
  /** Content of the request that has come in, whether a step read it or not. */
  receivedBytes = 0;
  /** How often a step has sent the request on to another target of this server. */
  localRedirects = 0;
  headAt: number | undefined;
  sentFields: readonly string[] = [];
  sentStatus = 0;
  requestTap: BodyTap | undefined;
  responseTap: BodyTap | undefined;

  readonly #decorators: { readonly decorate: HeadDecorator; readonly step: string | undefined }[] = [];
  #fieldSteps: Map<string, string> | undefined;
  #abort: AbortController | undefined;
  #expectsContinue: boolean;
  #isEnding = false;

  constructor(init: {
    request: IncomingMessage;
    response: ServerResponse;
    target: RequestTarget;
    targetProblem?: TargetRefusal['reason'];
    client: string;
    secure: boolean;
    /** When the request arrived, by `performance.now()`; now, if left out. */
    startedAt?: number;
    upgrade?: { socket: Duplex; head: Buffer } | undefined;
    expectsContinue?: boolean;
  }) {
    this.request = init.request;
    this.response = init.response;
    this.target = init.target;
    this.rawTarget = init.request.url ?? '';
    this.targetProblem = init.targetProblem;
    this.method = init.request.method ?? 'GET';
    this.client = init.client;
    this.secure = init.secure;
    this.startedAt = init.startedAt ?? performance.now();
    this.upgrade = init.upgrade;
    this.#expectsContinue = init.expectsContinue ?? false;
    // HTTP/2 reports the end of a client here, and nobody may be reading; whoever reads is told as well
    init.request.on('error', () => undefined);
    this.#watchResponse();
  }

  /** Value of a request field; repeated ones joined as Node does. */
  field(name: string): string | undefined {
    const value = this.request.headers[name.toLowerCase()];
    return Array.isArray(value) ? value.join(', ') : value;
  }

  /** The authority that the client addressed, e.g. "localhost:8000": safe to build links with after the gatekeeper. */
  get authority(): string {
    return (
      this.target.authority ?? this.field(':authority') ?? this.field('host') ?? localAuthority(this.request.socket)
    );
  }

  /** Adds a line to "why this answer". */
  explain(entry: TraceEntry): void {
    this.trace.push(entry);
  }

  /** Names the step that answers, with its line in "why this answer". */
  decide(step: string, code: string, params?: TraceEntry['params']): void {
    this.step = step;
    this.explain({ step, verdict: 'decided', code, ...(params ? { params } : {}) });
  }

  /** Decorators run as the steps unwind, the last one added first, for errors too: an outer step has the last word. */
  onHead(decorate: HeadDecorator, step?: string): void {
    this.#decorators.push({ decorate, step });
  }

  /** Forgets what steps said about the head, so that the request can pass the pipeline again. */
  dropDecorators(): void {
    this.#decorators.length = 0;
    this.#fieldSteps = undefined;
  }

  /** Which step set a response field (name in lower case), where it was not the one that answered. */
  get fieldSteps(): ReadonlyMap<string, string> {
    return this.#fieldSteps ?? NO_STEPS;
  }

  get headSent(): boolean {
    return this.response.headersSent;
  }

  /** Aborts when the client leaves before the response is complete. */
  get signal(): AbortSignal {
    if (!this.#abort) {
      const controller = new AbortController();
      this.#abort = controller;
      const closed = () => !this.finished && controller.abort();
      if (isClosed(this.response)) closed();
      else this.response.once('close', closed);
    }
    return this.#abort.signal;
  }

  /** The request as a stream of its content. Sends `100 Continue` first where the client waits for it. */
  openContent(): IncomingMessage {
    if (this.localRedirects > 0) return Readable.from([]) as IncomingMessage;
    if (this.#expectsContinue) {
      this.#expectsContinue = false;
      this.response.writeContinue();
    }
    if (!this.requestTap) {
      const tap = new BodyTap(this.field('content-type'), this.field('content-encoding'));
      this.requestTap = tap;
      this.request.on('data', (chunk: Buffer) => tap.add(chunk));
      this.request.pause();
    }
    return this.request;
  }

  /** True while the client still waits for `100 Continue`: no content was asked for. */
  get awaitsContinue(): boolean {
    return this.#expectsContinue;
  }

  /**
   * Answers with whole content. `Content-Length` is set here; HEAD sends the same fields without the content
   * (RFC 9110 §9.3.2); 204 and 304 have none.
   */
  respond(status: number, fields: FieldsInit, content: Chunk = ''): void {
    const head = fields instanceof ResponseFields ? fields : new ResponseFields(fields);
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    this.wholeContent = bytes;
    if (status !== 204 && status !== 304) head.set('Content-Length', String(bytes.byteLength));
    this.sendHead(status, head);
    this.response.end(this.method === 'HEAD' || status === 204 || status === 304 ? undefined : bytes);
  }

  /** Sends the head; content follows through `response.write`/`end`. */
  sendHead(status: number, fields: FieldsInit): void {
    const head = fields instanceof ResponseFields ? fields : new ResponseFields(fields);
    if (status === 204) head.delete('Content-Length'); // RFC 9110 §8.6, whatever a program says
    this.response.writeHead(status, head.flat);
  }

  /** Cuts the connection: what was sent so far must not look complete. */
  fail(error: unknown): void {
    this.failure ??= error;
    cut(this.response);
  }

  #watchResponse(): void {
    const { response } = this;
    const { write, end } = response;
    response.once('finish', () => {
      this.finished = !wasCut(response);
    });
    response.writeHead = (status: number, ...rest: unknown[]) => {
      const head = { status, fields: collectFields(response, rest) };
      for (const { decorate, step } of this.#decorators.toReversed()) {
        const before = step ? [...head.fields.flat] : [];
        decorate(head);
        if (!step) continue;
        this.#fieldSteps ??= new Map();
        noteChanges(this.#fieldSteps, step, before, head.fields.flat);
      }
      this.headAt = performance.now();
      this.sentStatus = head.status;
      this.sentFields = head.fields.flat;
      const mediaType = head.fields.get('Content-Type');
      this.responseTap = new BodyTap(mediaType, head.fields.get('Content-Encoding'));
      return writeFlatHead(response, head.status, head.fields.flat);
    };
    response.write = ((chunk: Chunk, ...rest: [BufferEncoding]) => {
      if (!this.#isEnding) this.#count(chunk, rest[0]);
      return write.call(response, chunk, ...rest);
    }) as typeof response.write;
    response.end = ((chunk?: Chunk | (() => void), ...rest: [BufferEncoding]) => {
      if (!response.headersSent) response.writeHead(response.statusCode); // so that decorators see it
      if (typeof chunk !== 'function') this.#count(chunk, rest[0]);
      this.#isEnding = true; // HTTP/2's `end` calls `write`
      return end.call(response, chunk, ...rest);
    }) as typeof response.end;
  }

  #count(chunk: Chunk | null | undefined, encoding: unknown): void {
    if (chunk === undefined || chunk === null || this.method === 'HEAD') return;
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk, encoding as BufferEncoding | undefined) : chunk;
    if (!this.response.headersSent) this.response.writeHead(this.response.statusCode);
    this.contentBytes += bytes.byteLength;
    this.responseTap?.add(bytes);
  }
}

/** Where a client of HTTP/1.0 that named nobody has come to. */
function localAuthority({ localAddress = 'localhost', localPort }: Socket): string {
  const address = localAddress.replace(/^::ffff:/, '');
  return `${address.includes(':') ? `[${address}]` : address}:${localPort}`;
}
