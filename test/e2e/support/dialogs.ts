import type { ElectronApplication } from '@playwright/test';

export interface SaidDialog {
  readonly message: string;
  readonly detail?: string;
  readonly buttons?: readonly string[];
}

interface Recorder {
  saidDialogs?: SaidDialog[];
}

/** Answers every message box with the button at `answer`; what they said is kept for `saidDialogs`. */
export async function answerDialogs(app: ElectronApplication, answer = 0): Promise<void> {
  await app.evaluate(({ dialog }, response) => {
    const said: SaidDialog[] = [];
    (globalThis as Recorder).saidDialogs = said;
    dialog.showMessageBox = (async (...args: unknown[]) => {
      said.push(args.at(-1) as SaidDialog);
      return { response, checkboxChecked: false };
    }) as typeof dialog.showMessageBox;
  }, answer);
}

export function saidDialogs(app: ElectronApplication): Promise<readonly SaidDialog[]> {
  return app.evaluate(() => (globalThis as Recorder).saidDialogs ?? []);
}

/** Folders that the next open dialogs will be answered with. */
export async function chooseFolders(app: ElectronApplication, filePaths: readonly string[]): Promise<void> {
  await app.evaluate(
    ({ dialog }, chosen) => {
      dialog.showOpenDialog = (async () => ({
        canceled: chosen.length === 0,
        filePaths: chosen,
      })) as typeof dialog.showOpenDialog;
    },
    [...filePaths],
  );
}

/** Texts of the notifications shown from now on. */
export async function recordNotifications(app: ElectronApplication): Promise<() => Promise<readonly string[]>> {
  await app.evaluate(({ Notification }) => {
    const shown: string[] = [];
    (globalThis as { shownNotices?: string[] }).shownNotices = shown;
    Notification.isSupported = () => true;
    Notification.prototype.show = function show() {
      shown.push(`${this.title}\n${this.body}`);
    };
  });
  return () => app.evaluate(() => (globalThis as { shownNotices?: string[] }).shownNotices ?? []);
}

interface Opened {
  openedOutside?: string[];
}

/** What would be opened in other programs from now on: addresses, and files shown in their folder. Nothing opens. */
export async function recordOpened(app: ElectronApplication): Promise<() => Promise<readonly string[]>> {
  await app.evaluate(({ shell }) => {
    const opened: string[] = [];
    (globalThis as Opened).openedOutside = opened;
    shell.openExternal = async (url) => void opened.push(url);
    shell.showItemInFolder = (path) => void opened.push(path);
  });
  return () => app.evaluate(() => (globalThis as Opened).openedOutside ?? []);
}

/** The file that the next dialogs for saving will be answered with. */
export async function chooseFile(app: ElectronApplication, filePath: string): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = (async () => ({ canceled: false, filePath: chosen })) as typeof dialog.showSaveDialog;
  }, filePath);
}
