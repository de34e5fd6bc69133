import type { PorticoBridge } from '../../../../electron/ipc/contract.ts';
import type { ExchangeRecord } from '../../../../src-server/log/record.ts';
import type { Exchange } from './har.ts';

/** The engine keeps details of the latest exchanges only; asking for older ones would be in vain. */
const KEPT = 500;

/** Rows with their details, as far as there are any. */
export async function withDetails(
  bridge: Pick<PorticoBridge, 'call'>,
  server: string,
  records: readonly ExchangeRecord[],
): Promise<readonly Exchange[]> {
  const from = Math.max(0, records.length - KEPT);
  const details = await Promise.all(records.slice(from).map(({ seq }) => bridge.call('log:detail', server, seq)));
  return records.map((record, index) => ({ record, detail: details[index - from] }));
}
