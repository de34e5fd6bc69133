/**
 * Everything that can be wrong with an option, in English. It crosses IPC with its name and what fills the gaps, so that
 * the UI says it in its own words: a test there asks for words for each of these names.
 */
export const PROBLEM_TEXT = {
  /** Words that come from elsewhere: the system, a library, the command line. */
  said: '{detail}',
  unknownMeant: 'there is no such option; did you mean "{meant}"?',
  unknown: 'there is no such option; known here: {known}',
  wrong: 'expects {expected}, but was given {given}',
  wrongSecret: 'expects {expected}, but was given something else',
  wrongName: 'expects {expected} as a name, but was given {given}',
  missing: 'expects {expected}, but is missing',

  ownAddress: "{target} is this server's own address",
  sameRoute: 'both answer {method} {path}',
  samePrefix: 'both answer {prefix}',
  nestedPrefix: '{nested} lies in {prefix}, which {feature} answers',
  reservedPrefix: '{prefix}/ is kept for the server itself',
  nobody: 'names nobody, and anonymous visitors may not come in either',
  sameUser: 'both are {name}',
  uploadToFile: '{root} is a single file, there is no folder to put uploads in',

  fileMissing: '{file} does not exist',
  fileDenied: '{file} may not be read',
  fileIsFolder: '{file} is a folder',
  fileUnreadable: '{file} cannot be read ({detail})',
  noFolder: 'there is no folder {folder}',
  noJson: '{file} is no JSON: {found} at line {line}, column {column}',
  noCollections: '{file} is JSON, but no object with collections such as {"posts": []}',
  dataUnreadable: 'it cannot be read ({detail})',
  dataNoJson: 'it is no JSON: {found} at line {line}, column {column}',
  dataNoObject: 'it must be an object of arrays and objects, such as {"posts": []}',
  dataResource: '"{name}" must be an array or an object',
  dataItem: '"{name}" must hold objects only, but number {number} is none',
  noModule: 'the module {file} does not exist',

  badHash: 'the passwordHash of "{name}" is no scrypt hash such as "$scrypt$ln=14,r=8,p=1$salt$hash"',
  openRedirect: '"{to}" takes its host from the requested path; write the host out, such as "https://example.com/*"',
  batchFile: '"{program}" is a batch file, whose arguments cannot be passed safely; name the program that it starts',
  framing: '"{name}" frames the message and is set by the server itself; leave it out',
  noOrigin: '"{origin}" is not an origin; write scheme, host and port, such as "https://example.com", or "*"',
  anyOrigin: 'with credentials the origins must be named; "*" would let every web page read as the signed-in user',
  logToken: 'knows no "{token}"; known names: {known}',
  logFormat: 'expects {known} or a pattern such as "$client $method $target $status", but was given "{format}"',

  itIsMissing: 'it does not exist',
  itIsDenied: 'Portico is not allowed to read it',
  itIsFolder: 'it is a folder',
  noPem: 'it is not PEM ("-----BEGIN CERTIFICATE-----"). A PKCS#12 file holds its own key: leave out tls.key',
  noPemNorPkcs12: 'it is neither PEM ("-----BEGIN CERTIFICATE-----") nor PKCS#12 (.pfx, .p12)',
  noCertificate: 'it holds no certificate',
  keyInstead: 'it holds a private key but no certificate',
  noKeyBeside: 'it holds no private key; name the file of the key in tls.key',
  noKey: 'it holds no private key ("-----BEGIN PRIVATE KEY-----")',
  foreignKey: 'its private key does not belong to the first certificate in {cert}',
  keyEncrypted: 'its private key is encrypted; name a file that holds the passphrase in tls.passphraseFile',
  encrypted: 'it is encrypted; name a file that holds the passphrase in tls.passphraseFile',
  wrongPassphrase: 'the passphrase in tls.passphraseFile does not open it',
  keyDamaged: 'its private key is damaged, or of a kind that is not supported',
  oldEncryption: 'it is encrypted in an old way that is no longer supported; export it again with AES',
  noText: 'it is not UTF-8 text',
  ownDamaged: 'it is damaged; delete it to have a new one made (devices must then trust that one)',

  portBlocked: 'Browsers refuse to open port {port}. Choose another one.',
  certificateExpired: 'The certificate {file} expired on {date}.',
  certificateSoon: 'The certificate {file} expires on {date}.',
  certificateEarly: 'The certificate {file} is not valid before {date}.',
  trustOwn: "To trust this server's certificate, install {file} on your devices once.",
  workersSystem: 'the system does not share a port between listeners',
  workersNode: 'it needs Node 22.12 or newer, this is {version}',
  workersRest: 'the data of rest is kept by one listener',
  workersApp: 'only the command line starts further listeners',
  diskFull: 'the disk is full',
} as const;

export type ProblemCode = keyof typeof PROBLEM_TEXT;

/** Params of errors and notices; a list is for whoever translates. */
export type Params = Readonly<Record<string, string | number | readonly string[]>>;

/** Names of the gaps of a text: "{file} is a folder" has `file`. */
type Gaps<Text extends string> = Text extends `${string}{${infer Gap}}${infer Rest}`
  ? (Gap extends `${string}"${string}` ? never : Gap) | Gaps<Rest>
  : never;

type GapsOf<C extends ProblemCode> = Gaps<(typeof PROBLEM_TEXT)[C]>;

/** Part of the params of errors and notices: the problem in English, its name, and what fills its gaps. */
export type ProblemParams = { readonly problem: string; readonly why: ProblemCode } & Params;

export function problem<C extends ProblemCode>(
  why: C,
  ...[gaps]: [GapsOf<C>] extends [never] ? [] : [Readonly<Record<GapsOf<C>, string | number>> & Params]
): ProblemParams {
  return { ...gaps, problem: fill(PROBLEM_TEXT[why], gaps ?? {}), why };
}

/** `{x}` becomes the param of that name. */
export function fill(text: string, params: Params): string {
  return text.replace(/\{(\w+)\}/g, (_, key: string) => String(params[key] ?? ''));
}
