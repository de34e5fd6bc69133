import { ServerError } from '../errors.ts';
import { problem } from '../problems.ts';
import { formatPath } from './problem.ts';
import type { ServerConfig } from './schema.ts';

/** An option that answers everything below a path. */
interface Claim {
  readonly option: string;
  /** Without the slash at the end; "" for "/". */
  readonly prefix: string;
  readonly kind: 'root' | 'rest' | 'proxy' | 'inspect' | 'cgi' | 'upload' | 'mount';
}

/** Its files give way to every feature, but another folder in its place would hide all of them. */
const ROOT: Claim = { kind: 'root', option: 'root', prefix: '' };

/** What the engine itself needs; see "Everything under /.portico/". */
const RESERVED = '/.portico';

/** Two features that want the same requests, and features in places that are taken. Both are named. */
export function findPrefixConflicts(config: ServerConfig): readonly ServerError[] {
  const claims = claimsOf(config);
  const pairs = claims.flatMap((claim, i) => claims.slice(0, i).map((other) => [claim, other] as const));
  return [
    ...claims.filter(({ prefix }) => isBelow(prefix, RESERVED)).map(reserved),
    ...claims.filter(({ kind, prefix }) => kind === 'mount' && prefix === '').map((mount) => conflict(mount, ROOT)),
    ...pairs.filter(([claim, other]) => collide(claim, other)).map(([claim, other]) => conflict(claim, other)),
  ];
}

function claimsOf({ rest, proxy, inspect, cgi, upload, mounts }: ServerConfig): readonly Claim[] {
  const cgiAt = cgi === false ? [] : cgi === true ? ['/cgi-bin'] : cgi.at;
  const uploadAt = upload === false ? [] : [upload === true ? '/' : upload.at];
  return [
    ...mounts.map(({ at }, i) => claim('mount', ['mounts', i, 'at'], at)),
    ...rest.map(({ at }, i) => claim('rest', ['rest', i, 'at'], at)),
    ...proxy.map(({ at }, i) => claim('proxy', ['proxy', i, 'at'], at)),
    ...(inspect === false ? [] : [claim('inspect', ['inspect'], inspect)]),
    ...cgiAt.map((at, i) => claim('cgi', ['cgi', 'at', i], at)),
    ...uploadAt.map((at) => claim('upload', ['upload', 'at'], at)),
  ];
}

function claim(kind: Claim['kind'], path: readonly (string | number)[], at: string): Claim {
  return { kind, option: formatPath(path), prefix: at.replace(/\/+$/, '') };
}

/**
 * The longer of two different prefixes wins, so only equal ones collide; but an upload folder inside what another feature
 * answers is never reached, and one among the scripts would run what strangers send. Files under a prefix may be a mount's.
 */
function collide(a: Claim, b: Claim): boolean {
  const [upload, other] = a.kind === 'upload' ? [a, b] : [b, a];
  if (upload.kind === 'upload') {
    const ownsAll = other.kind !== 'mount' && (other.kind !== 'rest' || other.prefix !== ''); // REST at "/" has its collections only
    return ownsAll && isBelow(upload.prefix, other.prefix);
  }
  const kinds = [a.kind, b.kind];
  if (kinds.includes('mount') && kinds.includes('cgi')) return false;
  return a.prefix === b.prefix;
}

function isBelow(prefix: string, other: string): boolean {
  return prefix === other || prefix.startsWith(`${other}/`);
}

function conflict(claim: Claim, other: Claim): ServerError {
  const prefix = other.prefix || '/';
  const why =
    claim.prefix === other.prefix
      ? problem('samePrefix', { prefix })
      : problem('nestedPrefix', { nested: claim.option, prefix, feature: other.kind });
  return new ServerError('OPTION_CONFLICT', { option: claim.option, other: other.option, ...why });
}

function reserved({ option }: Claim): ServerError {
  return new ServerError('OPTION_INVALID', { option, ...problem('reservedPrefix', { prefix: RESERVED }) });
}
