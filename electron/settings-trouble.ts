import { dialog } from 'electron';
import type { Settings } from './settings.ts';
import type { Words } from './words.ts';

/** Says what became of settings that could not be read, and that they cannot be saved. */
export function saySettingsTrouble(settings: Settings, words: () => Words, log: (error: Error) => void): void {
  const { setAside, path } = settings;
  if (setAside) {
    const { message, detail } = words().settingsAside;
    void dialog.showMessageBox({ type: 'warning', message, detail: detail(setAside) });
  }
  settings.on('unwritable', (error) => {
    log(error);
    const { message, detail } = words().settingsUnwritable;
    void dialog.showMessageBox({ type: 'warning', message, detail: detail(path) });
  });
}
