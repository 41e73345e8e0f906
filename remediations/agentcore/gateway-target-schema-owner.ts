import type { ListBucketsCommandInput } from '@aws-sdk/client-s3';
import type { JsonObject } from '../../resources/resource.ts';
import { apiCall, change, defineRemediation, draft, notYet, refuse } from '../remediation.ts';
import { TARGET_PERMISSIONS, TARGET_REFERENCE, targetOf } from './_gateway-target.ts';
import { notReady, readWhole, rewriting } from './_whole.ts';

/** Members of the API → of CloudFormation; a target has one of them. */
const SCHEMAS = { openApiSchema: 'OpenApiSchema', smithyModel: 'SmithyModel' } as const;

export default defineRemediation({
  id: 'agentcore-gateway-target-schema-owner',
  title: 'Take the schema from a bucket of this account alone',
  resourceType: 'AWS::BedrockAgentCore::GatewayTarget',
  repairs: ['agentcore-gateway-target-schema-owner'],
  risk: 'disruptive',
  breaks:
    'The gateway reads the schema again: if the object has changed since, its tools change with it, and if it is gone ' +
    'or broken, the update fails and the target stays as it was.',
  permissions: [...TARGET_PERMISSIONS, 's3:ListAllMyBuckets'],
  references: [
    TARGET_REFERENCE,
    'https://docs.aws.amazon.com/bedrock-agentcore-control/latest/APIReference/API_S3Configuration.html',
    // It lists those of the account that asks.
    'https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html',
  ],

  async read(ref, ask) {
    const target = await readWhole(targetOf(ref), ask);
    const bucket = bucketOf(schemaIn(target)?.uri);
    if (bucket === undefined) return { ...target, isOwnBucket: false };
    const { Buckets } = await ask(apiCall<ListBucketsCommandInput>('s3', 'ListBuckets', { Prefix: bucket }));
    const names = Array.isArray(Buckets) ? Buckets.map((each) => Object(each).Name) : [];
    return { ...target, isOwnBucket: names.includes(bucket) };
  },

  plan({ resource, before }) {
    const { isOwnBucket, ...state } = before;
    const target = targetOf(resource);
    const waiting = notReady(target, state);
    if (waiting !== undefined) return notYet(waiting);
    const schema = schemaIn(state);
    if (!schema || schema.owner !== undefined) return refuse('it is so already');
    if (isOwnBucket !== true || resource.account === null) {
      return refuse(
        `${schema.uri} is in no bucket of this account: whose it is meant to be is for its owner to say`,
      );
    }
    const { mcp, ...rest } = Object(state['targetConfiguration']);
    const s3 = { ...mcp[schema.kind].s3, bucketOwnerAccountId: resource.account };
    const path = `TargetConfiguration.Mcp.${SCHEMAS[schema.kind]}.S3.BucketOwnerAccountId`;
    return draft(
      [change(path, null, resource.account)],
      [
        rewriting(target, state, {
          member: 'targetConfiguration',
          value: { ...rest, mcp: { ...mcp, [schema.kind]: { ...mcp[schema.kind], s3 } } },
        }),
      ],
    );
  },
});

/** Where the schema of a target's tools lies; undefined where it is in no bucket. */
function schemaIn({ targetConfiguration }: JsonObject) {
  const mcp = Object(Object(targetConfiguration).mcp);
  for (const kind of ['openApiSchema', 'smithyModel'] as const) {
    const s3 = mcp[kind]?.s3;
    if (s3) return { kind, uri: String(s3.uri), owner: s3.bucketOwnerAccountId };
  }
  return undefined;
}

const bucketOf = (uri: string | undefined): string | undefined => /^s3:\/\/([^/]+)\//.exec(uri ?? '')?.[1];
