import type { FileServer } from '../server.ts';

/** Downloads get some seconds to end. A connection that a browser only keeps ready gets none. */
export function graceMs(server: FileServer): number {
  return server.counters().inProgress > 0 ? 5_000 : 100;
}
