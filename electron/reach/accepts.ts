import { connect } from 'node:net';

const PATIENCE_MS = 2_000;

/** Whether a connection to a host and port comes about, from this computer. Nothing is sent: the log shows nothing of it. */
export function accepts(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: PATIENCE_MS });
    const end = (answer: boolean) => () => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', end(true)).once('timeout', end(false)).once('error', end(false));
  });
}
