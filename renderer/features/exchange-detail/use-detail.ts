import { useEffect, useState } from 'react';
import type { ShownDetail } from '../../../electron/ipc/contract.ts';
import type { ExchangeRecord } from '../../../src-server/log/record.ts';
import { useApp } from '../../app-context.tsx';

/** Details of a row from the engine's memory: undefined while asked for, `gone` when it has forgotten them. */
export function useDetail(server: string, record: ExchangeRecord): ShownDetail | 'gone' | undefined {
  const { bridge } = useApp();
  const [found, setFound] = useState<{ readonly of: ExchangeRecord; readonly detail: ShownDetail | 'gone' }>();
  useEffect(() => {
    let wanted = true;
    void bridge.call('log:detail', server, record.seq).then((detail) => {
      if (wanted) setFound({ of: record, detail: isOf(record, detail) ? detail : 'gone' });
    });
    return () => {
      wanted = false;
    };
  }, [bridge, server, record]);
  return found?.of === record ? found.detail : undefined;
}

/** A restarted engine counts from 1 again: the same number may be another request. */
function isOf({ seq, timeMs }: ExchangeRecord, detail: ShownDetail | undefined): detail is ShownDetail {
  return detail?.record.seq === seq && detail.record.timeMs === timeMs;
}
