import type { PorticoBridge } from '../../../electron/ipc/contract.ts';
import { showServer, type ViewStore } from '../../view.ts';

/** Asks for folders; the first of them is shown. */
export async function addFolder(bridge: PorticoBridge, view: ViewStore): Promise<void> {
  const [first] = await bridge.call('server:pick');
  if (first !== undefined) showServer(view, first);
}
