import { contextBridge, type IpcRendererEvent, ipcRenderer, webUtils } from 'electron';
import { CALLS, type PorticoBridge, PUSHES } from './ipc/contract.ts';
import { LOG_TAKEN } from './ipc/log-taken.ts';

contextBridge.exposeInMainWorld('portico', {
  call: (name, ...args) =>
    Object.hasOwn(CALLS, name)
      ? ipcRenderer.invoke(name, ...args)
      : Promise.reject(new Error(`unknown call ${String(name)}`)),
  on: (name, listener) => {
    if (!Object.hasOwn(PUSHES, name)) throw new Error(`unknown push ${String(name)}`);
    // Electron types the payload as any[]; the contract types both ends, so this is the one place that trusts it.
    const forward = (_event: IpcRendererEvent, ...[payload]: [Parameters<typeof listener>[0]]) => listener(payload);
    ipcRenderer.on(name, forward);
    return () => void ipcRenderer.off(name, forward);
  },
  pathsOf: (files) => Array.from(files, (file) => webUtils.getPathForFile(file)),
} satisfies PorticoBridge);

// Says when the page is done with a batch: after its own listeners. A page that is busy says nothing, so main sends no more.
ipcRenderer.on('log:batch' satisfies keyof typeof PUSHES, () => setTimeout(() => ipcRenderer.send(LOG_TAKEN)));
