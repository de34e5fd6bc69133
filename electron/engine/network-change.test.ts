import { afterEach, expect, test, vi } from 'vitest';
import { onNetworkChange } from './network-change.ts';

afterEach(() => vi.useRealTimers());

test('a change of addresses is told once', () => {
  vi.useFakeTimers();
  let addresses = ['192.168.1.2'];
  const changed = vi.fn();
  onNetworkChange(changed, () => addresses);
  vi.advanceTimersByTime(20_000);
  expect(changed).not.toHaveBeenCalled();
  addresses = ['10.0.0.7'];
  vi.advanceTimersByTime(20_000);
  expect(changed).toHaveBeenCalledOnce();
});
