import type { Recogniser } from './preset.ts';

const FILE = 'db.json';
const MOST_BYTES = 1024 * 1024;

/** The file that json-server made a custom: lists of objects under their names. */
export const apiMock: Recogniser = async (folder) => {
  if (!folder.files.includes(FILE)) return undefined;
  const lists = listsIn(await folder.head(FILE, MOST_BYTES));
  if (lists.length === 0) return undefined;
  const options = { rest: [{ at: '/api', file: FILE }], cors: true };
  return { kind: 'api', found: { file: FILE, lists: lists.slice(0, 4).join(', ') }, options };
};

function listsIn(text: string): readonly string[] {
  try {
    const data: unknown = JSON.parse(text);
    if (typeof data !== 'object' || data === null || Array.isArray(data)) return [];
    return Object.entries(data).flatMap(([name, value]) => (Array.isArray(value) ? [name] : []));
  } catch {
    return []; // no JSON, or more of it than a glance takes in
  }
}
