import { defineResource, type ResourceDefinition } from '../../../resources/definition.ts';

const definitions: readonly ResourceDefinition[] = [
  defineResource({
    type: 'AWS::SageMaker::NotebookInstance',
    service: 'sagemaker',
    role: 'ai',
    names: ['NotebookInstanceName'],
    readOnly: { NotebookInstanceStatus: 'string' },
  }),
  defineResource({
    type: 'AWS::Bedrock::Guardrail',
    service: 'bedrock',
    role: 'ai',
    constants: { Version: 'DRAFT' },
    terraform: [{ type: 'aws_bedrock_guardrail', properties: {} }],
  }),
  defineResource({
    type: 'AWS::IAM::Role',
    service: 'iam',
    role: 'supporting',
    names: ['RoleName'],
    idFrom: (text) => /:role\/(?:.*\/)?([^/]+)$/.exec(text)?.[1],
  }),
  defineResource({
    type: 'AWS::IAM::Policy',
    service: 'iam',
    role: 'supporting',
    attaches: {
      to: 'AWS::IAM::Role',
      by: 'Roles[]',
      as: 'Policies',
      how: 'append',
      what: ['PolicyName', 'PolicyDocument'],
    },
  }),
  defineResource({
    type: 'AWS::IAM::ManagedPolicy',
    service: 'iam',
    role: 'supporting',
    attaches: {
      to: 'AWS::IAM::Role',
      by: 'Roles[]',
      as: 'ManagedPolicyArns',
      how: 'append',
      what: 'reference',
    },
  }),
  defineResource({
    type: 'Test::Bucket::Versioning',
    service: 's3',
    role: 'supporting',
    attaches: {
      to: 'AWS::S3::Bucket',
      by: 'Bucket',
      as: 'VersioningConfiguration',
      how: 'set',
      what: ['Status'],
    },
  }),
  defineResource({
    type: 'Test::Bucket::Policy',
    service: 's3',
    role: 'supporting',
    attaches: {
      to: 'AWS::S3::Bucket',
      by: 'Bucket',
      as: 'Policy',
      how: 'set',
      what: { value: 'PolicyDocument' },
    },
  }),
  defineResource({ type: 'AWS::S3::Bucket', service: 's3', role: 'supporting', names: ['BucketName'] }),
  defineResource({
    type: 'AWS::KMS::Key',
    service: 'kms',
    role: 'supporting',
    declared: { KeyManager: 'CUSTOMER' },
  }),
];

const byType = new Map(definitions.map((definition) => [definition.type, definition]));

/** A few small definitions: what the templates room asks of a definition, and nothing of the real ones. */
export const definitionOf = (type: string): ResourceDefinition | undefined => byType.get(type);
