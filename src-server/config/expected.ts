/** What values of options must be, in the words of messages. The UI translates them by their names. */
export const EXPECTED = {
  text: 'text',
  number: 'a number',
  boolean: 'true or false',
  object: 'an object',
  list: 'a list',

  path: 'a path that starts with "/"',
  pathOrUrl: 'a path or URL',
  url: 'a URL such as "http://127.0.0.1:3000"',
  address: 'an address such as "127.0.0.1"',
  hostName: 'a host name without a port, or "*"',
  portNumber: 'a port number',
  port: 'a port from 0 to 65535',

  folder: 'a folder',
  folderOrFile: 'a folder or a file',
  file: 'a file',
  fileName: 'a file name without a slash',
  jsonFile: 'a JSON file',
  certificate: 'a certificate file',
  module: 'a module such as "handlers.mjs"',
  program: 'a program',
  extension: 'an extension such as ".foo"',
  scriptExtension: 'an extension such as ".php"',
  mediaType: 'a media type such as "text/x-foo"',

  fieldName: 'a field name, such as "X-Frame-Options"',
  fieldValue: 'a field value without line breaks',
  method: 'a method such as "GET", or "*"',
  status: 'a status from 200 to 599',
  redirectStatus: '301, 302, 303, 307 or 308',
  userName: 'a user name without ":"',
  passwordHash: 'a scrypt hash in PHC form, "$scrypt$ln=14,r=8,p=1$salt$hash"',
  logFormat: 'a format name or a pattern',

  whole: 'a whole number',
  oneOrMore: 'a whole number, 1 or more',
  upTo64: 'a whole number up to 64',
  milliseconds: 'a whole number of milliseconds',
  millisecondsFrom0: 'a whole number of milliseconds, 0 or more',
  seconds: 'a whole number of seconds',
  secondsFrom0: 'a whole number of seconds, 0 or more',
  bytes: 'a whole number of bytes',
  bytesFrom0: 'a whole number of bytes, 0 or more',
  connections: 'a whole number of connections',
  connectionsFrom0: 'a whole number of connections, 0 or more',
  files: 'a whole number of files',
  filesFrom0: 'a whole number of files, 0 or more',
  scripts: 'a whole number of scripts',
  scriptsFrom1: 'a whole number of scripts, 1 or more',
  kilobits: 'kilobits per second',
  kilobitsOver0: 'kilobits per second, more than 0',
  share: 'a share from 0 to 1',
} as const;

type Expected = keyof typeof EXPECTED;

const NAMES: ReadonlyMap<string, Expected> = new Map(
  Object.entries(EXPECTED).map(([name, text]) => [text, name as Expected]),
);

/** The name of these words, or the words as they are: values written out need no translation. */
export function expectedName(text: string): string {
  return NAMES.get(text) ?? text;
}
