/**
 * To be put in front of the source text of a thread whose work takes long. On Linux a thread can have a priority of its own:
 * where processors are few, answers that somebody waits for then go before it. Elsewhere it does nothing.
 */
export const AT_LOW_PRIORITY = `
if (process.platform === 'linux') {
  try {
    const thread = require('node:fs').readlinkSync('/proc/thread-self').split('/').pop();
    require('node:os').setPriority(Number(thread), 10);
  } catch {
    // without /proc it stays as it is
  }
}
`;
