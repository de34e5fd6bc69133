import { app, dialog, powerMonitor } from 'electron';
import type { Words } from './words.ts';

export interface QuitSteps {
  readonly transfers: () => Promise<number>;
  readonly words: () => Words;
  /** Drains the servers and saves everything. */
  readonly finish: () => Promise<void>;
}

const FINISH_WITHIN_MS = 5_000;

/** Asks first when that would cut someone off, then ends in order. Signals and the end of the session do not ask. */
export function quitInOrder({ transfers, words, finish }: QuitSteps): void {
  let stage: 'running' | 'asking' | 'agreed' | 'finishing' = 'running';
  const quitWithoutAsking = () => {
    if (stage !== 'finishing') stage = 'agreed';
    app.quit();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, quitWithoutAsking);
  powerMonitor.on('shutdown', quitWithoutAsking);

  app.on('before-quit', (event) => {
    if (stage === 'agreed' || stage === 'finishing') return;
    event.preventDefault();
    if (stage === 'asking') return;
    stage = 'asking';
    void mayQuit(transfers, words).then((agreed) => {
      stage = agreed ? 'agreed' : 'running';
      if (agreed) app.quit();
    });
  });

  app.on('will-quit', (event) => {
    event.preventDefault();
    if (stage === 'finishing') return;
    stage = 'finishing';
    const late = new Promise((resolve) => setTimeout(resolve, FINISH_WITHIN_MS));
    void Promise.race([finish(), late]).finally(() => app.exit());
  });
}

async function mayQuit(transfers: QuitSteps['transfers'], words: QuitSteps['words']): Promise<boolean> {
  const count = await transfers();
  return count === 0 || confirmQuit(words(), count);
}

async function confirmQuit({ quitBusy }: Words, transfers: number): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: 'warning',
    message: quitBusy.message(transfers),
    detail: quitBusy.detail,
    buttons: [quitBusy.quit, quitBusy.keep],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  });
  return response === 0;
}
