import { findProgram } from '../../build/run.ts';
import { ownLoad } from './own-load.ts';
import { wrkLoad } from './wrk.ts';

export interface Load {
  readonly url: string;
  /** Asked for in turn; the path in `url` if left out. */
  readonly requests?: readonly LoadRequest[];
  readonly connections: number;
  readonly seconds: number;
  /** For the script that tells wrk what to ask for. */
  readonly workFolder: string;
}

export interface LoadRequest {
  readonly path: string;
  readonly fields?: Readonly<Record<string, string>>;
}

export interface LoadResult {
  readonly requests: number;
  readonly perSecond: number;
  readonly bytesPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Connections that broke, or answers that did not come. */
  readonly errors: number;
}

const wrk = findProgram('wrk');

export const loadGenerator = wrk === undefined ? 'a generator of our own, as wrk is not installed' : 'wrk';

/** Asks for the same things again and again over connections that stay open. */
export function makeLoad(load: Load): Promise<LoadResult> {
  return wrk === undefined ? ownLoad(load) : wrkLoad(wrk, load);
}
