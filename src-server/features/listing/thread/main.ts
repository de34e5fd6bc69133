import { parentPort } from 'node:worker_threads';
import { lowerThreadPriority } from '../../../low-priority.ts';
import { answerTo } from './answer.ts';

/** The thread's side of `FolderThread`. */
lowerThreadPriority();
parentPort?.on('message', (question) => {
  const answer = answerTo(question);
  if (answer) parentPort?.postMessage(answer);
});
