import { builtin } from '../builtin.ts';
/** Opens an address with the system's own means. Resolves with what went wrong, or undefined. */
export function openBrowser(url: string): Promise<string | undefined> {
  const [program, args] = commandFor(process.platform, url);
  return new Promise((resolve) => {
    const child = builtin.childProcess.spawn(program, args, { detached: true, stdio: 'ignore', windowsHide: true });
    child.once('error', () => resolve(`no browser could be opened: ${program} cannot be started`));
    child.once('spawn', () => {
      child.unref();
      resolve(undefined);
    });
  });
}

function commandFor(platform: NodeJS.Platform, url: string): readonly [string, string[]] {
  if (platform === 'darwin') return ['open', [url]];
  // `start` is a command of the shell; this is what it calls, and nothing in the address is read as a command.
  return platform === 'win32' ? ['rundll32', ['url.dll,FileProtocolHandler', url]] : ['xdg-open', [url]];
}
