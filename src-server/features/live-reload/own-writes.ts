import type { ServerConfig } from '../../config/schema.ts';
import { oneOfTest } from '../../files/path-tests.ts';
import { logFileTest } from '../../log/log-file-test.ts';

/** Files that the server writes itself: a page that was loaded again for its own line in the log would never rest. */
export function ownWriteTest({ log, rest }: Pick<ServerConfig, 'log' | 'rest'>): (path: string) => boolean {
  const written = rest.filter(({ persist }) => persist).map(({ file }) => file);
  const tests = [oneOfTest(written), logFileTest(log)];
  return (path) => tests.some((test) => test(path));
}
