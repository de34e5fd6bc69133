import type { FolderLook } from './folder-look.ts';
import type { Recogniser } from './preset.ts';

const SIGNS = [
  'sitemap.xml',
  'sitemap-index.xml',
  'sitemap-0.xml',
  'feed.xml',
  'atom.xml',
  'rss.xml',
  'index.xml',
  'hashmap.json',
  '404.html',
];
/** Where generators put files whose name changes with their content. */
const HASHED_FOLDERS = ['_astro', '_next', '_nuxt'];
const MOST_FOLDERS = 20;

/** Several pages, and beside them what people do not write by hand: a map, a feed, a folder of the generator's own. */
export const staticSite: Recogniser = async (folder) => {
  if (!folder.files.includes('index.html')) return undefined;
  const hashed = HASHED_FOLDERS.filter((name) => folder.folders.includes(name));
  const sign = SIGNS.find((name) => folder.files.includes(name)) ?? hashed[0];
  const plainPage = folder.files.find((name) => /\.html$/i.test(name) && !/^(?:index|404)\.html$/i.test(name));
  const page = plainPage ?? (sign && (await pageBelow(folder)));
  if (!sign || !page) return undefined;
  return {
    kind: 'site',
    found: { sign, page },
    options: {
      listing: false, // as where it will be published: a folder without a page is not found
      ...(plainPage ? { cleanUrls: true } : {}),
      ...(hashed.length > 0 ? { cache: { immutable: hashed.map((name) => `/${name}/**`) } } : {}),
      liveReload: true,
    },
  };
};

async function pageBelow({ folders, into }: FolderLook): Promise<string | undefined> {
  for (const name of folders.slice(0, MOST_FOLDERS)) {
    if ((await into(name)).files.includes('index.html')) return `${name}/index.html`;
  }
  return undefined;
}
