import { describe, expect, it } from 'vitest';
import { cloudControlReader } from '../../../../adapters/aws/readers/_cloud-control.ts';
import { answering, awsError } from '../answers.ts';
import { refOf } from '../kit.ts';

const type = 'AWS::Kendra::Index';
const reader = cloudControlReader({
  type,
  handlerActions: ['kendra:DescribeIndex'],
  status: 'Status',
  createdAt: 'CreatedAt',
  identifier: ({ id }) => (id === 'alone' ? undefined : id),
});
const answeringWith = (properties: object) =>
  answering(() => ({ ResourceDescription: { Properties: JSON.stringify(properties) } }));
const refusing = (name: string, message: string) =>
  answering(() => {
    throw awsError(name, 400, message);
  });

describe('a reader through Cloud Control', () => {
  it('asks for the type by its primary identifier', async () => {
    const asked: object[] = [];
    const aws = answering(({ input }) => {
      asked.push(input);
      return { ResourceDescription: { Properties: '{}' } };
    });
    await reader.read(refOf(type, 'i'), aws);
    expect(asked).toEqual([{ TypeName: type, Identifier: 'i' }]);
  });

  it('keeps what the type has, and says where the rest of the answer leads', async () => {
    const aws = answeringWith({
      Name: 'docs',
      Arn: 'x',
      Status: 'CREATING',
      CreatedAt: '2025-01-01T00:00:00Z',
    });
    expect(await reader.read(refOf(type, 'i'), aws)).toMatchObject({
      transitional: 'CREATING',
      resource: { properties: { Name: 'docs' }, createdAt: '2025-01-01T00:00:00.000Z' },
    });
  });

  it('does not take what is no time for one', async () => {
    const result = await reader.read(refOf(type, 'i'), answeringWith({ CreatedAt: 'yesterday' }));
    expect(result).toMatchObject({ outcome: 'read' });
    expect(result.outcome === 'read' && result.resource).not.toHaveProperty('createdAt');
  });

  it('names the action that the handler lacks, not its own', async () => {
    const aws = refusing(
      'AccessDeniedException',
      'AWS::Kendra::Index Handler returned status FAILED: User: arn:aws:iam::1:user/a is not authorized to perform: ' +
        'kendra:DescribeIndex on resource: x (HandlerErrorCode: AccessDenied, RequestToken: t)',
    );
    expect(await reader.read(refOf(type, 'i'), aws)).toEqual({
      outcome: 'denied',
      because: 'access denied: kendra:DescribeIndex',
    });
  });

  it.each([
    'TypeNotFoundException',
    'UnsupportedActionException',
  ])('fails for good where the Region lacks the type (%s)', async (name) => {
    expect(await reader.read(refOf(type, 'i'), refusing(name, name))).toMatchObject({
      outcome: 'failed',
      retryable: false,
    });
  });

  it('does not ask by half an identifier', async () => {
    expect(await reader.read(refOf(type, 'alone'), answeringWith({}))).toEqual({
      outcome: 'failed',
      because: 'what AWS::Kendra::Index alone belongs to is not known',
      retryable: false,
    });
  });
});
