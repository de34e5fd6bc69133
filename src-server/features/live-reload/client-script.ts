/**
 * Runs in the visitor's page. Hidden pages let go of their stream: a browser opens six connections to a server, and every
 * tab would hold one. When shown again they learn from the version whether they missed something.
 */
export const CLIENT_SCRIPT = `(() => {
  let version;
  let source;
  const listen = () => {
    source = new EventSource('/.portico/events');
    source.addEventListener('version', ({ data }) => {
      if (version !== undefined && version !== data) location.reload();
      version = data;
    });
    source.addEventListener('change', ({ data }) => {
      const change = JSON.parse(data);
      version = change.version;
      if (change.styles) restyle(change.styles);
      else location.reload();
    });
  };
  const pathOf = (link) => {
    try {
      return decodeURIComponent(new URL(link.href).pathname);
    } catch {
      return '';
    }
  };
  const restyle = (paths) => {
    const links = [...document.querySelectorAll('link[rel~="stylesheet"][href]')];
    const own = links.filter((link) => new URL(link.href).origin === location.origin);
    const named = own.filter((link) => paths.includes(pathOf(link)));
    // A sheet that no link names is imported by one of them.
    for (const link of named.length > 0 ? named : own) swap(link);
  };
  const swap = (link) => {
    const url = new URL(link.href);
    url.searchParams.set('portico-version', version);
    const next = link.cloneNode();
    next.href = url.href;
    next.onload = next.onerror = () => link.remove();
    link.after(next);
  };
  document.addEventListener('visibilitychange', () => {
    source?.close();
    source = undefined;
    if (!document.hidden) listen();
  });
  if (!document.hidden) listen();
})();
`;
