import { expect, test } from 'vitest';
import { awsccMapping } from '../../../adapters/templates/terraform-awscc.ts';
import { readTerraformPlan } from '../../../adapters/templates/terraform-plan.ts';
import { definitions } from '../../../resources/index.ts';
import type { Json, JsonObject } from '../../../resources/resource.ts';
import { shapeOf } from '../../../resources/shapes.ts';

const mappingOf = (type: string) => {
  const definition = definitions.find((each) => each.type === type);
  return definition && awsccMapping(definition);
};

test.each([
  ['AWS::Bedrock::Guardrail', 'awscc_bedrock_guardrail'],
  ['AWS::BedrockAgentCore::BrowserCustom', 'awscc_bedrockagentcore_browser_custom'],
  ['AWS::KMS::Key', 'awscc_kms_key'],
  ['AWS::SageMaker::MlflowTrackingServer', 'awscc_sagemaker_mlflow_tracking_server'],
])('%s is %s', (type, terraform) => {
  expect(mappingOf(type)?.type).toBe(terraform);
});

test('a type that CloudFormation has not is not in awscc either', () => {
  expect(mappingOf('AWS::SageMaker::TrainingJob')).toBeUndefined();
});

const role = (written: JsonObject, expressions: JsonObject): JsonObject | undefined => {
  const plan: Json = {
    resource_changes: [
      {
        address: 'awscc_iam_role.r',
        type: 'awscc_iam_role',
        mode: 'managed',
        change: { actions: ['create'], ...written },
      },
    ],
    configuration: {
      root_module: { resources: [{ address: 'awscc_iam_role.r', type: 'awscc_iam_role', expressions }] },
    },
  };
  return readTerraformPlan({ file: 'p', plan, definitions, shapeOf }).resources[0]?.properties;
};

test('a resource of awscc has the names, the lists and the documents of CloudFormation', () => {
  const after = {
    assume_role_policy_document: '{"Statement":[]}',
    policies: [{ policy_name: 'p', policy_document: '{"Statement":{}}' }],
    tags: [{ key: 'owner', value: 'ml' }],
  };
  expect(role({ after }, {})).toEqual({
    AssumeRolePolicyDocument: { Statement: [] },
    Policies: [{ PolicyName: 'p', PolicyDocument: { Statement: {} } }],
    Tags: [{ Key: 'owner', Value: 'ml' }],
  });
});

test('what nobody sets is not there, though the provider leaves it open', () => {
  const written = { after: {}, after_unknown: { managed_policy_arns: true, permissions_boundary: true } };
  expect(role(written, { permissions_boundary: { references: ['var.b'] } })).toEqual({
    PermissionsBoundary: { $unknown: 'known only after apply' },
  });
});
