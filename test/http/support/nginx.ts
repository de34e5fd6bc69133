import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { findProgram } from '../../../build/run.ts';
import { tempFolder } from './cli.ts';

export interface Nginx {
  readonly port: number;
  stop(): Promise<void>;
}

/** A real nginx that serves a folder as Portico does by default. */
export async function startNginx(root: string): Promise<Nginx> {
  const program = findProgram('nginx') ?? 'nginx';
  const home = await tempFolder();
  await mkdir(join(home, 'temp'));
  const port = await freePort();
  await writeFile(join(home, 'nginx.conf'), configuration(root, home, port));
  const child = spawn(program, ['-p', home, '-c', join(home, 'nginx.conf'), '-e', 'stderr'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (text) => {
    stderr += text;
  });
  for (let i = 0; i < 200 && !(await answers(port)); i++) {
    if (child.exitCode !== null) throw new Error(`nginx ended: ${stderr}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  const stop = async () => {
    const closed = once(child, 'close');
    child.kill('SIGTERM');
    await closed;
  };
  return { port, stop };
}

function configuration(root: string, home: string, port: number): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${home}/temp/${name};`,
  );
  return `${process.getuid?.() === 0 ? 'user root;' : ''}
daemon off; worker_processes 1; pid ${home}/pid; error_log stderr crit;
events { worker_connections 256; }
http {
  ${temporary.join('\n  ')}
  access_log off; absolute_redirect off; etag on; max_ranges 16; large_client_header_buffers 4 32k;
  types { text/html html htm; text/plain txt; text/css css; text/javascript js; image/png png; }
  default_type application/octet-stream; charset utf-8; charset_types text/html text/plain text/css text/javascript;
  server { listen 127.0.0.1:${port}; root ${root}; index index.html index.htm; location ~ /\\. { return 404; } }
}
`;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}
