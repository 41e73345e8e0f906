import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  DeleteBucketCommand,
  GetPublicAccessBlockCommand,
  PutBucketTaggingCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { DescribeNotebookInstanceCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { describe, expect, it } from 'vitest';
import { publishedIn } from '../../../emulator/services/sns.ts';
import { atTheDesk } from '../../../functions/_remediation/desk.ts';
import type { JsonObject, ResourceRef } from '../../../resources/resource.ts';
import { refOf } from '../../adapters/aws/kit.ts';
import {
  BUCKET,
  BUCKET_RULE,
  NOTEBOOK_RULE,
  openBucket,
  openNotebook,
  type Remedied,
  remedied,
  SERVES_AI,
} from './kit.ts';

const stagesOf = (notes: readonly JsonObject[]) => notes.map(({ stage }) => stage);

const maya = 'arn:aws:sts::111122223333:assumed-role/Engineer/maya@example.com';
const jonas = 'arn:aws:sts::111122223333:assumed-role/Security/jonas@example.com';

const block = async ({ door }: Remedied) => {
  const get = new GetPublicAccessBlockCommand({ Bucket: BUCKET.id });
  const answer = await door
    .client(S3Client)
    .send(get)
    .catch(() => undefined);
  return answer ? Object.values(answer.PublicAccessBlockConfiguration ?? {}) : null;
};

const notebook = async ({ door }: Remedied) => {
  const describe = new DescribeNotebookInstanceCommand({ NotebookInstanceName: 'study' });
  const { NotebookInstanceStatus, RootAccess } = await door.client(SageMakerClient).send(describe);
  return [NotebookInstanceStatus, RootAccess];
};

const ALL = [true, true, true, true];

describe('a safe remediation', () => {
  it('puts a bucket right by itself, and leaves proof of it', async () => {
    const of = await remedied({ settings: SERVES_AI });
    const ref = await openBucket(of);
    const ran = await of.run(await of.triggerFor(BUCKET_RULE, ref));
    expect(ran).toMatchObject({ error: null, invocations: ['plan', 'take', 'apply', 'verify', 'record'] });
    expect(await block(of)).toEqual(ALL);
    const notes = await of.notes();
    expect(stagesOf(notes)).toEqual(['begun', 'done']);
    expect(notes[0]).toMatchObject({
      planned: { changes: expect.any(Array), beforeDigest: expect.any(String) },
    });
    expect(publishedIn(of.world)).toEqual([]);
  });

  it('begins after at most eight state transitions and one read of the resource', async () => {
    const of = await remedied({ settings: SERVES_AI });
    const ref = await openBucket(of);
    of.world.readWriteType = 'All';
    const from = of.world.events.length;
    let asked: string[] = [];
    const ran = await of.run(await of.triggerFor(BUCKET_RULE, ref), {
      before({ deed }) {
        if (deed !== 'apply') return;
        asked = of.world.events
          .slice(from)
          .filter(({ eventSource, readOnly }) => eventSource === 's3.amazonaws.com' && readOnly)
          .map(({ eventName }) => eventName);
      },
    });
    expect(asked).toContain('GetBucketPublicAccessBlock');
    // Nothing is asked twice.
    expect(asked.toSorted()).toEqual([...new Set(asked)].toSorted());
    expect(ran.states.indexOf('Apply') + 1).toBeLessThanOrEqual(8);
    expect(ran.states).toContain('Apply');
  });

  it('waits until whoever makes the resource is done, and is at eight transitions still', async () => {
    const of = await remedied({ settings: SERVES_AI, remediation: { mode: 'auto', graceMinutes: 180 } });
    const ref = await openBucket(of);
    const ran = await of.run(await of.triggerFor(BUCKET_RULE, ref));
    expect(ran.states.slice(0, 8)).toEqual([
      'Plan',
      'Decide',
      'Grace',
      'Plan',
      'Decide',
      'Take',
      'Taken',
      'Apply',
    ]);
    expect(await block(of)).toEqual(ALL);
  });
});

describe('a disruptive remediation', () => {
  const answering =
    (of: Remedied, caller: string, more: object = {}) =>
    async (id: string) => {
      const stored = await of.store.plan(id);
      const body = JSON.stringify({ do: 'approve', plan: id, hash: stored?.hash, reason: 'agreed', ...more });
      await atTheDesk({ caller, body, id: 'r' }, of.deskPorts);
    };

  it('stops a notebook, corrects it and starts it again, once a person lets it', async () => {
    const of = await remedied();
    of.world.settleMs = undefined;
    const ref = await openNotebook(of);
    const ran = await of.run(await of.triggerFor(NOTEBOOK_RULE, ref), { answer: answering(of, jonas) });
    expect(ran.error).toBeNull();
    expect(ran.states).toContain('Settle');
    expect(await notebook(of)).toEqual(['InService', 'Disabled']);
    const notes = await of.notes();
    expect(stagesOf(notes)).toEqual(['asked', 'approved', 'begun', 'done']);
    expect(notes[1]).toMatchObject({ by: jonas, because: 'agreed' });
    const [message] = publishedIn(of.world);
    expect(message?.message).toContain('- RootAccess: "Enabled"');
    expect(message?.message).toContain(`assay approve ${ran.id} --hash `);
  });

  it('does nothing where nobody answers', async () => {
    const of = await remedied();
    const ref = await openNotebook(of);
    const ran = await of.run(await of.triggerFor(NOTEBOOK_RULE, ref));
    expect(ran.states.slice(-3)).toEqual(['Unanswered', 'Tell', 'Ended']);
    expect(await notebook(of)).toEqual(['InService', 'Enabled']);
    expect(stagesOf(await of.notes())).toEqual(['asked', 'told']);
    expect((await of.store.plan(ran.id))?.state).toBe('told');
    // People hear that nobody answered, and how to ask for it.
    const { finding } = await of.triggerFor(NOTEBOOK_RULE, ref);
    const [, last] = publishedIn(of.world);
    expect(last?.message).toContain('not done: nobody answered within 1 h');
    expect(last?.message).toContain(`assay remediate ${finding} --reason`);
  });

  it('does nothing where a person says no', async () => {
    const of = await remedied();
    const ref = await openNotebook(of);
    const ran = await of.run(await of.triggerFor(NOTEBOOK_RULE, ref), {
      answer: async (id) => {
        const body = JSON.stringify({ do: 'reject', plan: id, reason: 'in use' });
        await atTheDesk({ caller: jonas, body, id: 'r' }, of.deskPorts);
      },
    });
    expect(ran.error).toBeNull();
    expect(await notebook(of)).toEqual(['InService', 'Enabled']);
    const notes = await of.notes();
    expect(stagesOf(notes)).toEqual(['asked', 'rejected', 'refused']);
    expect(notes[2]).toMatchObject({ because: expect.stringContaining('in use') });
  });

  it('does not begin on the word of the state machine alone', async () => {
    const of = await remedied();
    const ref = await openNotebook(of);
    const ran = await of.run(await of.triggerFor(NOTEBOOK_RULE, ref), {
      // Whoever may end tasks of the state machine is not therefore an approver.
      answer: async (id) => void of.world.tasks.end(`token of ${id}`, { output: '{}' }),
    });
    expect(ran.invocations).not.toContain('apply');
    expect(stagesOf(await of.notes())).toEqual(['asked', 'refused']);
  });

  it('asked for by a person needs another one', async () => {
    const of = await remedied({ remediation: {} });
    const ref = await openNotebook(of);
    const trigger = await of.triggerFor(NOTEBOOK_RULE, ref, { kind: 'request', requester: maya });
    const answers: number[] = [];
    const ran = await of.run(trigger, {
      answer: async (id) => {
        const stored = await of.store.plan(id);
        for (const caller of [maya, 'arn:aws:iam::111122223333:user/maya', jonas]) {
          const body = JSON.stringify({ do: 'approve', plan: id, hash: stored?.hash, reason: 'agreed' });
          answers.push((await atTheDesk({ caller, body, id: 'r' }, of.deskPorts)).status);
        }
      },
    });
    expect(answers).toEqual([403, 403, 200]);
    expect(ran.error).toBeNull();
    expect(await notebook(of)).toEqual(['InService', 'Disabled']);
  });
});

describe('what the settings name', () => {
  const BOUNDARY = 'arn:aws:iam::111122223333:policy/agents';
  const remediation = {
    mode: 'approve',
    permissionsBoundaries: { '111122223333': BOUNDARY, '444455556666': 'other' },
  } as const;
  const settings = { profile: 'sensitive' } as const;
  const planned = async (of: Remedied, rule: string, ref: ResourceRef) => {
    const { id } = await of.run(await of.triggerFor(rule, ref));
    return (await of.store.plan(id))?.plan;
  };

  it('is the boundary of the role’s account', async () => {
    const of = await remedied({ settings, remediation });
    const plan = await planned(of, 'ai-execution-role-boundary', await openRole(of));
    expect(plan?.changes).toEqual([{ path: 'PermissionsBoundary', before: null, after: BOUNDARY }]);
  });
});

/** A role of agents, made without a boundary. */
async function openRole({ door, events, evaluate, world, records }: Remedied): Promise<ResourceRef> {
  const { Role } = await door.client(IAMClient).send(
    new CreateRoleCommand({
      RoleName: 'Agent',
      AssumeRolePolicyDocument: JSON.stringify({
        Statement: [
          { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'bedrock.amazonaws.com' } },
        ],
      }),
    }),
  );
  await evaluate(...events());
  world.clock.advance(3_600_000);
  await records();
  return refOf('AWS::IAM::Role', 'Agent', { region: null, ...(Role?.Arn && { arn: Role.Arn }) });
}

