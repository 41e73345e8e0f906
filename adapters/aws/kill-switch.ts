import type { KillSwitch } from '../../engine/remediation/brakes.ts';
import type { Aws } from './aws.ts';

/** Reads the parameter that lets remediations happen at all; whatever is not exactly `on` is off, an error too. */
export const killSwitch = (aws: Aws, Name: string) => async (): Promise<KillSwitch> => {
  try {
    const { GetParameterCommand, SSMClient } = await import('./clients/ssm.ts');
    const { Parameter } = await aws.client(SSMClient, aws.region).send(new GetParameterCommand({ Name }));
    if (Parameter?.Value === 'on') return { isOn: true };
    return { isOn: false, because: `the kill switch is used: the parameter ${Name} is not "on"` };
  } catch (error) {
    const name = error instanceof Error ? error.name : String(error);
    return { isOn: false, because: `the kill switch cannot be read, and holds: ${Name}: ${name}` };
  }
};
