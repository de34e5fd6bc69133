import { HttpError } from '../../errors.ts';

/** A script that answered wrongly; `problem` goes to the log. */
export class ScriptFault extends Error {
  readonly status: number;
  constructor(status: number, problem: string) {
    super(problem);
    this.status = status;
  }
}

export function faultResponse({ status }: ScriptFault): HttpError {
  return new HttpError(status, 'The script gave no proper answer. The log of the server says why.');
}
