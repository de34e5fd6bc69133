import { statfsSync } from 'node:fs';

/** What Linux calls file systems whose files come over a network, or from another program (statfs(2)). */
const REMOTE_TYPES = new Set([
  0x6969, // NFS
  0x517b, // SMB
  0xff534d42, // CIFS
  0xfe534d42, // SMB 2
  0x65735546, // FUSE: sshfs, and folders shared with a virtual machine
  0x01021997, // 9P: Windows' drives in WSL
  0x00c36400, // Ceph
  0x5346414f, // AFS
]);

/** Whether asking for a file can take any time, or for ever, however quick the last answers were. */
export function isRemote(folder: string): boolean {
  if (process.platform === 'win32') return folder.startsWith('\\\\');
  if (process.platform !== 'linux') return false;
  try {
    return REMOTE_TYPES.has(statfsSync(folder).type);
  } catch {
    return false; // it is not there: whoever asks for a file will be told
  }
}
