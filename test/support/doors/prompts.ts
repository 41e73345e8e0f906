import type { JsonObject } from '../../../resources/resource.ts';
import { createResource } from '../../adapters/aws/cloud-control.ts';
import { type EmulatedAws, refOf } from '../../adapters/aws/kit.ts';
import type { DoorCase } from './door.ts';
import { tagged } from './tags.ts';

/** Made as CloudFormation makes it: no event of the service itself tells of it here. */
async function madeAs(emulated: EmulatedAws, type: string, properties: JsonObject) {
  const arn = await createResource(emulated, type, properties);
  return refOf(type, arn.split('/')[1] ?? '', { arn });
}

const PROMPT = { Name: 'greeting', DefaultVariant: 'short' };

const promptCase = (hasOwner: boolean): DoorCase => {
  const type = 'AWS::Bedrock::Prompt';
  const Properties = { ...PROMPT, ...(hasOwner && { Tags: tagged.map }) };
  return {
    name: hasOwner ? 'a prompt with an owner' : 'a prompt without one',
    type,
    make: (emulated) => madeAs(emulated, type, Properties),
    template: { Judged: { Type: type, Properties } },
    verdicts: { 'bedrock-prompt-tagged': hasOwner ? 'COMPLIANT' : 'NON_COMPLIANT' },
  };
};

const PROFILE = {
  InferenceProfileName: 'chat',
  ModelSource: { CopyFrom: 'arn:aws:bedrock:eu-central-1::foundation-model/amazon.nova-lite-v1:0' },
};

const profileCase = (hasOwner: boolean): DoorCase => {
  const type = 'AWS::Bedrock::ApplicationInferenceProfile';
  const Properties = { ...PROFILE, ...(hasOwner && { Tags: tagged.list }) };
  return {
    name: hasOwner ? 'an inference profile with an owner' : 'an inference profile without one',
    type,
    make: (emulated) => madeAs(emulated, type, Properties),
    template: { Judged: { Type: type, Properties } },
    verdicts: { 'bedrock-inference-profile-tagged': hasOwner ? 'COMPLIANT' : 'NON_COMPLIANT' },
  };
};

export const promptCases: readonly DoorCase[] = [true, false].flatMap((hasOwner) => [
  promptCase(hasOwner),
  profileCase(hasOwner),
]);
