import { app } from 'electron';
import { readStartRequest, type StartRequest } from './open-paths.ts';

/** False when another instance runs already: it was given this start's request and shows its window. */
export function claimSingleInstance(request: StartRequest, onOther: (request: StartRequest) => void): boolean {
  if (!app.requestSingleInstanceLock(request)) return false;
  app.on('second-instance', (_event, _argv, _cwd, data) => onOther(readStartRequest(data) ?? { argv: [], cwd: '/' }));
  return true;
}
