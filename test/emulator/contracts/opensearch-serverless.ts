import {
  BatchGetCollectionCommand,
  CreateCollectionCommand,
  CreateSecurityPolicyCommand,
  DeleteCollectionCommand,
  DeleteSecurityPolicyCommand,
  GetSecurityPolicyCommand,
  ListCollectionsCommand,
  ListSecurityPoliciesCommand,
  ListTagsForResourceCommand,
  OpenSearchServerlessClient,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-opensearchserverless';
import { describe, expect, it } from 'vitest';
import { type Endpoint, refusal } from '../kit.ts';

const KEY = 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const encryption = (key: object, resource = 'collection/*') =>
  JSON.stringify({ Rules: [{ ResourceType: 'collection', Resource: [resource] }], ...key });

/** What OpenSearch Serverless promises about collections and the keys that they get. */
export function openSearchServerlessContract(open: () => Endpoint): void {
  const opened = async (key: object = { AWSOwnedKey: true }) => {
    const endpoint = open();
    const aoss = endpoint.client(OpenSearchServerlessClient);
    const policy = encryption(key);
    await aoss.send(new CreateSecurityPolicyCommand({ type: 'encryption', name: 'all', policy }));
    return { endpoint, aoss };
  };

  describe('a collection', () => {
    it('is created, seen, listed, deleted, and then not found', async () => {
      const { endpoint, aoss } = await opened();
      const created = await aoss.send(new CreateCollectionCommand({ name: 'docs', type: 'VECTORSEARCH' }));
      const id = created.createCollectionDetail?.id ?? '';
      await endpoint.settle();
      const seen = await aoss.send(new BatchGetCollectionCommand({ ids: [id] }));
      expect(seen.collectionDetails).toMatchObject([
        {
          name: 'docs',
          type: 'VECTORSEARCH',
          arn: `arn:aws:aoss:${endpoint.region}:${endpoint.account}:collection/${id}`,
          status: 'ACTIVE',
        },
      ]);
      const { collectionSummaries } = await aoss.send(new ListCollectionsCommand({}));
      expect(collectionSummaries?.map((row) => row.id)).toEqual([id]);
      await aoss.send(new DeleteCollectionCommand({ id }));
      await endpoint.settle();
      const gone = await aoss.send(new BatchGetCollectionCommand({ names: ['docs'] }));
      expect(gone.collectionErrorDetails).toMatchObject([{ name: 'docs', errorCode: 'NOT_FOUND' }]);
      const again = aoss.send(new DeleteCollectionCommand({ id }));
      expect((await refusal(again)).name).toBe('ResourceNotFoundException');
    });

    it.each([
      [{ AWSOwnedKey: true }, 'auto'],
      [{ AWSOwnedKey: false, KmsARN: KEY }, KEY],
    ])('gets its key from the policy that matches its name: %j', async (key, kmsKeyArn) => {
      const { aoss } = await opened(key);
      const { createCollectionDetail } = await aoss.send(new CreateCollectionCommand({ name: 'docs' }));
      expect(createCollectionDetail?.kmsKeyArn).toBe(kmsKeyArn);
    });

    it('needs such a policy', async () => {
      const aoss = open().client(OpenSearchServerlessClient);
      const asked = aoss.send(new CreateCollectionCommand({ name: 'docs' }));
      expect((await refusal(asked)).message).toMatch(/No matching security policy of encryption type/);
    });

    it('is refused under a name that is taken', async () => {
      const { aoss } = await opened();
      await aoss.send(new CreateCollectionCommand({ name: 'docs' }));
      const again = aoss.send(new CreateCollectionCommand({ name: 'docs' }));
      expect((await refusal(again)).name).toBe('ConflictException');
    });

    it('carries tags', async () => {
      const { aoss } = await opened();
      const { createCollectionDetail } = await aoss.send(new CreateCollectionCommand({ name: 'docs' }));
      const resourceArn = createCollectionDetail?.arn ?? '';
      const tags = [
        { key: 'a', value: '1' },
        { key: 'b', value: '2' },
      ];
      await aoss.send(new TagResourceCommand({ resourceArn, tags }));
      await aoss.send(new UntagResourceCommand({ resourceArn, tagKeys: ['a'] }));
      const listed = await aoss.send(new ListTagsForResourceCommand({ resourceArn }));
      expect(listed.tags).toEqual([{ key: 'b', value: '2' }]);
    });
  });

  it('a security policy is answered as a document, and is listed by its type', async () => {
    const { aoss } = await opened();
    const asked = { type: 'encryption' as const, name: 'all' };
    const { securityPolicyDetail } = await aoss.send(new GetSecurityPolicyCommand(asked));
    expect(securityPolicyDetail?.policy).toEqual(JSON.parse(encryption({ AWSOwnedKey: true })));
    const taken = aoss.send(new CreateSecurityPolicyCommand({ ...asked, policy: '{}' }));
    expect((await refusal(taken)).name).toBe('ConflictException');
    const listed = async (type: 'encryption' | 'network') =>
      (await aoss.send(new ListSecurityPoliciesCommand({ type }))).securityPolicySummaries?.length;
    expect([await listed('encryption'), await listed('network')]).toEqual([1, 0]);
    await aoss.send(new DeleteSecurityPolicyCommand(asked));
    const gone = aoss.send(new GetSecurityPolicyCommand(asked));
    expect((await refusal(gone)).name).toBe('ResourceNotFoundException');
  });
}
