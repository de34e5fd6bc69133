import { type IpcMainEvent, type IpcMainInvokeEvent, ipcMain, type WebFrameMain } from 'electron';
import { isOwnPage } from '../ui-protocol.ts';
import { parseArguments } from './arguments.ts';
import type { Calls } from './contract.ts';
import { LOG_TAKEN } from './log-taken.ts';

export type Handlers = {
  [K in keyof Calls]: (...args: Parameters<Calls[K]>) => ReturnType<Calls[K]> | Promise<ReturnType<Calls[K]>>;
};

/** Installs every handler. Compile error if one is missing. Only the main frame of our own page may call. */
export function registerHandlers(handlers: Handlers, onLogTaken: () => void): void {
  for (const name of Object.keys(handlers) as (keyof Calls)[]) {
    const handler = handlers[name] as (...args: unknown[]) => unknown;
    ipcMain.handle(name, (event: IpcMainInvokeEvent, ...args: unknown[]) => {
      refuseStrangers(event.senderFrame);
      return handler(...parseArguments(name, args));
    });
  }
  ipcMain.on(LOG_TAKEN, (event: IpcMainEvent) => {
    refuseStrangers(event.senderFrame);
    onLogTaken();
  });
}

function refuseStrangers(frame: WebFrameMain | null): void {
  if (!frame || frame.parent !== null || !isOwnPage(frame.url)) throw new Error('forbidden sender');
}
