import { NOTING, notePorts } from './_remediation/deployed.ts';
import { type Recording, recordRemediation as record } from './_remediation/record.ts';
import { parseEnv } from './_runtime/env.ts';
import { eventHandler } from './_runtime/handler.ts';

const ports = notePorts(parseEnv(...NOTING));

/** How a remediation ended → evidence and history. */
export const recordRemediation = async (event: Recording) => record(event, ports);

export const handler = eventHandler(recordRemediation);
