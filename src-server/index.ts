/** The engine's public surface: what the app, tests and other programs may rely on. */
export { toCommandLine } from './config/command-line.ts';
export { findContradictions } from './config/contradictions.ts';
export { minimalConfig } from './config/minimal.ts';
export { type ParsedConfig, parseConfig } from './config/parse.ts';
export { resolvePaths } from './config/paths.ts';
export { type ConfigInput, OPTIONS, type OptionKey, type ServerConfig } from './config/schema.ts';
export type { EngineSettings } from './engine-settings.ts';
export { type ErrorReport, ServerError, type ServerErrorCode } from './errors.ts';
export type { ExchangeDetail } from './log/detail.ts';
export type { ExchangeRecord } from './log/record.ts';
export { FileServer } from './server.ts';
export type { Address, Counters, Notice, ServerEvents, ServerState, Transfer } from './state.ts';
