import { expect, test } from 'vitest';
import { CGI_DEFAULTS, CORS_DEFAULTS, DEFAULTS, UPLOAD_DEFAULTS } from './defaults.ts';
import { parseConfig } from './parse.ts';
import { values } from './values.ts';

test('a switch that is only on means what an empty object does', () => {
  expect(values.cors.parse({})).toEqual(CORS_DEFAULTS);
  expect(values.upload.parse({})).toEqual(UPLOAD_DEFAULTS);
  expect(values.cgi.parse({})).toEqual(CGI_DEFAULTS);
});

test('nothing said is what the table makes of nothing', () => {
  expect(parseConfig({})).toEqual({ ok: true, config: DEFAULTS });
});
