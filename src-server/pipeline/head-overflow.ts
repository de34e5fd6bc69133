import type { Duplex } from 'node:stream';

/** How long the end of a line is waited for that is too long: a client that has sent so much sends the rest. */
const PATIENCE_MS = 250;
/** Enough of a line's end to know it by. */
const TAIL_LENGTH = 64;

interface Unfinished {
  line: string;
  readonly decide: (status: 414 | 431) => void;
}

const unfinished = new WeakMap<Duplex, Unfinished>();

/**
 * Tells whether it is the target or the fields that are too long (RFC 9110 §15.5.15, RFC 6585 §5). The parser says in which
 * packet it stopped; where that holds neither the beginning of the line nor its end, the next packets tell.
 * @param line in which the parser stopped, from where its packet begins; with the line end if that came
 */
export function tellOverflow(socket: Duplex, line: string, decide: (status: 414 | 431) => void): void {
  const status = statusOfLine(line);
  if (status !== undefined) {
    decide(status);
    return;
  }
  unfinished.set(socket, { line: line.slice(-TAIL_LENGTH), decide });
  setTimeout(() => settle(socket, 414), PATIENCE_MS).unref();
}

/** Takes what came after the parser gave up. */
export function tellMore(socket: Duplex, packet: string): void {
  const waiting = unfinished.get(socket);
  if (!waiting) return;
  const line = /^[^\n]*\n?/.exec(waiting.line + packet)?.[0] ?? '';
  const status = statusOfLine(line);
  if (status === undefined) waiting.line = line.slice(-TAIL_LENGTH);
  else settle(socket, status);
}

function settle(socket: Duplex, status: 414 | 431): void {
  const waiting = unfinished.get(socket);
  unfinished.delete(socket);
  waiting?.decide(status);
}

/** Undefined while it could be the middle of either. */
function statusOfLine(line: string): 414 | 431 | undefined {
  if (/^[A-Z]+ [^ \r\n]+(?: |$)/.test(line)) return 414; // from its beginning
  if (/^[^ \r\n]* HTTP\/\d\.\d\r?\n$/.test(line)) return 414;
  return /^\S*(?: (?:H(?:T(?:T(?:P(?:\/(?:\d(?:\.\d?)?)?)?)?)?)?)?)?\r?$/.test(line) ? undefined : 431;
}
