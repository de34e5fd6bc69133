import type { Language } from '../../pages/language.ts';

export interface ListingWords {
  readonly name: string;
  readonly size: string;
  readonly modified: string;
  readonly folder: string;
  readonly path: string;
  readonly filter: string;
  readonly empty: string;
  readonly noMatch: string;
  readonly noLink: string;
  count(folders: number, files: number): string[];
  readonly listSeparator: string;
}

export const LISTING_WORDS: Readonly<Record<Language, ListingWords>> = {
  en: {
    name: 'Name',
    size: 'Size',
    modified: 'Modified',
    folder: 'Folder',
    path: 'Path',
    filter: 'Filter by name',
    empty: 'This folder is empty.',
    noMatch: 'No name matches.',
    noLink: 'This name cannot be part of an address, so there is no link to it',
    count: (folders, files) => [counted(folders, 'folder', 'folders'), counted(files, 'file', 'files')].flat(),
    listSeparator: ', ',
  },
  zh: {
    name: '名称',
    size: '大小',
    modified: '修改时间',
    folder: '文件夹',
    path: '路径',
    filter: '按名称筛选',
    empty: '这个文件夹是空的。',
    noMatch: '没有匹配的名称。',
    noLink: '这个名称不能写进网址，所以没有链接',
    count: (folders, files) => [counted(folders, '个文件夹'), counted(files, '个文件')].flat(),
    listSeparator: '，',
  },
};

let number: Intl.NumberFormat | undefined; // made when first needed: it takes the system's language data 8 ms to load

function counted(count: number, one: string, many = one): string[] {
  number ??= new Intl.NumberFormat('en');
  return count === 0 ? [] : [`${number.format(count)} ${count === 1 ? one : many}`];
}
