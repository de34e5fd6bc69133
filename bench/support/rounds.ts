import { type Load, type LoadResult, makeLoad } from '../load/load.ts';
import { median } from './numbers.ts';
import type { ServerProcess } from './server-process.ts';

/** One turn of a contestant. */
export interface Turn extends LoadResult {
  readonly cpuMicrosPerRequest: number;
}

/**
 * Every contestant has its turn in every round, in changing order: what disturbs the machine for a while disturbs all, and
 * the ratio within a round is worth more than a rate.
 */
export async function interleaved<T>(
  rounds: number,
  names: readonly string[],
  turn: (name: string) => Promise<T>,
): Promise<Map<string, T[]>> {
  const all = new Map<string, T[]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) all.get(name)?.push(await turn(name));
  }
  return all;
}

/** A turn under load, with the processor time it cost the server. */
export async function loadTurn(server: ServerProcess, load: Load): Promise<Turn> {
  const before = server.cpuMs;
  const result = await makeLoad(load);
  return { ...result, cpuMicrosPerRequest: ((server.cpuMs - before) * 1_000) / Math.max(1, result.requests) };
}

/** Median over rounds of what one contestant does compared with another one in the same round. */
export function ratioOf<T>(ours: readonly T[], theirs: readonly T[], value: (turn: T) => number): number {
  return median(
    ours.flatMap((turn, round) => {
      const other = theirs[round];
      return other === undefined ? [] : [value(turn) / value(other)];
    }),
  );
}
