import { describe, expect, it } from 'vitest';
import { plain, toCloudFormation } from '../../../adapters/aws/cloudformation.ts';

const guardrail = 'AWS::Bedrock::Guardrail';

describe('an SDK answer in CloudFormation shape', () => {
  it('matches names without regard to case, at every depth', () => {
    const source = {
      vectorIngestionConfiguration: {
        customTransformationConfiguration: { intermediateStorage: { s3Location: { uri: 's3://b' } } },
      },
    };
    expect(toCloudFormation(source, 'AWS::Bedrock::DataSource')).toEqual({
      VectorIngestionConfiguration: {
        CustomTransformationConfiguration: { IntermediateStorage: { S3Location: { URI: 's3://b' } } },
      },
    });
  });

  it('renames at a path, through lists', () => {
    const answer = { contentPolicy: { filters: [{ type: 'HATE' }, { type: 'SEXUAL' }] } };
    const renames = { contentPolicy: 'ContentPolicyConfig', 'contentPolicy.filters': 'FiltersConfig' };
    expect(toCloudFormation(answer, guardrail, renames)).toEqual({
      ContentPolicyConfig: { FiltersConfig: [{ Type: 'HATE' }, { Type: 'SEXUAL' }] },
    });
  });

  it('leaves keys of maps and free JSON as they are', () => {
    expect(
      toCloudFormation({ environmentVariables: { log_Level: 'x' } }, 'AWS::BedrockAgentCore::Runtime'),
    ).toEqual({
      EnvironmentVariables: { log_Level: 'x' },
    });
    const containers = { PrimaryContainer: { Environment: { lower: 'x', When: new Date(0) } } };
    expect(toCloudFormation(containers, 'AWS::SageMaker::Model')).toEqual({
      PrimaryContainer: { Environment: { lower: 'x', When: '1970-01-01T00:00:00.000Z' } },
    });
  });

  it('leaves out what the type has not, and what is undefined or null', () => {
    const answer = { name: 'a', updatedAt: new Date(0), description: undefined, kmsKeyArn: null };
    expect(toCloudFormation(answer, guardrail)).toEqual({ Name: 'a' });
  });

  it('keeps false, zero and the empty list', () => {
    const answer = { contentPolicy: { filters: [] } };
    const renames = { contentPolicy: 'ContentPolicyConfig', 'contentPolicy.filters': 'FiltersConfig' };
    expect(toCloudFormation(answer, guardrail, renames)).toEqual({
      ContentPolicyConfig: { FiltersConfig: [] },
    });
    const model = { EnableNetworkIsolation: false };
    expect(toCloudFormation(model, 'AWS::SageMaker::Model')).toEqual(model);
  });

  it('says unknown of a union member that the SDK does not know', () => {
    const answer = { authorizerConfiguration: { $unknown: ['newAuthorizer', { a: 1 }] } };
    expect(toCloudFormation(answer, 'AWS::BedrockAgentCore::Gateway')).toEqual({
      AuthorizerConfiguration: { $unknown: 'the SDK does not know the member newAuthorizer' },
    });
  });

  it('lets an unknown stand', () => {
    expect(toCloudFormation({ name: { $unknown: 'denied' } }, guardrail)).toEqual({
      Name: { $unknown: 'denied' },
    });
  });

  it('refuses a type without a shape', () => {
    expect(() => toCloudFormation({}, 'AWS::None::Such')).toThrow('AWS::None::Such has no shape');
  });

  it('makes any SDK value JSON', () => {
    expect(plain({ a: [new Date(0), undefined, 1n], b: null })).toEqual({
      a: ['1970-01-01T00:00:00.000Z', null, '1'],
    });
  });
});
