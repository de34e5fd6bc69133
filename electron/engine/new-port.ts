const FIRST_PORT = 8_000;

/** The first port from 8000 up that none of our own servers has. Whether another program holds it, listening will tell. */
export function newPort(taken: Iterable<number>): number {
  const own = new Set(taken);
  let port = FIRST_PORT;
  while (own.has(port)) port++;
  return port;
}
