import type { JsonObject } from '../../../resources/resource.ts';
import { createResource } from '../../adapters/aws/cloud-control.ts';
import { type EmulatedAws, refOf } from '../../adapters/aws/kit.ts';
import type { DoorCase } from './door.ts';
import { KEY } from './key.ts';
import { tagged, untaggedPlan } from './tags.ts';

/** Made as CloudFormation makes it: no event of the service itself tells of it here. */
async function madeAs(emulated: EmulatedAws, type: string, properties: JsonObject) {
  const arn = await createResource(emulated, type, properties);
  return refOf(type, arn.split('/')[1] ?? '', { arn });
}

const PROMPT = { Name: 'greeting', DefaultVariant: 'short' };

const promptCase = (isGood: boolean): DoorCase => {
  const type = 'AWS::Bedrock::Prompt';
  const Properties = { ...PROMPT, ...(isGood && { CustomerEncryptionKeyArn: KEY, Tags: tagged.map }) };
  return {
    name: isGood ? 'a prompt with an owner, under a key' : 'a prompt without either',
    type,
    make: (emulated) => madeAs(emulated, type, Properties),
    template: { Judged: { Type: type, Properties } },
    plan: [
      {
        address: 'aws_bedrockagent_prompt.greeting',
        after: {
          name: 'greeting',
          default_variant: 'short',
          customer_encryption_key_arn: isGood ? KEY : null,
          ...(isGood ? tagged.plan : untaggedPlan),
        },
      },
    ],
    verdicts: {
      'bedrock-prompt-kms-cmk': isGood ? 'COMPLIANT' : 'NON_COMPLIANT',
      'bedrock-prompt-tagged': isGood ? 'COMPLIANT' : 'NON_COMPLIANT',
    },
  };
};

const FLOW = { Name: 'triage', ExecutionRoleArn: 'arn:aws:iam::111122223333:role/Flow' };

const flowCase = (hasKey: boolean): DoorCase => {
  const type = 'AWS::Bedrock::Flow';
  const Properties = { ...FLOW, ...(hasKey && { CustomerEncryptionKeyArn: KEY }) };
  return {
    name: hasKey ? 'a flow under a key' : 'a flow under a key of AWS',
    type,
    make: (emulated) => madeAs(emulated, type, Properties),
    template: { Judged: { Type: type, Properties } },
    plan: [
      {
        address: 'aws_bedrockagent_flow.triage',
        after: {
          name: 'triage',
          execution_role_arn: FLOW.ExecutionRoleArn,
          customer_encryption_key_arn: hasKey ? KEY : null,
        },
      },
    ],
    verdicts: { 'bedrock-flow-kms-cmk': hasKey ? 'COMPLIANT' : 'NON_COMPLIANT' },
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
    plan: [
      {
        address: 'aws_bedrock_inference_profile.chat',
        after: {
          name: 'chat',
          model_source: [{ copy_from: PROFILE.ModelSource.CopyFrom }],
          ...(hasOwner ? tagged.plan : untaggedPlan),
        },
      },
    ],
    verdicts: { 'bedrock-inference-profile-tagged': hasOwner ? 'COMPLIANT' : 'NON_COMPLIANT' },
  };
};

export const promptCases: readonly DoorCase[] = [true, false].flatMap((isGood) => [
  promptCase(isGood),
  flowCase(isGood),
  profileCase(isGood),
]);
