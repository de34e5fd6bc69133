import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { findProgram } from '../../build/run.ts';

/**
 * Makes sure that windows have somewhere to be. @returns closes the screen again
 * @throws Error saying what is missing
 */
export async function openScreen(): Promise<() => void> {
  if (process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY) return () => undefined;
  const program = findProgram('Xvfb');
  if (program === undefined) throw new Error('there is no screen, and Xvfb is not installed');
  const args = ['-displayfd', '3', '-screen', '0', '1440x900x24', '-nolisten', 'tcp'];
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const number = await new Promise<string>((resolve, reject) => {
    child.once('exit', () => reject(new Error('Xvfb ended at once')));
    (child.stdio[3] as Readable).once('data', (text: Buffer) => resolve(text.toString().trim()));
  });
  process.env.DISPLAY = `:${number}`;
  return () => {
    delete process.env.DISPLAY;
    child.kill();
  };
}
