/**
 * Lines Chromium and the bus print in every run without a desktop; they say nothing about the app.
 * Keep the list short and exact: a line that is hidden here is a line nobody will see.
 */
const NOISE: readonly RegExp[] = [
  /ERROR:bus\.cc\(\d+\)\] Failed to connect to the bus/,
  /ERROR:object_proxy\.cc\(\d+\)\] Failed to call method: org\.freedesktop\.(DBus|portal)/,
  /viz_main_impl\.cc\(\d+\)\] Exiting GPU process due to errors during initialization/,
  /ERROR:(gl_factory|gpu_init|viz_main_impl|angle_platform_impl)\.cc/,
  /^dbus-daemon\[\d+\]: .*(Failed to set fd limit|Activating service name=|Successfully activated service|Reloaded configuration)/,
  /^DevTools listening on ws:\/\//,
];

export function isNoise(line: string): boolean {
  return NOISE.some((pattern) => pattern.test(line));
}
