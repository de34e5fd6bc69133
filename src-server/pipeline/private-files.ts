import type { ServerConfig } from '../config/schema.ts';
import { isHandlerModule } from '../features/handlers/handlers.ts';
import { oneOfTest } from '../files/path-tests.ts';
import { secretFiles } from '../listen/tls/secret-files.ts';
import { logFileTest } from '../log/log-file-test.ts';

/** Files that belong to whoever serves, wherever they lie: keys, the log, the handler module. Never sent, never listed. */
export function privateFileTest({ handlers, log, root, tls }: ServerConfig): (path: string) => boolean {
  const tests = [
    oneOfTest(secretFiles(tls)),
    logFileTest(log),
    ...(handlers === false ? [] : [isHandlerModule(handlers, root)]),
  ];
  return (path) => tests.some((test) => test(path));
}
