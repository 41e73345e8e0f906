import {
  CloudControlClient,
  CreateResourceCommand,
  DeleteResourceCommand,
  GetResourceCommand,
  GetResourceRequestStatusCommand,
  ListResourcesCommand,
  UpdateResourceCommand,
} from '@aws-sdk/client-cloudcontrol';
import { describe, expect, it } from 'vitest';
import { allPages, type Endpoint, refusal } from '../kit.ts';

const TypeName = 'AWS::QBusiness::Application';

/** What Cloud Control promises, whatever the type. */
export function cloudControlContract(open: () => Endpoint): void {
  const opened = async (...names: string[]) => {
    const endpoint = open();
    const client = endpoint.client(CloudControlClient);
    const tokens: string[] = [];
    for (const DisplayName of names) {
      const DesiredState = JSON.stringify({
        DisplayName,
        IdentityCenterInstanceArn: 'arn:aws:sso:::instance/i',
      });
      const { ProgressEvent } = await client.send(new CreateResourceCommand({ TypeName, DesiredState }));
      expect(ProgressEvent?.OperationStatus).toBe('IN_PROGRESS');
      tokens.push(ProgressEvent?.RequestToken ?? '');
    }
    await endpoint.settle();
    const statusOf = async (RequestToken = '') =>
      (await client.send(new GetResourceRequestStatusCommand({ RequestToken }))).ProgressEvent;
    return { endpoint, client, tokens, statusOf };
  };

  describe('a resource of Cloud Control', () => {
    it('is there when its request has succeeded, with what the service added', async () => {
      const { endpoint, client, tokens, statusOf } = await opened('answers');
      const { OperationStatus, Identifier } = (await statusOf(tokens[0])) ?? {};
      expect(OperationStatus).toBe('SUCCESS');
      const { ResourceDescription } = await client.send(new GetResourceCommand({ TypeName, Identifier }));
      const properties = JSON.parse(ResourceDescription?.Properties ?? '{}');
      expect(properties).toMatchObject({
        DisplayName: 'answers',
        ApplicationId: Identifier,
        ApplicationArn: `arn:aws:qbusiness:${endpoint.region}:${endpoint.account}:application/${Identifier}`,
      });
      // Write-only.
      expect(properties).not.toHaveProperty('IdentityCenterInstanceArn');
    });

    it('is listed by its identifier, page by page', async () => {
      const { client } = await opened('a', 'b', 'c');
      const { rows, pages } = await allPages(async (NextToken) => {
        const page = await client.send(new ListResourcesCommand({ TypeName, NextToken, MaxResults: 2 }));
        return { rows: page.ResourceDescriptions, token: page.NextToken };
      });
      expect([rows.length, pages]).toEqual([3, 2]);
      const other = await client.send(new ListResourcesCommand({ TypeName: 'AWS::Kendra::Index' }));
      expect(other.ResourceDescriptions).toEqual([]);
    });

    it('is not found once it is deleted', async () => {
      const { endpoint, client, tokens, statusOf } = await opened('answers');
      const { Identifier } = (await statusOf(tokens[0])) ?? {};
      await client.send(new DeleteResourceCommand({ TypeName, Identifier }));
      await endpoint.settle();
      const gone = client.send(new GetResourceCommand({ TypeName, Identifier }));
      expect((await refusal(gone)).name).toBe('ResourceNotFoundException');
    });

    it('is patched by its place, in what a read tells of it', async () => {
      const { endpoint, client, tokens, statusOf } = await opened('answers');
      const { Identifier } = (await statusOf(tokens[0])) ?? {};
      const patch = async (...operations: object[]) => {
        const PatchDocument = JSON.stringify(operations);
        const { ProgressEvent } = await client.send(
          new UpdateResourceCommand({ TypeName, Identifier, PatchDocument }),
        );
        expect(ProgressEvent).toMatchObject({ Operation: 'UPDATE', OperationStatus: 'IN_PROGRESS' });
        await endpoint.settle();
        const { ResourceDescription } = await client.send(new GetResourceCommand({ TypeName, Identifier }));
        return JSON.parse(ResourceDescription?.Properties ?? '{}');
      };
      const path = '/AttachmentsConfiguration';
      const added = await patch({ op: 'add', path, value: { AttachmentsControlMode: 'ENABLED' } });
      expect(added).toMatchObject({
        DisplayName: 'answers',
        AttachmentsConfiguration: { AttachmentsControlMode: 'ENABLED' },
      });
      const mode = { path: `${path}/AttachmentsControlMode`, value: 'DISABLED' };
      expect(await patch({ op: 'replace', ...mode })).toMatchObject({
        AttachmentsConfiguration: { AttachmentsControlMode: 'DISABLED' },
      });
      expect(await patch({ op: 'remove', path })).not.toHaveProperty('AttachmentsConfiguration');
      for (const operation of [
        { op: 'replace', ...mode },
        { op: 'remove', path },
        { op: 'replace', path: '/IdentityCenterInstanceArn', value: 'arn:aws:sso:::instance/other' },
      ]) {
        expect((await refusal(patch(operation))).name).toBe('ValidationException');
      }
    });

    it('that was never asked for has no progress', async () => {
      const { statusOf } = await opened();
      expect((await refusal(statusOf('none'))).name).toBe('RequestTokenNotFoundException');
    });

    it('is refused where the document is none', async () => {
      const { client } = await opened();
      const bad = client.send(new CreateResourceCommand({ TypeName, DesiredState: '[]' }));
      expect((await refusal(bad)).name).toBe('InvalidRequestException');
    });
  });
}
