import { singleField } from '../../http/fields.ts';
import { parseHost } from '../../http/host.ts';

/** What a script is told about its request. All values but `rawTarget` and `query` are decoded. */
export interface ScriptRequest {
  readonly method: string;
  readonly httpVersion: string;
  /** Node's flat list; of HTTP/2 also the pseudo fields. */
  readonly rawHeaders: readonly string[];
  readonly rawTarget: string;
  readonly query: string;
  readonly authority: string;
  readonly secure: boolean;
  readonly localPort: number;
  readonly client: string;
  readonly clientPort: number;
  readonly user: string | undefined;
  /** Undefined if there is no content. */
  readonly contentLength: number | undefined;
  readonly documentRoot: string;
  readonly scriptFile: string;
  /** Path of the script itself, e.g. "/cgi-bin/a.py". */
  readonly scriptName: string;
  /** What follows the script's path, with its "/"; empty if nothing does. */
  readonly pathInfo: string;
  readonly pathTranslated: string;
}

/** RFC 3875 §4.1, and what Apache adds and scripts rely on. */
export function metaVariables(request: ScriptRequest): Record<string, string> {
  const { pathInfo, user, contentLength } = request;
  const contentType = singleField(request.rawHeaders, 'content-type').value;
  const hostname = parseHost(request.authority)?.hostname ?? request.authority;
  return {
    ...fieldVariables(request.rawHeaders, request.authority),
    GATEWAY_INTERFACE: 'CGI/1.1',
    SERVER_SOFTWARE: 'Portico',
    SERVER_PROTOCOL: `HTTP/${request.httpVersion}`,
    SERVER_NAME: hostname.includes(':') ? `[${hostname}]` : hostname,
    SERVER_PORT: String(request.localPort),
    REQUEST_METHOD: request.method,
    REQUEST_URI: request.rawTarget,
    REQUEST_SCHEME: request.secure ? 'https' : 'http',
    ...(request.secure ? { HTTPS: 'on' } : {}),
    QUERY_STRING: request.query,
    SCRIPT_NAME: request.scriptName,
    SCRIPT_FILENAME: request.scriptFile,
    DOCUMENT_ROOT: request.documentRoot,
    ...(pathInfo === '' ? {} : { PATH_INFO: pathInfo, PATH_TRANSLATED: request.pathTranslated }),
    REMOTE_ADDR: request.client,
    REMOTE_PORT: String(request.clientPort),
    ...(user === undefined ? {} : { AUTH_TYPE: 'Basic', REMOTE_USER: user }),
    ...(contentLength === undefined ? {} : { CONTENT_LENGTH: String(contentLength) }),
    ...(contentType === undefined ? {} : { CONTENT_TYPE: contentType }),
    // php-cgi refuses to run without it: it proves that a server, not a visitor, chose the script.
    REDIRECT_STATUS: '200',
  };
}

/**
 * Fields that no script gets. `Proxy` would become HTTP_PROXY, which libraries take for the address of a proxy
 * (CVE-2016-5385); credentials stay with whoever checks them; the others have their own variable or concern one hop.
 */
const KEPT_BACK = new Set([
  ...['proxy', 'authorization', 'proxy-authorization', 'content-type', 'content-length', 'host', 'cookie'],
  ...['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'expect'],
]);

/** RFC 3875 §4.1.18. "_" is refused in names: "X_Real_IP" would overwrite what "X-Real-IP" says. */
function fieldVariables(rawHeaders: readonly string[], authority: string): Record<string, string> {
  const variables: Record<string, string> = { HTTP_HOST: authority };
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = (rawHeaders[i] ?? '').toLowerCase();
    if (KEPT_BACK.has(name) || !/^[a-z0-9-]+$/.test(name)) continue;
    const variable = `HTTP_${name.toUpperCase().replaceAll('-', '_')}`;
    const value = rawHeaders[i + 1] ?? '';
    const before = variables[variable];
    variables[variable] = before === undefined ? value : `${before}, ${value}`;
  }
  const cookies = rawHeaders.filter((_, i) => i % 2 === 1 && rawHeaders[i - 1]?.toLowerCase() === 'cookie');
  if (cookies.length > 0) variables.HTTP_COOKIE = cookies.join('; ');
  return variables;
}

/** What every program needs to run; nothing else of the server's own environment reaches a script. */
export function baseEnvironment(env: NodeJS.ProcessEnv = process.env): Record<string, string> {
  const names = process.platform === 'win32' ? ['PATH', 'Path', 'SystemRoot', 'TEMP'] : ['PATH', 'LANG'];
  return Object.fromEntries(names.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
}
