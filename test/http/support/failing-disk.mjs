// Loaded into a server before it starts: files named in FAILING_FILES cannot be read from the given offset on, as on a bad disk.
// Says on stderr when a descriptor is closed that is not open: it may have been another file's by then.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const failing = new Map(
  Object.entries(JSON.parse(process.env.FAILING_FILES ?? '{}')).map(([path, from]) => [fs.statSync(path).ino, from]),
);

function errorAt(descriptor, position, length) {
  const from = failing.get(fs.fstatSync(descriptor).ino);
  if (from === undefined || (position ?? 0) + length <= from) return undefined;
  return Object.assign(new Error('EIO: i/o error, read'), { errno: -5, code: 'EIO', syscall: 'read' });
}

const { read, readSync, close, closeSync } = fs;
fs.read = (descriptor, buffer, offset, length, position, done) => {
  const error = errorAt(descriptor, position, length);
  if (error) setImmediate(done, error);
  else read(descriptor, buffer, offset, length, position, done);
};
fs.readSync = (descriptor, buffer, offset, length, position) => {
  const error = errorAt(descriptor, position, length);
  if (error) throw error;
  return readSync(descriptor, buffer, offset, length, position);
};
fs.close = (descriptor, done = () => undefined) =>
  close(descriptor, (error) => {
    tell(error);
    done(error);
  });
fs.closeSync = (descriptor) => {
  try {
    closeSync(descriptor);
  } catch (error) {
    tell(error);
    throw error;
  }
};
function tell(error) {
  if (error) process.stderr.write(`closing failed: ${error.code}\n`);
}
syncBuiltinESMExports();
