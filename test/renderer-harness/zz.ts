import { openPages } from './page.ts';
import { FULL, rows, server, SERVERS } from './scenario.ts';
const taken = server('handbook', { port: 8080, root: 'Work/handbook/public', state: { kind: 'failed', error: { code: 'PORT_IN_USE', params: { port: 8080, by: ' by node (process 48213)', program: 'node', pid: 48213 }, message: '' } }, config: {portFallback: false} });
const gone = server('godot-export', { port: 8060, root: 'Games/Lanternfall/web', state: { kind: 'running', host: '127.0.0.1', port: 8060, secure: false, addresses: [{ url: 'http://127.0.0.1:8060/', kind: 'loopback' }], notices: [], root: 'missing' } });
const denied = server('Scans', { port: 8003, root: 'Scans', state: { kind: 'failed', error: { code: 'ROOT_DENIED', params: { root: '/srv' }, message: '' } } });
const moved = server('atlas', { port: 8000, root: 'Projects/atlas/dist', state: { kind: 'running', host: '127.0.0.1', port: 8001, secure: false, addresses: [{ url: 'http://127.0.0.1:8001/', kind: 'loopback' }], notices: [{code:'PORT_MOVED', params:{port:8000,moved:8001,by:'',program:'node',pid:48213}, message:'x'}], root: 'ok' } });
const died = server('api', { port: 8003, root: 'Scans', state: { kind: 'failed', error: { code: 'ENGINE_DIED', params: { problem: 'out of memory' }, message: 'The server stopped unexpectedly: out of memory' } } });
await openPages(async (open) => {
  const shot = async (name: string, scenario: any, act?: (page: any) => Promise<void>, w = 1280, h = 800) => {
    const { page, complaints } = await open(scenario, w, h);
    await page.waitForTimeout(350);
    if (act) await act(page);
    await page.screenshot({ path: `/tmp/rs/${name}.png` });
    if (complaints.length) console.log(name, complaints);
    await page.close();
  };
  const only = process.argv.slice(2);
  const all: Record<string, () => Promise<void>> = {
    dark: () => shot('dark', { ...FULL, theme: 'dark', language: 'zh' }),
    narrow: () => shot('narrow', FULL, undefined, 400, 800),
    narrowlist: () => shot('narrowlist', FULL, (p) => p.getByRole('button', { name: 'Servers' }).click(), 400, 800),
    narrowaddr: () => shot('narrowaddr', FULL, async (p) => { await p.getByRole('button', { name: 'Addresses' }).click(); await p.waitForTimeout(500); }, 400, 800),
    wide: () => shot('wide', FULL, undefined, 1920, 1080),
    port: () => shot('port', { ...FULL, servers: [taken, ...SERVERS.slice(0, 2)], rows: { handbook: rows(12) } }),
    gone: () => shot('gone', { ...FULL, theme: 'dark', servers: [gone, ...SERVERS.slice(0, 2)], rows: { 'godot-export': rows(12) } }),
    denied: () => shot('denied', { ...FULL, language: 'zh', servers: [denied], rows: {} }),
    died: () => shot('died', { ...FULL, servers: [died], rows: {} }),
    moved: () => shot('moved', { ...FULL, servers: [moved], rows: {} }),
    settings: () => shot('settings', FULL, (p) => p.getByRole('button', { name: 'Settings' }).click()),
    palette: () => shot('palette', FULL, async (p) => { await p.keyboard.press('Control+k'); await p.waitForTimeout(300); await p.keyboard.type('at'); await p.waitForTimeout(100); }),
    filter: () => shot('filter', FULL, async (p) => { await p.keyboard.press('Control+f'); await p.waitForTimeout(100); await p.keyboard.type('status:'); await p.waitForTimeout(100); }),
    badfilter: () => shot('badfilter', FULL, async (p) => { await p.getByRole('combobox').fill('larger:huge'); await p.waitForTimeout(100); }),
    menu: () => shot('menu', FULL, async (p) => { await p.getByRole('button', { name: 'More' }).click(); await p.waitForTimeout(300); }),
    columns: () => shot('columns', FULL, async (p) => { await p.getByRole('button', { name: 'Columns' }).click(); await p.waitForTimeout(300); }),
    removed: () => shot('removed', FULL, async (p) => { await p.getByRole('button', { name: 'More' }).click(); await p.getByRole('menuitem', { name: 'Remove' }).click(); await p.waitForTimeout(500); }),
    shared: () => shot('shared', FULL, async (p) => { await p.getByRole('button', { name: /visible on your network/ }).click(); await p.waitForTimeout(300); }),
    rename: () => shot('rename', FULL, async (p) => { await p.getByRole('button', { name: 'More' }).click(); await p.getByRole('menuitem', { name: 'Rename' }).click(); await p.waitForTimeout(500); }),
    drop: () => shot('drop', FULL, async (p) => { await p.evaluate(() => { const d = new DataTransfer(); d.items.add(new File(['x'], 'x')); window.dispatchEvent(new DragEvent('dragenter', { dataTransfer: d })); }); await p.waitForTimeout(400); }),
    scrolled: () => shot('scrolled', FULL, async (p) => { await p.getByRole('grid').focus(); await p.keyboard.press('PageUp'); await p.keyboard.press('PageUp'); await p.evaluate((r: any) => (window as any).pushRows('atlas', r), rows(37, 1483)); await p.waitForTimeout(200); }),
    many: () => shot('many', { ...FULL, servers: Array.from({ length: 200 }, (_, i) => server(`server-with-a-long-name-${i}`, { port: 9000 + i, root: `x/${i}`, state: i % 3 ? 'running' : 'off' })) }),
  };
  for (const [name, run] of Object.entries(all)) if (only.length === 0 || only.includes(name)) await run().catch((e) => console.log(name, String(e).slice(0, 400)));
});
