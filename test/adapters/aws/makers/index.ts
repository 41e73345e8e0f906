import type { readers } from '../../../../adapters/aws/readers/index.ts';
import type { EmulatedAws } from '../kit.ts';
import { agentcoreMakers } from './agentcore.ts';
import { bedrockMakers } from './bedrock.ts';
import { cloudControlMakers } from './cloud-control.ts';
import { otherMakers } from './others.ts';
import { sagemakerMakers } from './sagemaker.ts';

type Make = (emulated: EmulatedAws, name: string) => Promise<unknown>;

/** Type → makes a small one of it in the emulator, and whatever it needs. */
export const makers: Readonly<Record<keyof typeof readers, Make>> = {
  ...agentcoreMakers,
  ...bedrockMakers,
  ...cloudControlMakers,
  ...otherMakers,
  ...sagemakerMakers,
};
