const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const isNewEnough = major > 23 || (major === 22 && minor >= 12) || (major === 23 && minor >= 1);

/** Whether several listeners can share a port here: the option `workers` comes down to one otherwise. */
export const canSharePort = process.platform === 'linux' && isNewEnough;
