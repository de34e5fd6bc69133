// CommonJS: electron-builder loads its hooks with its own Node, which knows no TypeScript.
const { rmSync } = require('node:fs');
const { join } = require('node:path');

/**
 * A folder given as electronDist is copied as it is, with the app that Electron shows when there is none of ours.
 * @param {{ appOutDir: string, packager: { getResourcesDir(appOutDir: string): string } }} context
 */
module.exports = async function removeDefaultApp({ appOutDir, packager }) {
  rmSync(join(packager.getResourcesDir(appOutDir), 'default_app.asar'), { force: true });
};
