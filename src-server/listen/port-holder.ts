import { readdir, readFile, readlink } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { builtin } from '../builtin.ts';

/** The program that holds a port. */
export interface PortHolder {
  readonly program: string;
  readonly pid: number;
}

/** An answer that comes later than this is of no use: somebody waits for the server to start. */
const PATIENCE_MS = 1_500;

/** Undefined where the system does not tell: another user's program, or no means to ask. Never throws. */
export async function portHolder(port: number): Promise<PortHolder | undefined> {
  const timeout = sleep(PATIENCE_MS, undefined, { ref: false });
  const found = await Promise.race([ask(port).catch(() => undefined), timeout]);
  return found?.pid === process.pid ? { program: 'Portico', pid: found.pid } : found;
}

/** " by python3 (process 4711)", or nothing: fits behind "already in use". */
export function heldBy(holder: PortHolder | undefined): string {
  return holder ? ` by ${holder.program} (process ${holder.pid})` : '';
}

function ask(port: number): Promise<PortHolder | undefined> {
  if (process.platform === 'linux') return askProc(port);
  return process.platform === 'win32' ? askNetstat(port) : askLsof(port);
}

/** Linux: the socket's inode from the table of connections, then the process that has it among its open files. */
async function askProc(port: number): Promise<PortHolder | undefined> {
  const tables = await Promise.all(
    ['/proc/net/tcp', '/proc/net/tcp6'].map((file) => readFile(file, 'latin1').catch(() => '')),
  );
  const links = new Set(listeningInodes(tables.join('\n'), port).map((inode) => `socket:[${inode}]`));
  if (links.size === 0) return undefined;
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    if (await hasOpen(pid, links)) return { pid: Number(pid), program: await programOf(pid) };
  }
  return undefined;
}

/** Rows of /proc/net/tcp: number, local address and port in hex, remote, state (0A = listening) … the tenth is the inode. */
export function listeningInodes(table: string, port: number): readonly string[] {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return table
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local = '', , state]) => local.endsWith(wanted) && state === '0A')
    .map((columns) => columns[9] ?? '');
}

async function hasOpen(pid: string, links: ReadonlySet<string>): Promise<boolean> {
  const files = await readdir(`/proc/${pid}/fd`).catch(() => []);
  const targets = await Promise.all(files.map((file) => readlink(`/proc/${pid}/fd/${file}`).catch(() => '')));
  return targets.some((target) => links.has(target));
}

/** By the command line: `comm` is cut to 15 letters, and Node calls itself by its thread there. */
async function programOf(pid: string): Promise<string> {
  const [command = ''] = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0');
  const program = basename(command.split(/[: ]/)[0] ?? '');
  return program || (await readFile(`/proc/${pid}/comm`, 'utf8')).trim();
}

async function askLsof(port: number): Promise<PortHolder | undefined> {
  return parseLsof(await output('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc']));
}

/** `-F` gives one field a line: "p4711", "cPython". */
export function parseLsof(text: string): PortHolder | undefined {
  const [, pid, program] = /^p(\d+)\s*\nc(.+)$/m.exec(text) ?? [];
  return pid && program ? { pid: Number(pid), program: program.trim() } : undefined;
}

async function askNetstat(port: number): Promise<PortHolder | undefined> {
  const pid = parseNetstat(await output('netstat', ['-ano', '-p', 'TCP']), port);
  if (pid === undefined) return undefined;
  const task = await output('tasklist', ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH']);
  const program = /^"([^"]+)"/m.exec(task)?.[1]?.replace(/\.exe$/i, '');
  return program ? { pid, program } : undefined;
}

/** A listening row is known by its remote address: the word for the state is translated on some Windows. */
export function parseNetstat(text: string, port: number): number | undefined {
  const row = text
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .find(([, local = '', remote = '']) => local.endsWith(`:${port}`) && /^(0\.0\.0\.0|\[::\]):0$/.test(remote));
  const pid = Number(row?.at(-1));
  return Number.isInteger(pid) && pid > 0 ? pid : undefined;
}

function output(program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    builtin.childProcess.execFile(program, args, { timeout: PATIENCE_MS, windowsHide: true }, (_error, stdout) =>
      resolve(stdout),
    );
  });
}
