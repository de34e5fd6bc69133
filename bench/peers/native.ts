import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram } from '../../build/run.ts';
import type { MissingPeer, Peer } from './peer.ts';

type Start = (program: string) => Peer['command'];

/** Servers that come with the system. */
export function nativePeers(): (Peer | MissingPeer)[] {
  return [
    nativePeer('nginx', ['-v'], nginx),
    nativePeer('caddy', ['version'], caddy),
    nativePeer('lighttpd', ['-v'], lighttpd),
    nativePeer('python3', ['--version'], python),
  ];
}

function nativePeer(name: string, versionArgs: readonly string[], start: Start): Peer | MissingPeer {
  const program = findProgram(name);
  if (program === undefined) return { name, reason: 'it is not installed' };
  const { stdout, stderr } = spawnSync(program, versionArgs, { encoding: 'utf8' });
  const version = /\d+(\.\d+)+/.exec(`${stdout}${stderr}`)?.[0] ?? 'unknown version';
  return { name, version, command: start(program) };
}

/** One worker, no access log: the fastest way it can be run on one core. */
const nginx: Start = (program) => (root, port, workFolder) => {
  const prefix = join(workFolder, `nginx-${port}`);
  mkdirSync(prefix, { recursive: true });
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${prefix};`);
  writeFileSync(
    join(prefix, 'nginx.conf'),
    `daemon off; master_process off; worker_processes 1; pid ${prefix}/pid; error_log stderr crit;
    events { worker_connections 8192; }
    http { access_log off; ${paths.join(' ')} include /etc/nginx/mime.types; sendfile on; tcp_nopush on;
      keepalive_requests 100000000; keepalive_timeout 300s;
      server { listen 127.0.0.1:${port} backlog=8192; root ${root}; autoindex on; } }`,
  );
  return { program, args: ['-p', prefix, '-e', 'stderr', '-c', join(prefix, 'nginx.conf')] };
};

const caddy: Start = (program) => (root, port) => ({
  program,
  args: ['file-server', '--root', root, '--listen', `127.0.0.1:${port}`, '--browse'],
  env: { GOMAXPROCS: '1' },
});

const lighttpd: Start = (program) => (root, port, workFolder) => {
  const config = join(workFolder, `lighttpd-${port}.conf`);
  writeFileSync(
    config,
    `server.document-root = "${root}"
    server.bind = "127.0.0.1"
    server.port = ${port}
    server.max-keep-alive-requests = 100000000
    server.max-connections = 8192
    server.max-fds = 16384
    server.modules = ( "mod_dirlisting" )
    dir-listing.activate = "enable"
    mimetype.assign = ( ".txt" => "text/plain" )
    `,
  );
  return { program, args: ['-D', '-f', config] };
};

const python: Start = (program) => (root, port) => ({
  program,
  args: ['-m', 'http.server', String(port), '--bind', '127.0.0.1', '--directory', root],
});
