import { expect, test } from 'vitest';
import { isNoise } from './noise.ts';

test.each([
  '[30422:1122/192002.056422:ERROR:bus.cc(407)] Failed to connect to the bus: Could not parse server address',
  '[30451:1122/192002.173867:ERROR:viz_main_impl.cc(181)] Exiting GPU process due to errors during initialization',
  "dbus-daemon[19464]: [session uid=0 pid=19464] Activating service name='org.a11y.Bus' requested by ':1.3'",
])('is known noise: %s', (line) => {
  expect(isNoise(line)).toBe(true);
});

test.each([
  '[30422:1122/192002.056422:FATAL:electron_main_delegate.cc(288)] Running as root without --no-sandbox',
  'Error: connect ECONNREFUSED 127.0.0.1:8000',
  ' FAIL  test/e2e/start.test.ts > Failed to connect',
  '',
])('is worth reading: %s', (line) => {
  expect(isNoise(line)).toBe(false);
});
