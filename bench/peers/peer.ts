import type { ServerCommand } from '../support/server-process.ts';

/** Another server, or ours, that can serve a folder. */
export interface Peer {
  readonly name: string;
  /** For the report. */
  readonly version: string;
  /** What to start for this folder and port. */
  command(root: string, port: number, workFolder: string): Pick<ServerCommand, 'program' | 'args' | 'env'>;
}

/** A server that is not on this computer: named in the report, never left out in silence. */
export interface MissingPeer {
  readonly name: string;
  readonly reason: string;
}
