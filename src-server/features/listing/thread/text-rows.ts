import { visibleText } from '../../../pages/visible-text.ts';
import type { Entry } from '../entry.ts';
import type { RowWriter } from './row-writer.ts';

/** One name per line: a line break within a name would be a second name, so control characters are `\xNN`. */
export class TextRows implements RowWriter {
  write(entries: readonly Entry[]): string {
    return entries.map(({ name }) => `${visibleText(name)}\n`).join('');
  }
}
