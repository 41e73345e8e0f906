export { AwsError, EmulatorError } from './errors.ts';
export type { Fault } from './faults.ts';
export { type Emulated, type EmulatedConfig, type EmulateOptions, emulate } from './plugin.ts';
export type { TrailRecord } from './trail.ts';
export { createWorld, type World, type WorldOptions } from './world.ts';