describe('where it is only told', () => {
  it('the plan goes to people, and nothing changes', async () => {
    const of = await remedied({ settings: SERVES_AI, remediation: {} });
    const ref = await openBucket(of);
    const ran = await of.run(await of.triggerFor(BUCKET_RULE, ref));
    expect(ran.states).toEqual(['Plan', 'Decide', 'Tell', 'Ended']);
    expect(await block(of)).toBeNull();
    expect(stagesOf(await of.notes())).toEqual(['told']);
    expect(publishedIn(of.world)).toHaveLength(1);
  });

  it('what code keeps is told with the line to change there', async () => {
    const of = await remedied({ settings: SERVES_AI });
    const ref = await openBucket(of);
    const Tagging = { TagSet: [{ Key: 'ManagedBy', Value: 'terraform' }] };
    await of.door.client(S3Client).send(new PutBucketTaggingCommand({ Bucket: BUCKET.id, Tagging }));
    await of.run(await of.triggerFor(BUCKET_RULE, ref));
    expect(await block(of)).toBeNull();
    expect(publishedIn(of.world)[0]?.message).toContain('the Terraform code of this AWS::S3::Bucket');
  });
});

describe('the kill switch', () => {
  it.each(['off', 'ON', ' on', 'true'])('holds at "%s"', async (value) => {
    const of = await remedied({ settings: SERVES_AI });
    const ref = await openBucket(of);
    await of.setSwitch(value);
    const ran = await of.run(await of.triggerFor(BUCKET_RULE, ref));
    expect(ran.states).toContain('Tell');
    expect(await block(of)).toBeNull();
  });

  it('holds where it cannot be read', async () => {
    const of = await remedied({ settings: SERVES_AI });
    const ref = await openBucket(of);
    of.world.faults.deny({ service: 'ssm' });
    await of.run(await of.triggerFor(BUCKET_RULE, ref));
    expect(await block(of)).toBeNull();
    expect((await of.notes())[0]).toMatchObject({ stage: 'told', brake: 'kill switch' });
  });

  it('holds between the plan and its beginning', async () => {
    const of = await remedied({ settings: SERVES_AI });
    const ref = await openBucket(of);
    await of.run(await of.triggerFor(BUCKET_RULE, ref), {
      after: async ({ deed }) => void (deed === 'plan' && (await of.setSwitch('off'))),
    });
    expect(await block(of)).toBeNull();
    expect(stagesOf(await of.notes())).toEqual(['told']);
    expect(publishedIn(of.world)[0]?.message).toMatch(/not done: .*is not "on"/);
  });
});

