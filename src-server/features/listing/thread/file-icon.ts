import type { FileIcon } from '../../../pages/icons.ts';

const BY_ICON = {
  photo: 'avif bmp gif heic heif ico jpeg jpg jxl png raw svg tif tiff webp cr2 dng nef arw',
  movie: 'avi m4v mkv mov mp4 mpeg mpg ogv webm wmv',
  music: 'aac aiff flac m4a mid mp3 oga ogg opus wav wma',
  text: 'c conf cpp css doc docx go h htm html ini java js json jsx log md mjs odt php pptx ps1 py rb rs rtf sh srt tex toml ts tsx txt vue xml yaml yml',
  pdf: 'pdf',
  zip: '7z br bz2 dmg gz iso jar rar tar tgz xz zip zst',
  table: 'csv db ods sqlite tsv xls xlsx',
} satisfies Partial<Record<FileIcon, string>>;

const ICONS = new Map<string, FileIcon>(
  Object.entries(BY_ICON).flatMap(([icon, extensions]) =>
    extensions.split(' ').map((extension) => [extension, icon as FileIcon] as const),
  ),
);

/** What a name looks like to be, by its extension. */
export function fileIcon(name: string): FileIcon {
  return ICONS.get(name.slice(name.lastIndexOf('.') + 1).toLowerCase()) ?? 'file';
}
