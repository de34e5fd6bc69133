import { existsSync } from 'node:fs';

/** Linux shows every open file and folder as `/proc/self/fd/N`. Jails without procfs are like other systems. */
export const showsDescriptors = process.platform === 'linux' && existsSync('/proc/self/fd');

export const descriptorPath = (descriptor: number): string => `/proc/self/fd/${descriptor}`;
