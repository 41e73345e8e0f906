export { EmulatorError } from './errors.ts';
export { type Emulated, emulate } from './plugin.ts';
export { invokePeriodicRules, recordConfigurationItem } from './services/config-service/invoke.ts';
export { readStream } from './services/dynamodb/stream.ts';
export { publishEvent } from './services/eventbridge/_shared.ts';
export type { TrailRecord } from './trail.ts';
export { createWorld, type World } from './world.ts';
