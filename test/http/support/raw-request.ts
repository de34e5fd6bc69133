import { connect } from 'node:net';

const PATIENCE_MS = 10_000;

/**
 * Sends bytes as they are and resolves with everything that came back when the server closes the connection.
 * Ask for `Connection: close`, or the answer ends only with the server's patience.
 */
export function rawRequest(port: number, bytes: string | Buffer, host = '127.0.0.1'): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const received: Buffer[] = [];
    const socket = connect(port, host, () =>
      socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes),
    );
    socket.setTimeout(PATIENCE_MS, () => socket.destroy(new Error(`no end of answer: ${Buffer.concat(received)}`)));
    socket.on('data', (chunk) => received.push(chunk));
    socket.on('error', (error) => (received.length === 0 ? reject(error) : undefined)); // a reset after the answer is an end
    socket.on('close', () => resolve(Buffer.concat(received)));
  });
}

export interface RawAnswer {
  readonly status: number;
  readonly statusLine: string;
  /** Names in lower case; repeated fields are joined with ", ". */
  readonly fields: Readonly<Record<string, string>>;
  readonly content: Buffer;
}

/** Splits what `rawRequest` got into its first head and everything after it; chunks are left as they came. */
export function parseAnswer(bytes: Buffer): RawAnswer {
  const end = bytes.indexOf('\r\n\r\n');
  const [statusLine = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n');
  const fields: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).toLowerCase();
    const value = line.slice(colon + 1).trim();
    fields[name] = name in fields ? `${fields[name]}, ${value}` : value;
  }
  return { status: Number(statusLine.split(' ')[1]), statusLine, fields, content: bytes.subarray(end + 4) };
}
