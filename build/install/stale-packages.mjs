const OLDEST_NODE = [20, 18];

/** Why this Node cannot be used, or undefined when it can. */
export function tooOldReason(version) {
  const [major, minor] = version.split('.').map(Number);
  const old = major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1]);
  if (!old) return undefined;
  return `Portico needs Node ${OLDEST_NODE.join('.')} or newer and this is Node ${version}; get a current one from https://nodejs.org`;
}

/**
 * Why node_modules does not match the lock file, or undefined when it does. npm writes `wanted.packages` for every
 * platform and `node_modules/.package-lock.json` last, so an interrupted install counts as missing. Packages that are
 * installed but not wanted do no harm.
 * @param wanted parsed package-lock.json
 * @param installed parsed node_modules/.package-lock.json, undefined when there is none
 */
export function staleReason(wanted, installed) {
  if (installed === undefined) return 'they are not installed yet';
  for (const [path, entry] of Object.entries(wanted.packages)) {
    const present = installed.packages[path];
    if (path === '' || (present === undefined && isForOthers(entry))) continue;
    if (present === undefined) return `${nameOf(path)} is missing`;
    if (present.version !== entry.version || present.integrity !== entry.integrity) {
      return `${nameOf(path)} is ${present.version} and package-lock.json wants ${entry.version}`;
    }
  }
  return undefined;
}

/** npm leaves out optional packages that are for another platform. */
function isForOthers(entry) {
  return entry.optional === true || entry.devOptional === true || entry.os !== undefined || entry.cpu !== undefined;
}

function nameOf(path) {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
}
