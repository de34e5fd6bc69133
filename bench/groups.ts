import { RATE_ROWS } from './rows/rate-table.ts';
import { measureRate } from './rows/rates.ts';
import type { Arena } from './support/arena.ts';
import type { BenchRun } from './support/bench-run.ts';

type Group = (run: BenchRun, arena: () => Arena) => Promise<void>;

/** All groups of rows, in the order of the table. */
export const GROUPS: ReadonlyMap<string, Group> = new Map(
  [...new Set(RATE_ROWS.map(({ group }) => group))].map((group): [string, Group] => [group, rates(group)]),
);

function rates(group: string): Group {
  return async (run, arena) => {
    for (const row of RATE_ROWS.filter((each) => each.group === group)) await measureRate(run, arena(), row);
  };
}
