/** Many causes, one effect: runs once, after everything that happens now. */
export function soon(act: () => void): () => void {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    setImmediate(() => {
      waiting = false;
      act();
    });
  };
}
