import {
  BedrockClient,
  DeleteResourcePolicyCommand,
  GetResourcePolicyCommand,
  ListImportedModelsCommand,
  PutResourcePolicyCommand,
} from '@aws-sdk/client-bedrock';
import {
  CreateModelPackageGroupCommand,
  DeleteModelPackageGroupPolicyCommand,
  GetModelPackageGroupPolicyCommand,
  PutModelPackageGroupPolicyCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { expect, it } from 'vitest';
import { type Endpoint, refusal } from '../kit.ts';

/** What Bedrock and SageMaker promise about policies that hang on a resource. */
export function resourcePoliciesContract(open: () => Endpoint): void {
  it('a resource policy of Bedrock is put, read and deleted', async () => {
    const { client, region, account } = open();
    const bedrock = client(BedrockClient);
    const resourceArn = `arn:aws:bedrock:${region}:${account}:guardrail/abcdefghij12`;
    const read = () => bedrock.send(new GetResourcePolicyCommand({ resourceArn }));
    expect((await refusal(read())).name).toBe('ResourceNotFoundException');
    await bedrock.send(new PutResourcePolicyCommand({ resourceArn, resourcePolicy: '{"Statement":[]}' }));
    expect((await read()).resourcePolicy).toBe('{"Statement":[]}');
    await bedrock.send(new DeleteResourcePolicyCommand({ resourceArn }));
    expect((await refusal(read())).name).toBe('ResourceNotFoundException');
    expect((await bedrock.send(new ListImportedModelsCommand({}))).modelSummaries).toEqual([]);
  });

  it('a policy of a model package group is put, read and deleted', async () => {
    const sagemaker = open().client(SageMakerClient);
    const ModelPackageGroupName = 'credit';
    await sagemaker.send(new CreateModelPackageGroupCommand({ ModelPackageGroupName }));
    const read = () => sagemaker.send(new GetModelPackageGroupPolicyCommand({ ModelPackageGroupName }));
    expect((await refusal(read())).message).toMatch(/^Cannot find/);
    const ResourcePolicy = '{"Statement":[]}';
    await sagemaker.send(new PutModelPackageGroupPolicyCommand({ ModelPackageGroupName, ResourcePolicy }));
    expect((await read()).ResourcePolicy).toBe(ResourcePolicy);
    await sagemaker.send(new DeleteModelPackageGroupPolicyCommand({ ModelPackageGroupName }));
    expect((await refusal(read())).message).toMatch(/^Cannot find/);
  });
}
