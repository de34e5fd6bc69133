import http, { type IncomingMessage } from 'node:http';
import http2, { type ClientHttp2Session, type IncomingHttpHeaders } from 'node:http2';
import https from 'node:https';
import { Readable } from 'node:stream';
import { checkServerIdentity, type PeerCertificate } from 'node:tls';

export type Protocol = 'http/1.1' | 'https, http/1.1' | 'https, h2';

/** Like `fetch`, but of one protocol: the target is sent as it is, `Host` too, nothing is followed or decoded. */
export interface Client {
  fetch(target: string, init?: RequestInit): Promise<Response>;
  close(): void;
}

interface Prepared {
  readonly target: string;
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly content: Buffer;
  readonly signal: AbortSignal | undefined;
}
type Send = (prepared: Prepared) => Promise<Response>;

/** @param ca certificate of the authority that the server's is checked with */
export function openClient(origin: string, protocol: Protocol, ca?: string): Client {
  const { send, close } = protocol === 'https, h2' ? overHttp2(origin, ca) : overHttp1(origin, ca);
  return { fetch: async (target, init = {}) => send(await prepare(origin, target, init)), close };
}

/** Lets the platform turn forms and the like into content with its type. */
async function prepare(origin: string, target: string, init: RequestInit): Promise<Prepared> {
  const request = new Request(origin, init);
  const content = Buffer.from(await request.arrayBuffer());
  const headers = Object.fromEntries(request.headers);
  if (content.length > 0 || init.body !== undefined) headers['content-length'] ??= String(content.length);
  return { target, method: init.method ?? 'GET', headers, content, signal: init.signal ?? undefined };
}

function overHttp1(origin: string, ca: string | undefined): { send: Send; close: () => void } {
  const { protocol, hostname, port } = new URL(origin);
  const isSecure = protocol === 'https:';
  const agent = isSecure ? new https.Agent({ keepAlive: true }) : new http.Agent({ keepAlive: true });
  const common: https.RequestOptions = {
    hostname,
    port,
    agent,
    ...(ca ? { ca, checkServerIdentity: whateverHostSays } : {}),
  };
  const send: Send = ({ target, method, headers, content, signal }) =>
    new Promise((resolve, reject) => {
      const options = { ...common, path: target, method, headers, ...(signal ? { signal } : {}) };
      const outgoing = (isSecure ? https : http).request(options, (incoming) => resolve(answerOf(incoming, method)));
      outgoing.on('error', reject);
      outgoing.end(content);
    });
  return { send, close: () => agent.destroy() };
}

/** The certificate is checked for the address that was dialled; `Host` may name anything. */
function whateverHostSays(_: string, certificate: PeerCertificate): Error | undefined {
  return checkServerIdentity('127.0.0.1', certificate);
}

function answerOf(incoming: IncomingMessage, method: string): Response {
  const { statusCode: status = 0, rawHeaders } = incoming;
  incoming.on('error', () => undefined); // whoever reads the content is told as well
  const fields = rawHeaders.flatMap((name, i) =>
    i % 2 === 0 ? [[name, rawHeaders[i + 1] ?? ''] as [string, string]] : [],
  );
  return response(status, fields, method, incoming);
}

function overHttp2(origin: string, ca: string | undefined): { send: Send; close: () => void } {
  let session: ClientHttp2Session | undefined;
  const open = () => {
    if (session && !session.destroyed && !session.closed) return session;
    session = http2.connect(origin, ca ? { ca } : {});
    return session.on('error', () => undefined);
  };
  const send: Send = ({ target, method, headers, content, signal }) =>
    new Promise((resolve, reject) => {
      const { host, ...others } = headers;
      const authority = host ?? new URL(origin).host;
      const pseudo = { ':method': method, ':path': target, ':authority': authority };
      const stream = open().request({ ...pseudo, ...others }, { endStream: content.length === 0 });
      signal?.addEventListener('abort', () => stream.close(http2.constants.NGHTTP2_CANCEL));
      stream.on('error', reject);
      stream.once('close', () => reject(new Error(`the stream ended: ${stream.rstCode}`)));
      stream.once('response', (head) => resolve(response(head[':status'] ?? 0, fieldsOf(head), method, stream)));
      if (content.length > 0) stream.end(content);
    });
  return { send, close: () => session?.destroy() };
}

function fieldsOf(head: IncomingHttpHeaders): [string, string][] {
  return Object.entries(head).flatMap(([name, value = '']) =>
    name.startsWith(':') ? [] : [value].flat().map((each) => [name, each] as [string, string]),
  );
}

function response(status: number, fields: [string, string][], method: string, content: Readable): Response {
  const isEmpty = method === 'HEAD' || status === 204 || status === 304;
  if (isEmpty) content.resume();
  return new Response(isEmpty ? null : (Readable.toWeb(content) as ReadableStream<Uint8Array>), {
    status,
    headers: fields,
  });
}
