import { describe } from 'vitest';
import { authCases, hostCases, logCases, throttleCases } from './cases/access.ts';
import { cgiCases } from './cases/cgi.ts';
import { handlerCases, inspectCases, routeCases } from './cases/developing.ts';
import { cacheCases, corsCases, headerCases } from './cases/fields.ts';
import { fileCases } from './cases/files.ts';
import { liveReloadCases } from './cases/live-reload.ts';
import { listingCases, pageCases, redirectCases } from './cases/pages.ts';
import { proxyCases } from './cases/proxy.ts';
import { restCases } from './cases/rest.ts';
import { uploadCases } from './cases/upload.ts';
import { everything } from './support/served.ts';

/**
 * One server with every feature switched on: the cases of every feature's own tests hold there too, so none stands in
 * another's way.
 */
describe.each(['http/1.1', 'https, http/1.1', 'https, h2'] as const)('everything at once, over %s', (protocol) => {
  const subject = everything(protocol);
  describe('files', () => fileCases(subject));
  describe('pages', () => pageCases(subject));
  describe('redirects', () => redirectCases(subject));
  describe('listings', () => listingCases(subject));
  describe('headers', () => headerCases(subject));
  describe('caching', () => cacheCases(subject));
  describe('cors', () => corsCases(subject));
  describe('upload', () => uploadCases(subject));
  describe('rest', () => restCases(subject));
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
});
