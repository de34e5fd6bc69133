import { errorCode } from '../../../errors.ts';
import type { Answer, Question } from './messages.ts';
import { isLarge } from './read-folder.ts';
import { Reading } from './reading.ts';

const readings = new Map<number, Reading>();

/** Any number of folders are read side by side, each one piece ahead of its reader at most. */
export function answerTo(question: Question): Answer | undefined {
  const { id } = question;
  try {
    return tryToAnswer(question);
  } catch (error) {
    readings.delete(id);
    return { id, error: { code: errorCode(error), message: (error as Error).message } };
  }
}

function tryToAnswer(question: Question): Answer | undefined {
  const { id, ask } = question;
  if (ask === 'open') {
    const large = isLarge(question.request.path);
    readings.set(id, new Reading(question));
    return { id, large };
  }
  const reading = readings.get(id);
  const piece = ask === 'next' && !reading?.isClosed ? reading?.next() : undefined;
  if (!piece || piece.totals) readings.delete(id);
  return piece && { id, piece };
}
