import { createServer } from 'vite';
import { AppProcess } from './develop/app-process.ts';
import { watchBundles } from './develop/bundle-watch.ts';
import { ROOT, say } from './project.ts';
import { electronExecutable } from './runtime.ts';
import { passSignals } from './signals.ts';
import { systemCheck } from './system-check.ts';

/** The page is swapped in place by Vite; a change to what Electron itself runs starts Electron again. */
async function dev(): Promise<void> {
  process.chdir(ROOT); // vite.config.ts names its entries from here
  const electron = await electronExecutable();
  if ((await systemCheck('start', electron)).length > 0) process.exit(1);
  const server = await createServer({ logLevel: 'warn', server: { host: '127.0.0.1', port: 0 } });
  await server.listen();
  await server.warmupRequest('/main.tsx'); // finds the dependencies now: found later, they would reload the page
  const url = server.resolvedUrls?.local[0] ?? '';
  const app = new AppProcess(electron, { ...process.env, PORTICO_DEV_URL: url });
  const watchers = await watchBundles(() => void app.restart());
  say(`the page comes from ${url}; saving a source shows at once`);

  const stop = async () => {
    app.stop();
    await Promise.all([server.close(), ...watchers.map((watcher) => watcher.close())]);
    process.exit(0);
  };
  app.onQuit = () => void stop();
  passSignals(() => void stop());
}

await dev().catch((error: Error) => {
  say(error.message);
  process.exitCode = 1;
});
