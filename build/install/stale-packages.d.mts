interface LockFile {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

interface LockedPackage {
  readonly version?: string;
  readonly integrity?: string;
  readonly optional?: boolean;
  readonly devOptional?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
}

export function tooOldReason(version: string): string | undefined;
export function staleReason(wanted: LockFile, installed: LockFile | undefined): string | undefined;
