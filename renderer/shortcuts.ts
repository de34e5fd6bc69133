import type { AppInfo } from '../electron/ipc/contract.ts';

/** How a shortcut with the main modifier is written here. */
export function shortcut(platform: AppInfo['platform'], key: string): string {
  return platform === 'darwin' ? `⌘${key}` : `Ctrl ${key}`;
}
