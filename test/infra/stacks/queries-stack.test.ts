import { describe, expect, it } from 'vitest';
import { type JsonMap, ofType, synthesize } from '../kit.ts';
import { permissionsIn } from '../permissions.ts';

const organization = { id: 'o-a1b2c3d4e5', accounts: ['222233334444'], externalId: 'f00dfeed' };
const templates = synthesize({
  account: '111122223333',
  region: 'eu-central-1',
  otherRegions: ['eu-west-1'],
  organization,
});
const stack = templates['AssayQueries'];
const only = (type: string): JsonMap => {
  const [found, ...more] = ofType(stack, type);
  if (!found || more.length > 0) throw new Error(`${more.length + 1} of ${type}`);
  return found[1].Properties;
};

describe('the stack of queries', () => {
  it('is not there where nobody wants it, and takes its use of the key with it', () => {
    const without = synthesize({ athena: false });
    expect(without['AssayQueries']).toBeUndefined();
    const keys = (each: object | undefined) =>
      JSON.stringify(ofType(each as never, 'AWS::KMS::Key').map(([, { Properties }]) => Properties));
    expect(keys(templates['AssayEvidence'])).toContain('"Sid":"Results"');
    expect(keys(without['AssayEvidence'])).not.toContain('"Sid":"Results"');
  });

  it('looks into the folders of all accounts, of all Regions that are judged, and of the global ones', () => {
    const { TableInput } = only('AWS::Glue::Table') as unknown as { TableInput: { Parameters: JsonMap } };
    expect(TableInput.Parameters).toMatchObject({
      'projection.account.values': '111122223333,222233334444',
      'projection.region.values': 'eu-central-1,eu-west-1,us-east-1',
    });
  });

  it('encrypts what was asked, keeps it for thirty days, and lets nobody send it elsewhere', () => {
    expect(only('AWS::Athena::WorkGroup')).toMatchObject({
      WorkGroupConfiguration: {
        EnforceWorkGroupConfiguration: true,
        ResultConfiguration: { EncryptionConfiguration: { EncryptionOption: 'SSE_KMS' } },
      },
    });
    expect(only('AWS::S3::Bucket')).toMatchObject({
      LifecycleConfiguration: { Rules: [{ ExpirationInDays: 30, Status: 'Enabled' }] },
    });
  });

  it('lets the auditor ask, and write nothing but results', () => {
    const allowed = permissionsIn(stack);
    expect(new Set(allowed.map(({ role }) => role)).size).toBe(1);
    expect(allowed[0]?.role).toContain('ArchiveReader');
    const writes = allowed.filter(({ action }) => /Put|Delete|Create|Update/.test(action));
    expect(writes).toEqual([
      expect.objectContaining({ action: 's3:PutObject', resource: '<QueriesResults.Arn>/*' }),
    ]);
  });
});
