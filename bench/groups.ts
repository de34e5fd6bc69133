import { measureApp } from './rows/app.ts';
import { measureDownload } from './rows/download.ts';
import { measureIdleConnections } from './rows/idle-connections.ts';
import { measureIsolation } from './rows/isolation.ts';
import { measureListing } from './rows/listing.ts';
import { measureProxy } from './rows/proxy.ts';
import { RATE_ROWS } from './rows/rate-table.ts';
import { measureRate } from './rows/rates.ts';
import { measureStart } from './rows/start.ts';
import { measureWorkers } from './rows/workers.ts';
import type { Arena } from './support/arena.ts';
import type { BenchRun } from './support/bench-run.ts';

/** @param arena made when it is first asked for: some groups do without */
type Group = (run: BenchRun, arena: () => Arena) => Promise<void>;

const rateGroups = [...new Set(RATE_ROWS.map(({ group }) => group))];

/** All groups of rows, in the order of the table. */
export const GROUPS: ReadonlyMap<string, Group> = new Map<string, Group>([
  ...rateGroups.map((group): [string, Group] => [group, rates(group)]),
  ['download', (run, arena) => measureDownload(run, arena())],
  ['listing', measureListing],
  ['start', measureStart],
  ['idle', (run, arena) => measureIdleConnections(run, arena())],
  ['proxy', measureProxy],
  ['isolation', measureIsolation],
  ['workers', (run, arena) => measureWorkers(run, arena())],
  ['app', measureApp],
]);

function rates(group: string): Group {
  return async (run, arena) => {
    for (const row of RATE_ROWS.filter((each) => each.group === group)) await measureRate(run, arena(), row);
  };
}
