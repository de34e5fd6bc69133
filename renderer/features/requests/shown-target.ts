/** A target as people read it: decoded, in the three parts that are cut differently when there is no room. */
export interface ShownTarget {
  /** Everything before the last segment; cut first. */
  readonly folder: string;
  /** The last segment with its slash; stays readable longest. */
  readonly name: string;
  /** With its "?", or empty. */
  readonly query: string;
}

export function shownTarget(target: string): ShownTarget {
  const mark = target.indexOf('?');
  const path = readable(mark < 0 ? target : target.slice(0, mark));
  const query = mark < 0 ? '' : readable(target.slice(mark));
  const slash = path.lastIndexOf('/', path.length - 2);
  return slash <= 0
    ? { folder: '', name: path, query }
    : { folder: path.slice(0, slash), name: path.slice(slash), query };
}

export function wholeTarget(target: string): string {
  return readable(target);
}

/** Escapes decoded where they are valid UTF-8; what would not be seen, or would turn the text around, spelt out. */
function readable(text: string): string {
  const decoded = text.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      return escapes;
    }
  });
  return decoded
    .replace(/[\x00-\x1f\x7f-\x9f]/g, (c) => `\\x${hex(c, 2)}`)
    .replace(/[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, (c) => `\\u${hex(c, 4)}`);
}

function hex(character: string, width: number): string {
  return character.charCodeAt(0).toString(16).padStart(width, '0');
}
