import { networkInterfaces } from 'node:os';

const LOOK_EVERY_MS = 5_000;

/** The system does not say when it joins or leaves a network, so this looks. Does not keep the thread alive. */
export function onNetworkChange(changed: () => void, read: () => unknown = networkInterfaces): void {
  let known = JSON.stringify(read());
  const look = () => {
    const now = JSON.stringify(read());
    if (now === known) return;
    known = now;
    changed();
  };
  setInterval(look, LOOK_EVERY_MS).unref();
}
