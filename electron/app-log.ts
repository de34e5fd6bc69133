import { join } from 'node:path';
import { app } from 'electron';
import log from 'electron-log/main';

/** The app's own log: what went wrong, for whoever helps. Requests are not in it. */
export function setUpAppLog(): typeof log {
  log.transports.file.resolvePathFn = () => join(app.getPath('userData'), 'portico.log');
  log.transports.console.level = app.isPackaged ? false : 'warn';
  log.errorHandler.startCatching({ showDialog: false });
  return log;
}
