/**
 * How to start npm without a shell where possible. npm names its own script for the scripts it runs; without that,
 * Windows only has npm.cmd, which Node starts through a shell alone.
 * @returns {[program: string, args: string[], options: {shell: boolean}]}
 */
export function npmCommand(args) {
  const script = process.env.npm_execpath;
  if (script?.endsWith('npm-cli.js')) return [process.execPath, [script, ...args], { shell: false }];
  return ['npm', args, { shell: process.platform === 'win32' }];
}
