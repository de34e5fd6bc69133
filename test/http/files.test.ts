import { describe } from 'vitest';
import { logCases } from './cases/access.ts';
import { fileCases } from './cases/files.ts';
import { pageCases } from './cases/pages.ts';
import { dotfileCases, symlinkCases } from './cases/places.ts';
import { only } from './support/served.ts';

describe('files by themselves', () => fileCases(only('mediaTypes', 'cleanUrls', 'inspect', 'mounts')));
describe('pages by themselves', () => pageCases(only('cleanUrls', 'spa', 'mounts')));
describe('the log by itself', () => logCases(only('log')));
describe('names with a dot by themselves', () => dotfileCases(only(), 'hide'));
describe('links by themselves', () => symlinkCases(only('cgi', 'handlers'), 'inside'));
