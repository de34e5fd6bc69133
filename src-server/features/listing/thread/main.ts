import { parentPort } from 'node:worker_threads';
import { answerTo } from './answer.ts';

/** The thread's side of `FolderThread`. */
parentPort?.on('message', (question) => {
  const answer = answerTo(question);
  if (answer) parentPort?.postMessage(answer);
});
