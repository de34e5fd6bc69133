import { readAnswer, type WireAnswer } from '../support/wire-answer.ts';

/**
 * All answers on a connection that the server has closed. Which request each belongs to is not known once bytes were changed:
 * an answer whose content is missing and which another follows, or nothing, was one to HEAD.
 * @throws Error where what came is no HTTP
 */
export function readAnswers(received: Buffer): WireAnswer[] {
  const answers: WireAnswer[] = [];
  for (let rest = received; rest.length > 0; ) {
    const head = readAnswer(rest, 'HEAD', true);
    if (!('answer' in head)) throw new Error(`an answer was cut in its head: ${shown(rest)}`);
    const afterHead = rest.subarray(head.length);
    const isHead = afterHead.length === 0 || afterHead.toString('latin1', 0, 7) === 'HTTP/1.';
    const whole = isHead ? head : readAnswer(rest, 'GET', true);
    if (!('answer' in whole)) throw new Error(`an answer was cut in its content: ${shown(rest)}`);
    answers.push(whole.answer);
    rest = rest.subarray(whole.length);
  }
  return answers;
}

const shown = (bytes: Buffer): string => JSON.stringify(bytes.toString('latin1', 0, 300));
