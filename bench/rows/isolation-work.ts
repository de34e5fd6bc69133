import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { join } from 'node:path';
import { ROOT } from '../../build/project.ts';
import { pinned } from '../support/cores.ts';

const REPEAT = join(ROOT, 'bench', 'load', 'repeat.mjs');
const PAUSE_MS = 50;
const UPLOAD_CHUNK = Buffer.alloc(64 * 1024, 'up ');
const UPLOAD_EVERY_MS = 20;

/** Asks again and again, one request at a time. @returns ends it */
export function repeatedly(url: string): () => Promise<void> {
  const child = spawn(...pinned('client', process.execPath, [REPEAT, url, String(PAUSE_MS)]), { stdio: 'inherit' });
  const ended = once(child, 'exit');
  return async () => {
    if (child.exitCode !== null) throw new Error(`the work on ${url} ended early`);
    child.kill();
    await ended;
  };
}

/** One upload that goes on as long as it is let. @returns ends it */
export function slowUpload(url: string): () => Promise<void> {
  const upload = request(url, { method: 'PUT', agent: false });
  const answered = new Promise<void>((resolve, reject) => {
    upload.once('error', reject);
    upload.once('response', (response) => {
      response.resume().once('end', resolve);
      if ((response.statusCode ?? 0) >= 400) reject(new Error(`the upload was refused with ${response.statusCode}`));
    });
  });
  const timer = setInterval(() => upload.write(UPLOAD_CHUNK), UPLOAD_EVERY_MS);
  return () => {
    clearInterval(timer);
    upload.end();
    return answered;
  };
}
