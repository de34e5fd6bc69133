import { sep } from 'node:path';
import type { ServerConfig } from '../../config/schema.ts';
import type { FileSpace, Located } from '../../files/file-space.ts';
import type { RequestTarget } from '../../http/request-target.ts';

type File = Extract<Located, { kind: 'file' | 'directory' }>;

/** What a request path means to the static step. `absentPaths`: places that were looked at and held nothing. */
export type Resolution =
  | {
      readonly kind: 'file';
      readonly file: File;
      /** Request path of the file itself: an index file's own name, "/about.html" for "/about". */
      readonly segments: readonly string[];
      readonly absentPaths: readonly string[];
    }
  | { readonly kind: 'directory'; readonly directory: File; readonly absentPaths: readonly string[] }
  | { readonly kind: 'redirect'; readonly path: string; readonly code: 'static.folder-slash' | 'static.clean-url' }
  | { readonly kind: 'denied'; readonly path: string }
  | { readonly kind: 'hidden'; readonly why: string }
  | { readonly kind: 'none'; readonly absentPaths: readonly string[] };

type ResolveOptions = Pick<ServerConfig, 'index' | 'cleanUrls' | 'listing'>;

export async function resolveTarget(
  files: FileSpace,
  target: RequestTarget,
  options: ResolveOptions,
): Promise<Resolution> {
  const segments = target.segments;
  const located = await files.locate(segments);
  if (located.kind === 'denied' || located.kind === 'hidden') return located;
  if (located.kind === 'absent') return cleanUrlFile(files, target, options, [located.path]);
  if (located.kind === 'directory') return directory(files, target, located, options);
  // "/file.txt/" names something inside the file (RFC 3986 §3.3): there is nothing
  if (target.trailingSlash && segments.length > 0) return { kind: 'none', absentPaths: [located.path + sep] };
  const clean = options.cleanUrls ? await cleanPath(files, target) : undefined;
  if (clean !== undefined) return { kind: 'redirect', path: clean, code: 'static.clean-url' };
  return { kind: 'file', file: located, segments, absentPaths: [] };
}

async function directory(
  files: FileSpace,
  target: RequestTarget,
  located: File,
  options: ResolveOptions,
): Promise<Resolution> {
  if (!target.trailingSlash) return { kind: 'redirect', path: `${target.rawPath}/`, code: 'static.folder-slash' };
  const absentPaths: string[] = [];
  if (!(options.listing && wantsListing(target))) {
    for (const name of options.index) {
      const segments = [...target.segments, name];
      const file = await files.locate(segments);
      if (file.kind === 'file') return { kind: 'file', file, segments, absentPaths };
      if (file.kind === 'denied') return file;
      if (file.kind === 'absent') absentPaths.push(file.path);
    }
  }
  return { kind: 'directory', directory: located, absentPaths };
}

/** `?list` shows the listing of a folder that has an index file. */
function wantsListing(target: RequestTarget): boolean {
  return target.hasQuery && target.query.split('&').some((part) => part === 'list' || part.startsWith('list='));
}

async function cleanUrlFile(
  files: FileSpace,
  target: RequestTarget,
  options: ResolveOptions,
  absentPaths: readonly string[],
): Promise<Resolution> {
  const last = target.segments.at(-1);
  if (!options.cleanUrls || last === undefined || target.trailingSlash) return { kind: 'none', absentPaths };
  const segments = [...target.segments.slice(0, -1), `${last}.html`];
  const file = await files.locate(segments);
  if (file.kind === 'file') return { kind: 'file', file, segments, absentPaths };
  return { kind: 'none', absentPaths: file.kind === 'absent' ? [...absentPaths, file.path] : absentPaths };
}

/** "/about.html" → "/about", "/docs/index.html" → "/docs/"; undefined where the short form would lead elsewhere. */
async function cleanPath(files: FileSpace, target: RequestTarget): Promise<string | undefined> {
  const last = target.segments.at(-1);
  if (!last?.endsWith('.html') || last === '.html') return undefined;
  const slash = target.rawPath.lastIndexOf('/') + 1;
  if (last === 'index.html') return target.rawPath.slice(0, slash);
  const short = await files.locate([...target.segments.slice(0, -1), last.slice(0, -'.html'.length)]);
  return short.kind === 'absent' ? target.rawPath.slice(0, -'.html'.length) : undefined;
}
