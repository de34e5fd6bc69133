// Loaded into a server before it starts: what lies in SLOW_FOLDER is as slow as on a share at the other end of a bad line.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';

const folder = process.env.SLOW_FOLDER ?? '';
const ASYNC_MS = 60;
const SYNC_MS = 10;
const isSlow = (path) => String(path).startsWith(folder);

for (const name of ['stat', 'lstat', 'realpath', 'open', 'opendir', 'readdir', 'readFile', 'access']) {
  const original = fs.promises[name];
  fs.promises[name] = async (path, ...rest) => {
    if (isSlow(path)) await sleep(ASYNC_MS);
    return original.call(fs.promises, path, ...rest);
  };
}
for (const name of ['stat', 'lstat', 'open', 'readFile']) {
  const original = fs[name];
  fs[name] = (path, ...rest) => {
    if (isSlow(path)) setTimeout(() => original(path, ...rest), ASYNC_MS);
    else original(path, ...rest);
  };
}
function slowed(name, original) {
  return (path, ...rest) => {
    if (isSlow(path)) {
      process.stderr.write(`waited for the disk: ${name}\n`);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, SYNC_MS);
    }
    return original(path, ...rest);
  };
}
for (const name of ['statSync', 'lstatSync', 'realpathSync', 'openSync', 'opendirSync', 'readdirSync']) {
  const { native } = fs[name];
  fs[name] = slowed(name, fs[name]);
  if (native) fs[name].native = slowed(name, native);
}
syncBuiltinESMExports();
