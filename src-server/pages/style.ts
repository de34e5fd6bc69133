import { FILE_ICON_STYLE } from './icons.ts';

/** Colours and sizes are those of the design tokens, shortened: b background, i ink, l line, a accent, d danger, k ok. */
const LIGHT =
  '--b:#fdfcfa;--bs:#f7f4ef;--br:#fff;--bh:#00000008;--i:#221f1a;--i2:#575046;--i3:#6e665a;--l:#e3ddd2;--ls:#cdc5b8;--lc:#8c8375;' +
  '--a:#eaa32c;--ae:#b8720f;--ao:#2b1a02;--at:#824c07;--as:#fcf0d9;--f:#8f5408;--d:#ad2e1f;--k:#1c6b54;' +
  'color-scheme:light';
const DARK =
  '--b:#1f1c18;--bs:#191714;--br:#282420;--bh:#ffffff0a;--i:#f2eee7;--i2:#bdb5a8;--i3:#a0988b;--l:#332e28;--ls:#4a443b;--lc:#877e71;' +
  '--a:#eeac3f;--ae:#eeac3f;--ao:#241602;--at:#f3bd68;--as:#352810;--f:#f3bd68;--d:#ff9181;--k:#74c9a8;' +
  'color-scheme:dark';

const BASE = `
:root{${LIGHT};--xs:.75rem;--md:.8125rem;--lg:.9375rem;--w:420;--w2:530;--w3:620}
@media (prefers-color-scheme:dark){:root{${DARK}}}
:lang(zh){--xs:.78125rem;--md:.84375rem;--w:400;--w2:500;--w3:600}
*,::before,::after{box-sizing:border-box}
body{margin:0;min-height:100vh;background:var(--b);color:var(--i);font:var(--w) var(--md)/1.45 Inter,"Segoe UI",system-ui,"Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif;display:flex;flex-direction:column}
body>*{width:100%;max-width:1000px;margin-inline:auto;padding-inline:32px}
h1,h2,p,ul{margin-block:0;padding-block:0;list-style:none}
ul{padding:0}
h1,h2{font-weight:var(--w3);line-height:1.25}
h1{font-size:1.625rem;letter-spacing:-.02em;overflow-wrap:anywhere}
a{color:inherit}
button,input{font:inherit;color:inherit}
:focus-visible{outline:2px solid var(--f);outline-offset:2px;border-radius:3px}
[hidden]{display:none!important}
.i{width:20px;height:20px;flex:none;stroke:currentColor;stroke-width:1.75;fill:none;stroke-linecap:round;stroke-linejoin:round}
.is{width:14px;height:14px}
.btn{display:inline-flex;align-items:center;justify-content:center;height:36px;padding:0 16px;border-radius:7px;border:1px solid var(--ls);background:var(--br);font-weight:var(--w2);white-space:nowrap;text-decoration:none;cursor:pointer}
.pri{background:var(--a);border-color:var(--ae);color:var(--ao)}
footer{margin-top:auto;padding-block:22px;font-size:var(--xs);color:var(--i3);display:flex;gap:8px;align-items:center;order:9}
footer svg{width:16px;height:16px}`;

const LISTING = `
nav{display:flex;flex-wrap:wrap;gap:2px 4px;align-items:center;padding-top:30px;color:var(--i3);overflow-wrap:anywhere}
nav a{color:var(--i2);text-decoration-color:var(--ls)}
header{display:flex;gap:16px;align-items:start;padding-top:4px;padding-bottom:46px}
header h1{flex:1;min-width:0}
.sum{order:1;margin-top:-42px;height:42px;color:var(--i3);font-variant-numeric:tabular-nums}
.q{width:200px;height:32px;padding:0 10px;border:1px solid var(--lc);border-radius:7px;background:var(--br)}
.q::placeholder{color:var(--i3);opacity:1}
main{order:2}
table{width:100%;border-collapse:collapse;table-layout:fixed}
th,td{padding:0;text-align:left;border-bottom:1px solid var(--l)}
th{font-size:var(--xs);font-weight:var(--w2);color:var(--i2);height:34px;border-color:var(--ls);white-space:nowrap}
th a{text-decoration:none;display:inline-flex;gap:4px;align-items:center;padding:6px 0}
td{height:40px;font-variant-numeric:tabular-nums}
td a,.no{display:grid;grid-template-columns:20px minmax(0,1fr);gap:12px;align-items:center;min-height:39px;color:var(--i);text-decoration:none;font-variant-numeric:normal}
tr:hover td{background:var(--bh)}
td a::before,.no::before{content:"";width:20px;height:20px;background:var(--i3);-webkit-mask:var(--m) var(--p,0)/160px}
.dir ::before{content:none!important}
td bdi{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.dir a{font-weight:var(--w2)}
.dir .i{color:var(--at);fill:var(--as)}
.sz{width:120px;text-align:right;color:var(--i2)}
.md{width:150px;text-align:right;color:var(--i3);white-space:nowrap}
.md i{font-style:normal}
.no{color:var(--i3)}
.mt{padding:48px 0;text-align:center;color:var(--i2)}`;

