/** One response as it stood on the wire. */
export interface WireAnswer {
  readonly version: string;
  readonly status: number;
  /** Names in lower case, in the order sent; repeated ones stay apart. */
  readonly lines: readonly (readonly [name: string, value: string])[];
  /** Names in lower case; repeated fields are joined with ", ". */
  readonly fields: Readonly<Record<string, string>>;
  readonly content: Buffer;
  /** How the end of the content was told (RFC 9112 §6.3). */
  readonly framing: 'none' | 'length' | 'chunked' | 'close';
}

/** A whole response with its length on the wire, or how many bytes are needed at least before looking again pays. */
export type Reading = { readonly answer: WireAnswer; readonly length: number } | { readonly need: number };

type Head = Omit<WireAnswer, 'content' | 'framing'>;

const STATUS_LINE = /^HTTP\/(\d\.\d) (\d{3}) [^\r\n]*$/;
const FIELD_LINE = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+): ?([^\r\n\0]*)$/;

/**
 * Reads the first response in `bytes` as RFC 9112 §6.3 says.
 * @param method of the request that it answers · @param ended the server has closed its side
 * @throws Error where it breaks the grammar of RFC 9112
 */
export function readAnswer(bytes: Buffer, method: string, ended: boolean): Reading {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return { need: bytes.length + 1 };
  const head = parseHead(bytes.subarray(0, end).toString('latin1'));
  const start = end + 4;
  const { status, fields } = head;
  if (method === 'HEAD' || status < 200 || status === 204 || status === 304) {
    return { answer: { ...head, content: Buffer.alloc(0), framing: 'none' }, length: start };
  }
  if (fields['transfer-encoding'] !== undefined) return readChunked(head, bytes, start);
  if (fields['content-length'] !== undefined) return readLength(head, bytes, start);
  if (!ended) return { need: bytes.length + 1 };
  return { answer: { ...head, content: bytes.subarray(start), framing: 'close' }, length: bytes.length };
}

function parseHead(text: string): Head {
  const [statusLine = '', ...rest] = text.split('\r\n');
  const [, version = '', status = ''] = STATUS_LINE.exec(statusLine) ?? [];
  if (status === '') throw new Error(`no status line: ${JSON.stringify(statusLine.slice(0, 200))}`);
  const lines = rest.map((line) => {
    const [, name, value] = FIELD_LINE.exec(line) ?? [];
    if (name === undefined || value === undefined) throw new Error(`no field line: ${JSON.stringify(line)}`);
    return [name.toLowerCase(), value.trim()] as const;
  });
  const fields: Record<string, string> = {};
  for (const [name, value] of lines) fields[name] = name in fields ? `${fields[name]}, ${value}` : value;
  return { version, status: Number(status), lines, fields };
}

function readLength(head: Head, bytes: Buffer, start: number): Reading {
  const field = head.fields['content-length'] ?? '';
  if (!/^\d+$/.test(field)) throw new Error(`Content-Length: ${field}`);
  const length = start + Number(field);
  if (bytes.length < length) return { need: length };
  return { answer: { ...head, content: bytes.subarray(start, length), framing: 'length' }, length };
}

function readChunked(head: Head, bytes: Buffer, start: number): Reading {
  if (head.fields['content-length'] !== undefined) throw new Error('Content-Length beside Transfer-Encoding');
  const chunks: Buffer[] = [];
  for (let at = start; ; ) {
    const lineEnd = bytes.indexOf('\r\n', at);
    if (lineEnd < 0) return { need: bytes.length + 1 };
    const size = bytes.subarray(at, lineEnd).toString('latin1');
    if (!/^[0-9a-fA-F]{1,8}$/.test(size)) throw new Error(`no chunk size: ${JSON.stringify(size.slice(0, 40))}`);
    const chunkStart = lineEnd + 2;
    const chunkEnd = chunkStart + Number.parseInt(size, 16);
    if (bytes.length < chunkEnd + 2) return { need: chunkEnd + 2 };
    if (bytes.toString('latin1', chunkEnd, chunkEnd + 2) !== '\r\n') throw new Error('no line end after a chunk');
    at = chunkEnd + 2;
    if (chunkEnd === chunkStart) {
      return { answer: { ...head, content: Buffer.concat(chunks), framing: 'chunked' }, length: at };
    }
    chunks.push(bytes.subarray(chunkStart, chunkEnd));
  }
}
