import { once } from 'node:events';
import type { ClientHttp2Session, IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http2';

/** One request over HTTP/2, for tests; its answer whole. */
export async function askHttp2(client: ClientHttp2Session, headers: OutgoingHttpHeaders, content?: string) {
  const stream = client.request(headers, { endStream: content === undefined });
  if (content !== undefined) stream.end(content);
  const [head] = (await once(stream, 'response')) as [IncomingHttpHeaders];
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  return { status: head[':status'], head, bytes: bytes.byteLength, text: bytes.toString() };
}