describe('after an undo', () => {
  it('nothing happens by itself until a person clears it', async () => {
    const of = await remedied({ settings: SERVES_AI });
    const ref = await openBucket(of);
    const trigger = await of.triggerFor(BUCKET_RULE, ref);
    const ran = await of.run(trigger, {
      before({ deed }) {
        if (deed === 'verify') throw new Error('verification fails');
      },
    });
    expect(ran.states).toContain('Undone');
    expect(await block(of)).toBeNull();
    expect(stagesOf(await of.notes())).toEqual(['begun', 'undone']);
    const again = { ...trigger, generation: trigger.generation };
    const second = await of.run({ ...again, kind: 'verdict', finding: trigger.finding });
    expect(second.states).not.toContain('Apply');
    const clear = (caller: string) =>
      atTheDesk(
        {
          caller,
          body: JSON.stringify({ do: 'clear', finding: trigger.finding, reason: 'looked into' }),
          id: 'r',
        },
        of.deskPorts,
      );
    expect((await clear('lambda.amazonaws.com')).status).toBe(403);
    expect((await clear(jonas)).status).toBe(200);
    expect((await of.store.history(trigger.finding)).held).toBeNull();
  });
});

describe('a resource that is deleted on the way', () => {
  it('ends, recorded as gone', async () => {
    const of = await remedied({ settings: SERVES_AI });
    const ref = await openBucket(of);
    const ran = await of.run(await of.triggerFor(BUCKET_RULE, ref), {
      before: async ({ deed }) => {
        if (deed === 'verify')
          await of.door.client(S3Client).send(new DeleteBucketCommand({ Bucket: BUCKET.id }));
      },
    });
    expect(ran.error).toBeNull();
    expect(stagesOf(await of.notes())).toEqual(['begun', 'gone']);
  });
});

describe('what somebody else puts right at the same time', () => {
  it('is left to them', async () => {
    const of = await remedied({ settings: SERVES_AI });
    const ref = await openBucket(of);
    const flags = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'];
    const trigger = await of.triggerFor(BUCKET_RULE, ref);
    await of.door.client(S3Client).send(
      new PutPublicAccessBlockCommand({
        Bucket: BUCKET.id,
        PublicAccessBlockConfiguration: Object.fromEntries(flags.map((flag) => [flag, true])),
      }),
    );
    const ran = await of.run(trigger);
    expect(ran.states).toEqual(['Plan', 'Decide', 'Ended']);
    expect((await of.notes())[0]).toMatchObject({ stage: 'stopped', brake: 'not violated' });
  });
});
