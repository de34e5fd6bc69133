import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LockFile, missingOptional } from './install/lock-file.ts';
import { ROOT, say } from './project.ts';

// A registry mirror may lack packages for platforms nobody there uses. npm then leaves them out of package-lock.json, and
// `npm ci` refuses the file everywhere. This adds them; without an integrity value, which only the registry could tell.
const path = join(ROOT, 'package-lock.json');
const lock = JSON.parse(readFileSync(path, 'utf8')) as LockFile;
const missing = missingOptional(lock);
const packages = Object.entries({ ...lock.packages, ...missing }).sort(([a], [b]) => a.localeCompare(b, 'en'));
writeFileSync(path, `${JSON.stringify({ ...lock, packages: Object.fromEntries(packages) }, null, 2)}\n`);
say(`added to package-lock.json: ${Object.keys(missing).length} packages for other platforms`);
