import { builtin } from '../../builtin.ts';

/** A scrypt hash in PHC form: `$scrypt$ln=14,r=8,p=1$salt$hash`, base64 without padding. */
export interface PasswordHash {
  readonly costLog2: number;
  readonly blockSize: number;
  readonly parallelization: number;
  readonly salt: Buffer;
  readonly hash: Buffer;
}

/** 16 MiB and some 50 ms a try on a desktop. */
const DEFAULT_COST = { costLog2: 14, blockSize: 8, parallelization: 1 } as const;
const PHC = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/;
/** 1 GiB: above it a hash in the options would be a way to stop the computer. */
const MAX_MEMORY = 2 ** 30;

/** Hashes a password for `auth.users[].passwordHash`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = builtin.crypto.randomBytes(16);
  const hash = await derive(password, { ...DEFAULT_COST, salt, hash: Buffer.alloc(32) });
  return formatPasswordHash({ ...DEFAULT_COST, salt, hash });
}

function formatPasswordHash({ costLog2, blockSize, parallelization, salt, hash }: PasswordHash): string {
  return `$scrypt$ln=${costLog2},r=${blockSize},p=${parallelization}$${unpadded(salt)}$${unpadded(hash)}`;
}

/** Undefined if the text is not such a hash, or one that would take more than 1 GiB to check. */
export function parsePasswordHash(text: string): PasswordHash | undefined {
  const match = PHC.exec(text);
  if (!match) return undefined;
  const [costLog2 = 0, blockSize = 0, parallelization = 0] = match.slice(1, 4).map(Number);
  if (costLog2 < 1 || blockSize < 1 || parallelization < 1) return undefined;
  if (memoryOf(costLog2, blockSize, parallelization) > MAX_MEMORY) return undefined;
  const [salt, hash] = match.slice(4).map((part) => Buffer.from(part, 'base64'));
  return salt && hash ? { costLog2, blockSize, parallelization, salt, hash } : undefined;
}

/** A hash that no password matches, at the same cost as the real ones. */
export function unmatchableHash(like: PasswordHash | undefined): PasswordHash {
  return { ...(like ?? DEFAULT_COST), salt: builtin.crypto.randomBytes(16), hash: builtin.crypto.randomBytes(32) };
}

export async function verifyPassword(password: string, expected: PasswordHash): Promise<boolean> {
  return builtin.crypto.timingSafeEqual(await derive(password, expected), expected.hash);
}

function derive(password: string, { costLog2, blockSize, parallelization, salt, hash }: PasswordHash): Promise<Buffer> {
  // RFC 7617 §2.1 and RFC 8265: one form for letters that Unicode spells in several ways.
  const secret = Buffer.from(password.normalize('NFC'));
  const maxmem = memoryOf(costLog2, blockSize, parallelization) + 2 ** 20;
  const cost = { N: 2 ** costLog2, r: blockSize, p: parallelization, maxmem };
  return new Promise((resolve, reject) => {
    builtin.crypto.scrypt(secret, salt, hash.length, cost, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

/** RFC 7914 §2 and §5: 128 · r · (N + p) bytes. */
function memoryOf(costLog2: number, blockSize: number, parallelization: number): number {
  return 128 * blockSize * (2 ** costLog2 + parallelization);
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
