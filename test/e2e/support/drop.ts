import type { Page } from '@playwright/test';

/** Drags real files from outside over the window. Resolves to what lets them go. */
export async function dragOver(window: Page, files: readonly string[]): Promise<() => Promise<void>> {
  const session = await window.context().newCDPSession(window);
  const data = { items: [], files: [...files], dragOperationsMask: 1 };
  const dispatch = async (type: 'dragEnter' | 'dragOver' | 'drop') => {
    await session.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data });
  };
  await dispatch('dragEnter');
  await dispatch('dragOver');
  return () => dispatch('drop');
}
