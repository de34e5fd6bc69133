const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const PARENT_CHECK_MS = 500;

/**
 * Passes on what asks this process to stop: signals, and the end of its parent under npm. npm ends its shell when it is
 * told to stop, and the shell ends without a word to the program it runs.
 * @returns stops passing
 */
export function passSignals(pass: (signal: NodeJS.Signals) => void): () => void {
  for (const signal of SIGNALS) process.on(signal, pass);
  const stopWatching = process.env.npm_lifecycle_event ? onOrphaned(() => pass('SIGTERM')) : () => {};
  return () => {
    for (const signal of SIGNALS) process.off(signal, pass);
    stopWatching();
  };
}

function onOrphaned(orphaned: () => void): () => void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    orphaned();
  }, PARENT_CHECK_MS).unref();
  return () => clearInterval(timer);
}