const UPLOAD = `
.ua{order:2;padding-bottom:18px}
.up{border:1px solid var(--ls);border-radius:14px;background:var(--bs);padding:18px 20px;display:grid;grid-template-columns:24px minmax(0,1fr) auto;gap:2px 14px;align-items:center}
.up .i{width:24px;height:24px;color:var(--at);grid-row:span 2}
.up h2{font-size:var(--lg)}
.up p{grid-column:2;font-size:var(--xs);color:var(--i2)}
.pick{grid-column:3;grid-row:1/span 2;display:flex;flex-wrap:wrap;gap:8px;align-items:center}
.over{background:var(--as);border-color:var(--ae);box-shadow:inset 0 0 0 2px var(--a)}
.ups li{display:grid;grid-template-columns:20px minmax(0,1fr) minmax(150px,auto) 28px;gap:0 12px;align-items:center;min-height:46px;border-bottom:1px solid var(--l);overflow-wrap:anywhere}
.ups small{font-size:var(--xs);color:var(--i3);text-align:right;font-variant-numeric:tabular-nums}
.ups em{font-style:normal;color:var(--i3)}
.ups button{width:28px;height:28px;border:0;background:none;padding:4px;border-radius:5px;color:var(--i2)}
.bar{height:4px;border-radius:2px;background:var(--l);margin-top:6px}
.bar>*{height:4px;border-radius:2px;background:var(--ae);width:0}
.ok>.i{color:var(--k)}
.bad>.i,.bad em{color:var(--d)}`;

const ERROR = `
:root{--pl:#f0b74f;--ps:#f8e0b2;--pc:#4a3b2a;--sh:#e3ddd2}
@media (prefers-color-scheme:dark){:root{--pl:#dc9f3c;--ps:#46341a;--pc:#b8b0a3;--sh:#37322b}}
footer b{margin-left:auto;font-weight:inherit}
code{font:.94em ui-monospace,"SF Mono","Cascadia Mono","DejaVu Sans Mono",monospace;overflow-wrap:anywhere}
.nf{flex:1 0 auto;display:grid;align-content:center;justify-items:center;text-align:center;padding-block:40px}
.nf svg{width:320px;max-width:100%}
.nf h1{margin:26px 0 8px}
.nf p{color:var(--i2);max-width:52ch;text-wrap:balance;line-height:1.6}
.acts{display:flex;gap:8px;margin-top:20px;flex-wrap:wrap;justify-content:center}`;

const INSPECT = `
main{padding-block:30px 40px}
h2{font-size:var(--lg);margin:26px 0 6px}
dl{margin:14px 0 0;display:grid;grid-template-columns:minmax(120px,max-content) minmax(0,1fr);border-top:1px solid var(--l)}
dt,dd{margin:0;padding:7px 16px 7px 0;border-bottom:1px solid var(--l)}
dt{color:var(--i2);overflow-wrap:anywhere}
dd,pre{font:.94em/1.5 ui-monospace,"SF Mono","Cascadia Mono","DejaVu Sans Mono",monospace;overflow-wrap:anywhere;white-space:pre-wrap}
pre{margin:0;padding:12px 14px;border:1px solid var(--l);border-radius:7px;background:var(--bs)}
@media (max-width:720px){body>*{padding-inline:16px}dl{grid-template-columns:minmax(0,1fr)}dt{border:0;padding-bottom:0}}`;

const PHONE = `
@media (max-width:720px){
body>*{padding-inline:16px}nav{padding-top:18px}
header{position:relative}.q{position:absolute;inset:auto 16px 10px;width:auto;height:38px}
header:has(.q:not([hidden])){padding-bottom:94px}header:has(.q:not([hidden]))~.sum{margin-top:-90px;height:90px}
tr{display:grid;grid-template-columns:minmax(0,1fr) 92px;align-content:center}
tbody tr{height:58px;border-bottom:1px solid var(--l)}
th,td{height:auto;border:0;display:block}thead tr{border-bottom:1px solid var(--ls);height:34px}
th.sz{display:none}.sz,.md{width:auto}td:first-child{grid-row:1/3;align-self:center}
td.sz,td.md{grid-column:2;font-size:var(--xs);line-height:1.35}.md i{display:none}
td a,.no{padding-right:10px}td bdi{white-space:normal;display:-webkit-box;-webkit-line-clamp:2;-webkit-box-orient:vertical;line-height:1.35;overflow-wrap:anywhere}
.up{grid-template-columns:24px minmax(0,1fr)}.pick{grid-column:1/-1;grid-row:auto;margin-top:10px}.pick .btn{flex:1;height:44px}
.ups li{grid-template-columns:20px minmax(0,1fr) 28px;padding:6px 0}.ups small{grid-column:2;text-align:left}}`;

/** Inlined, so that a page needs no further request; each stays under 6 kB, the image of the icons apart. */
export const LISTING_STYLE = minified(BASE, LISTING, UPLOAD, PHONE) + FILE_ICON_STYLE;
export const ERROR_STYLE = minified(BASE, ERROR);

function minified(...parts: readonly string[]): string {
  return parts.join('').replace(/\n/g, '');
}
export const INSPECT_STYLE = minified(BASE, INSPECT);
