import type { PorticoBridge, ShownDetail } from '../../../electron/ipc/contract.ts';
import type { ExchangeRecord } from '../../../src-server/log/record.ts';
import { asCurl } from './request-text.ts';

/** What the log's keys C and R do; the detail is fetched when it is needed. */

export async function copyAsCurl(
  bridge: PorticoBridge,
  server: string,
  record: ExchangeRecord,
  url: string,
): Promise<void> {
  const detail = (await bridge.call('log:detail', server, record.seq)) ?? bare(record);
  await bridge.call('clipboard:write', asCurl(detail, url));
}

export async function sendAgain(bridge: PorticoBridge, server: string, record: ExchangeRecord): Promise<void> {
  const detail = (await bridge.call('log:detail', server, record.seq)) ?? bare(record);
  const { requestFields, requestBody } = detail;
  await bridge.call('request:send', server, {
    method: record.method,
    target: record.target,
    fields: requestFields.filter(([name]) => !name.startsWith(':')),
    ...(requestBody ? { body: requestBody.bytes } : {}),
  });
}

/** All that is left when the engine has forgotten the rest. */
export function bare(record: ExchangeRecord): ShownDetail {
  return { record, requestFields: [], responseFields: [], trace: [], timing: { headMs: 0, endMs: record.durationMs } };
}
