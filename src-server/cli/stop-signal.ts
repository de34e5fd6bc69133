/** Resolves with the first signal that asks the program to end. A second one does not wait for anything. */
export function stopSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let asked = false;
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        if (asked) process.exit(0);
        asked = true;
        resolve(signal);
      });
    }
  });
}
