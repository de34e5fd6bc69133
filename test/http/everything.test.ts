import { describe, expect, test } from 'vitest';
import { OPTIONS } from '../../src-server/config/schema.ts';
import { authCases, hostCases, logCases, throttleCases, workerCases } from './cases/access.ts';
import { cgiCases } from './cases/cgi.ts';
import { handlerCases, inspectCases, routeCases } from './cases/developing.ts';
import { cacheCases, corsCases, headerCases } from './cases/fields.ts';
import { fileCases } from './cases/files.ts';
import { liveReloadCases } from './cases/live-reload.ts';
import { listingCases, pageCases, redirectCases } from './cases/pages.ts';
import { dotfileCases, symlinkCases } from './cases/places.ts';
import { proxyCases } from './cases/proxy.ts';
import { restCases } from './cases/rest.ts';
import { uploadCases } from './cases/upload.ts';
import { everything, type Subject, type Variant } from './support/served.ts';
import { canSharePort } from './support/shared-port.ts';
import { siteOptions } from './support/site.ts';

/** Switches whose values exclude each other are in another position each time. */
const VARIANTS = [
  { protocol: 'http/1.1', dotfiles: 'serve', symlinks: 'follow' },
  { protocol: 'https, http/1.1', tls: 'files', dotfiles: 'serve', symlinks: 'refuse' },
  { protocol: 'https, h2', tls: 'local-ca', dotfiles: 'hide', symlinks: 'inside' },
] as const satisfies Variant[];
type Values = Pick<(typeof VARIANTS)[number], 'dotfiles' | 'symlinks'>;

/** What says where the server is, and switches that are on unless they are turned off. */
const NO_SWITCHES = ['name', 'root', 'host', 'port', 'portFallback', 'listing', 'compression'];

test('every option of the table is switched on below', () => {
  const given = [...Object.keys(siteOptions('http://127.0.0.1:1')), 'tls', 'dotfiles', 'symlinks', ...NO_SWITCHES];
  expect(given.sort()).toEqual(Object.keys(OPTIONS).sort());
});

/**
 * One server with every feature switched on: the cases of every feature's own tests hold there too, so none stands in
 * another's way.
 */
describe.each(VARIANTS)('everything at once, over $protocol', (variant) => {
  const subject = everything(variant);
  casesBesideRest(subject, variant);
  describe('rest', () => restCases(subject));
  describe('workers', () => workerCases(subject, canSharePort ? /the data of rest is kept by one/ : /it needs Node/));
});

const ON_TWO_LISTENERS = 'everything that two listeners can serve together';
if (canSharePort) {
  describe(ON_TWO_LISTENERS, () => {
    const values = { dotfiles: 'hide', symlinks: 'follow' } as const;
    const subject = everything({ protocol: 'http/1.1', ...values }, 'rest');
    casesBesideRest(subject, values);
    describe('workers', () => workerCases(subject, undefined));
  });
} else {
  test.skip(
    `${ON_TWO_LISTENERS}: it needs Node 22.12 on Linux, this is ${process.versions.node} on ${process.platform}`,
  );
}

function casesBesideRest(subject: Subject, { dotfiles, symlinks }: Values): void {
  describe('files', () => fileCases(subject));
  describe('dotfiles', () => dotfileCases(subject, dotfiles));
  describe('symbolic links', () => symlinkCases(subject, symlinks));
  describe('pages', () => pageCases(subject));
  describe('redirects', () => redirectCases(subject));
  describe('listings', () => listingCases(subject));
  describe('headers', () => headerCases(subject));
  describe('caching', () => cacheCases(subject));
  describe('cors', () => corsCases(subject));
  describe('upload', () => uploadCases(subject));
  describe('routes', () => routeCases(subject));
  describe('handlers', () => handlerCases(subject));
  describe('inspect', () => inspectCases(subject));
  describe('proxy', () => proxyCases(subject));
  describe('cgi', () => cgiCases(subject));
  describe('live reload', () => liveReloadCases(subject));
  describe('hosts', () => hostCases(subject));
  describe('throttle', () => throttleCases(subject));
  describe('auth', () => authCases(subject));
  describe('log', () => logCases(subject));
}
