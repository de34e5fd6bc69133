import type { TFunction } from 'i18next';

/** The table's own words for what a value must be, and the keys of their translations. */
const WORDS = {
  'a path that starts with "/"': 'expect.path',
  'a file name without a slash': 'expect.fileName',
  'a field name, such as "X-Frame-Options"': 'expect.fieldName',
  'a field value without line breaks': 'expect.fieldValue',
  'a URL such as "http://127.0.0.1:3000"': 'expect.url',
  'a folder': 'expect.folder',
  'a JSON file': 'expect.jsonFile',
  'a share from 0 to 1': 'expect.share',
  'a status from 200 to 599': 'expect.status',
  'a method such as "GET", or "*"': 'expect.method',
  'a media type such as "text/x-foo"': 'expect.mediaType',
  'an extension such as ".foo"': 'expect.extension',
  'a certificate file': 'expect.certificate',
  'a user name without ":"': 'expect.userName',
  'a host name': 'expect.hostName',
  'a module such as "handlers.mjs"': 'expect.module',
} as const;

/** What would be right, in the language of the page where it has words for it. */
export function expectation(t: TFunction, message: string): string {
  const key = WORDS[message as keyof typeof WORDS];
  return t('expect.is', { what: key ? t(key) : message });
}
