import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { fetchAway } from '../load/fetch-away.ts';

const PAUSE_MS = 50;
const UPLOAD_CHUNK = Buffer.alloc(64 * 1024, 'up ');
const UPLOAD_EVERY_MS = 20;

/** Asks again and again, one request at a time. @returns ends it */
export function repeatedly(url: string): () => Promise<void> {
  let goesOn = true;
  const work = (async () => {
    while (goesOn) {
      if ((await fetchAway(url)) === 0) throw new Error(`${url} answered nothing`);
      await sleep(PAUSE_MS);
    }
  })();
  return async () => {
    goesOn = false;
    await work;
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
