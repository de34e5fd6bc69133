import { builtin } from '../../builtin.ts';
import { ServerError } from '../../errors.ts';
import { problem } from '../../problems.ts';
import { type PasswordHash, parsePasswordHash, unmatchableHash, verifyPassword } from './password-hash.ts';

export interface User {
  readonly name: string;
  readonly access: 'read' | 'write';
}
interface Account {
  readonly user: User;
  readonly hash: PasswordHash;
}

/** How long right credentials are remembered, in milliseconds. */
const REMEMBER_MS = 60_000;
const MAX_REMEMBERED = 1_000;
/** scrypt runs on the system's small pool of threads, which file reads need too. */
const MAX_RUNNING = 2;
const MAX_WAITING = 100;

/** Checks names and passwords. Whoever holds a right pair pays scrypt once a minute, not once a request. */
export class Verifier {
  readonly #accounts: ReadonlyMap<string, Account>;
  readonly #unknown: PasswordHash;
  /** Keyed by an HMAC under a key of this process, so that memory holds no password. */
  readonly #remembered = new Map<string, { user: User; untilMs: number }>();
  readonly #running = new Map<string, Promise<User | undefined>>();
  readonly #secret = builtin.crypto.randomBytes(32);
  readonly #waiting: (() => void)[] = [];
  #busy = 0;

  /** @throws ServerError `OPTION_INVALID` naming the user whose hash cannot be read */
  constructor(users: readonly { name: string; passwordHash: string; access: 'read' | 'write' }[]) {
    const accounts = users.map(({ name, passwordHash, access }): [string, Account] => {
      const hash = parsePasswordHash(passwordHash);
      if (hash) return [name.normalize('NFC'), { user: { name, access }, hash }];
      throw new ServerError('OPTION_INVALID', { option: 'auth.users', ...problem('badHash', { name }) });
    });
    this.#accounts = new Map(accounts);
    this.#unknown = unmatchableHash(accounts[0]?.[1].hash);
  }

  /** The user, where this pair was found right within the last minute. */
  recall(name: string, password: string): User | undefined {
    const key = this.#keyOf(name, password);
    const found = this.#remembered.get(key);
    if (found && found.untilMs > Date.now()) return found.user;
    this.#remembered.delete(key);
    return undefined;
  }

  /** True while the same pair is being checked: another request with it is no further try. */
  isRunning(name: string, password: string): boolean {
    return this.#running.has(this.#keyOf(name, password));
  }

  /** Undefined if wrong; `'busy'` if too many checks are waiting. An unknown name costs as much as a known one. */
  async verify(name: string, password: string): Promise<User | undefined | 'busy'> {
    const key = this.#keyOf(name, password);
    const running = this.#running.get(key);
    if (running) return running;
    if (this.#waiting.length >= MAX_WAITING) return 'busy';
    const checking = this.#check(key, this.#accounts.get(name), password);
    this.#running.set(key, checking);
    try {
      return await checking;
    } finally {
      this.#running.delete(key);
    }
  }

  async #check(key: string, account: Account | undefined, password: string): Promise<User | undefined> {
    await this.#turn();
    try {
      const matches = await verifyPassword(password, account?.hash ?? this.#unknown);
      if (!matches || !account) return undefined;
      this.#remember(key, account.user);
      return account.user;
    } finally {
      this.#busy--;
      this.#waiting.shift()?.();
    }
  }

  async #turn(): Promise<void> {
    if (this.#busy >= MAX_RUNNING) await new Promise<void>((go) => this.#waiting.push(go));
    this.#busy++;
  }

  #remember(key: string, user: User): void {
    const [oldest] = this.#remembered.keys();
    if (this.#remembered.size >= MAX_REMEMBERED && oldest !== undefined) this.#remembered.delete(oldest);
    this.#remembered.set(key, { user, untilMs: Date.now() + REMEMBER_MS });
  }

  #keyOf(name: string, password: string): string {
    return builtin.crypto.createHmac('sha256', this.#secret).update(`${name}:${password}`).digest('base64');
  }
}
