import type { Json, JsonObject, Resource } from '../../resources/resource.ts';
import { rules } from '../../rules/index.ts';

/** 2 kB in the mean with the rest: a real resource has more than what rules look at. */
const PADDING_BYTES = 2000;

/** Resources of all judged types in turn, from the rules' own examples, each with an identity of its own and tags. */
export function mixedResources(count: number): Resource[] {
  const kinds = rules
    .filter(({ resourceType }) => resourceType !== '*')
    .flatMap(({ resourceType, examples }) =>
      [...examples.compliant, ...examples.nonCompliant].map(({ properties }) => ({
        type: resourceType,
        properties,
      })),
    );
  return Array.from({ length: count }, (_, index) => {
    const kind = kinds[index % kinds.length];
    if (!kind) throw new Error('no rule has an example');
    return resourceOf(index, kind.type, kind.properties);
  });
}

function resourceOf(index: number, type: string, properties: { readonly [key: string]: Json }): Resource {
  return {
    type,
    id: `resource-${index}`,
    arn: `arn:aws:assay-bench:eu-west-1:111122223333:thing/resource-${index}`,
    partition: 'aws',
    account: '111122223333',
    region: 'eu-west-1',
    source: 'live',
    properties: { ...properties, Description: description(index), Inventory: inventory(index) },
  };
}

const description = (index: number): string => `resource ${index} `.repeat(12);

/** Nested as real configurations are, not one long text. */
function inventory(index: number): JsonObject {
  const items: Json[] = [];
  for (let bytes = 0; bytes < PADDING_BYTES - 150; bytes += 90) {
    items.push({
      Key: `owner-${index}-${bytes}`,
      Value: `team-${bytes % 7}`,
      Enabled: bytes % 2 === 0,
      Count: bytes,
    });
  }
  return { Items: items, Subnets: [`subnet-${index}`, `subnet-${index + 1}`] };
}

/** A CloudFormation template of so many notebooks, every second one at fault. */
export function notebookTemplate(count: number): string {
  const resources = Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`Notebook${index}`, notebook(index)]),
  );
  return JSON.stringify({ AWSTemplateFormatVersion: '2010-09-09', Resources: resources }, null, 2);
}

function notebook(index: number): Json {
  const state = index % 2 === 0 ? 'Enabled' : 'Disabled';
  return {
    Type: 'AWS::SageMaker::NotebookInstance',
    Properties: {
      InstanceType: 'ml.t3.medium',
      RoleArn: 'arn:aws:iam::111122223333:role/notebooks',
      NotebookInstanceName: `notebook-${index}`,
      DirectInternetAccess: state,
      RootAccess: state,
      SubnetId: 'subnet-0a1b2c3d',
      SecurityGroupIds: ['sg-0a1b2c3d'],
      KmsKeyId: 'alias/notebooks',
      Tags: [{ Key: 'team', Value: `team-${index % 9}` }],
    },
  };
}

const EVENTS: readonly { source: string; name: string; request: JsonObject; readOnly: boolean }[] = [
  {
    source: 'sts',
    name: 'AssumeRole',
    request: { roleArn: 'arn:aws:iam::111122223333:role/x' },
    readOnly: true,
  },
  { source: 's3', name: 'GetBucketAcl', request: { bucketName: 'data' }, readOnly: true },
  { source: 'ec2', name: 'DescribeInstances', request: {}, readOnly: true },
  { source: 'bedrock', name: 'InvokeModel', request: { modelId: 'a.model' }, readOnly: true },
  { source: 'sagemaker', name: 'DescribeEndpoint', request: { endpointName: 'e' }, readOnly: true },
  {
    source: 'sagemaker',
    name: 'UpdateNotebookInstance',
    request: { notebookInstanceName: 'n' },
    readOnly: false,
  },
  { source: 'kms', name: 'Decrypt', request: { encryptionContext: { a: 'b' } }, readOnly: true },
  { source: 'logs', name: 'CreateLogStream', request: { logGroupName: 'g' }, readOnly: false },
  { source: 'iam', name: 'PutRolePolicy', request: { roleName: 'r', policyName: 'p' }, readOnly: false },
  { source: 'dynamodb', name: 'DescribeTable', request: { tableName: 't' }, readOnly: true },
];

/** One CloudTrail record of an ordinary account: mostly reading, now and then a write that concerns AI. */
export function cloudTrailRecord(index: number): JsonObject {
  const { source, name, request, readOnly } = EVENTS[index % EVENTS.length] ?? {
    source: 's3',
    name: 'X',
    request: {},
    readOnly: true,
  };
  const uuid = `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
  return {
    eventVersion: '1.11',
    userIdentity: {
      type: 'AssumedRole',
      principalId: 'AROAEXAMPLE:session',
      arn: 'arn:aws:sts::111122223333:assumed-role/engineer/session',
      accountId: '111122223333',
      sessionContext: {
        sessionIssuer: { type: 'Role', arn: 'arn:aws:iam::111122223333:role/engineer', userName: 'engineer' },
        attributes: { creationDate: '2026-11-01T08:00:00Z', mfaAuthenticated: 'false' },
      },
    },
    eventTime: '2026-11-01T08:15:30Z',
    eventSource: `${source}.amazonaws.com`,
    eventName: name,
    awsRegion: 'eu-west-1',
    sourceIPAddress: '198.51.100.7',
    userAgent: 'aws-sdk-js/3.0.0 ua/2.1 os/linux lang/js md/nodejs#24.0.0',
    requestParameters: request,
    responseElements: null,
    requestID: uuid,
    eventID: uuid,
    readOnly,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: '111122223333',
    eventCategory: 'Management',
    tlsDetails: { tlsVersion: 'TLSv1.3', cipherSuite: 'TLS_AES_128_GCM_SHA256' },
  };
}
