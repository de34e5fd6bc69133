/**
 * Modules of Node that most starts do without. Each is loaded when it is first asked for; an `import` would load it before
 * anything runs, for it cannot be put off within a bundle of one file.
 */
export const builtin = {
  get childProcess() {
    return process.getBuiltinModule('node:child_process');
  },
  get crypto() {
    return process.getBuiltinModule('node:crypto');
  },
  get http2() {
    return process.getBuiltinModule('node:http2');
  },
  get https() {
    return process.getBuiltinModule('node:https');
  },
  get readline() {
    return process.getBuiltinModule('node:readline');
  },
  get tls() {
    return process.getBuiltinModule('node:tls');
  },
  get util() {
    return process.getBuiltinModule('node:util');
  },
  get v8() {
    return process.getBuiltinModule('node:v8');
  },
  get workerThreads() {
    return process.getBuiltinModule('node:worker_threads');
  },
  get zlib() {
    return process.getBuiltinModule('node:zlib');
  },
};
