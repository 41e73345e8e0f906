import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAws } from '../../adapters/aws/aws.ts';
import { readNeighbourhood } from '../../adapters/aws/neighbourhood.ts';
import { lookUp, make, RefusedCallError } from '../../adapters/aws/operations.ts';
import { readResource } from '../../adapters/aws/readers/index.ts';
import { definitionOf, judgeFor } from '../../cli/house.ts';
import { createWorld, type Emulated, emulate, type World } from '../../emulator/index.ts';
import type { ApiCall, Plan } from '../../engine/remediation/plan.ts';
import { beginning, type Progress, turned } from '../../engine/remediation/progress.ts';
import type { Status } from '../../engine/verdict.ts';
import { type Advance, type AdvancePorts, advance } from '../../functions/_remediation/advance.ts';
import type { Draft, Remediation, RemediationOptions } from '../../remediations/remediation.ts';
import type { Json, JsonObject, Resource, ResourceRef } from '../../resources/resource.ts';
import type { RuleId } from '../../rules/index.ts';

const ACCOUNT = '111122223333';
export const REGION = 'eu-central-1';

/** One non-compliant resource, and what is to become of it. */
export interface Scene {
  readonly name: string;
  readonly rule: RuleId;
  /** Makes it with real SDK calls; what is in motion is let come to rest afterwards. */
  make(door: Emulated, world: World): Promise<ResourceRef>;
  readonly options?: Partial<RemediationOptions>;
  /** What the settings say to the rule. */
  readonly parameters?: Readonly<Record<string, Json>>;
  /** Paths that may differ afterwards besides the plan's changes: versions that an update counts up. */
  readonly alsoChanges?: readonly string[];
  /** What AWS knows no way back from, as it stands after undoing; the remediation's `breaks` must say so. */
  readonly cannotRestore?: JsonObject;
}

export const refOf = (type: string, id: string, arn?: string): ResourceRef => ({
  type,
  id,
  ...(arn !== undefined && { arn }),
  partition: 'aws',
  account: ACCOUNT,
  region: REGION,
});

/**
 * Proves a remediation in the emulator, scene by scene: its rule is content afterwards, nothing else is another, undoing
 * restores what was, a second run does nothing, and no crash or refusal on the way leaves it half done.
 */
export function itPutsRight(
  remediation: Remediation,
  scenes: readonly [Scene, ...Scene[]],
  { anyScene }: { readonly anyScene: fc.Arbitrary<Scene> },
): void {
  describe(remediation.id, () => {
    it('changes what violates and nothing else, and takes it back, whatever else is set', async () => {
      const property = fc.asyncProperty(anyScene, async (scene) => {
        const stage = await staged(remediation, scene);
        const done = await stage.finish(beginning);
        await stage.expectRight();
        await stage.finish(turned(stage.draft, done));
        await stage.expectUntouched();
      });
      await fc.assert(property, { numRuns: 25 });
    });

    it('has a scene for every rule that it repairs', () => {
      expect(new Set(scenes.map(({ rule }) => rule))).toEqual(new Set(remediation.repairs));
    });

    it('needs exactly the permissions that it declares', async () => {
      const used = new Set<string>();
      for (const scene of scenes)
        for (const each of await permissionsUsed(remediation, scene)) used.add(each);
      expect([...used].sort()).toEqual([...remediation.permissions].sort());
    });

    describe.each([...scenes])('$name', (scene) => {
      it('is put right, and nothing else about it changes', async () => {
        const stage = await staged(remediation, scene);
        await stage.finish(beginning);
        await stage.expectRight();
      });

      it('is as it was after undoing', async () => {
        const stage = await staged(remediation, scene);
        await stage.finish(turned(stage.draft, await stage.finish(beginning)));
        await stage.expectUntouched();
      });

      it('needs no second run', async () => {
        const stage = await staged(remediation, scene);
        await stage.finish(beginning);
        expect(await stage.planAgain()).toEqual({ refused: expect.any(String) });
      });

      it('is done in the end wherever a run stops', async () => {
        for (let stop = 1; ; stop += 1) {
          const stage = await staged(remediation, scene);
          const { hasStopped } = await stage.finishStopping(beginning, stop);
          const { verdicts } = await stage.look();
          expect([stop, verdicts[scene.rule]]).toEqual([stop, 'COMPLIANT']);
          if (!hasStopped) return;
        }
      });

      it('is as it was wherever AWS refuses, and wherever the undoing stops', async () => {
        for (let refused = 0; ; refused += 1) {
          const stage = await staged(remediation, scene);
          if (refused >= stage.draft.steps.length) return;
          const stuck = await stage.finish(beginning, { refuse: refused });
          await stage.finishStopping(turned(stage.draft, stuck), refused + 1);
          await stage.expectUntouched();
        }
      });
    });
  });
}

const SECOND = 1000;

/** Verdicts other than the rule's own may only have got better. */
function ended(before: Verdicts, after: Verdicts, rule: RuleId): Verdicts {
  const better = Object.entries(after).filter(
    ([id, status]) => status === 'COMPLIANT' && before[id] !== 'COMPLIANT',
  );
  return { ...Object.fromEntries(better), [rule]: 'COMPLIANT' };
}

type Verdicts = Readonly<Record<string, Status>>;

interface Staged {
  readonly draft: Draft;
  readonly resource: Resource;
  readonly verdicts: Verdicts;
  look(): Promise<{ readonly resource: Resource; readonly verdicts: Verdicts }>;
  planAgain(): Promise<unknown>;
  finish(from: Progress, fault?: { readonly refuse: number }): Promise<Progress>;
  finishStopping(from: Progress, stop: number): Promise<{ readonly hasStopped: boolean }>;
  /** What the remediation asked to plan. */
  readonly asked: World['events'];
  /** The rule is content, and nothing else is another. */
  expectRight(): Promise<void>;
  expectUntouched(): Promise<void>;
}

async function staged(remediation: Remediation, scene: Scene, world = createWorld()): Promise<Staged> {
  const door = emulate(world, { region: REGION });
  const ref = await scene.make(door, world);
  world.clock.advance(3600 * SECOND);
  const aws = createAws({ region: REGION, config: door.config, install: door.install, now: world.clock.now });
  const where = { aws, region: ref.region };
  const ask = (call: ApiCall) => lookUp(call, where);
  const options = { kmsKeyArn: undefined, tags: {}, ...scene.options };
  const { rule, parameters = {} } = scene;
  const judge = judgeFor({ rules: { [rule]: { parameters } } }, 'all');

  async function look() {
    const result = await readResource(ref, aws);
    if (result.outcome !== 'read') throw new Error(`${scene.name}: ${JSON.stringify(result)}`);
    const { resource } = result;
    const needs = judge.rulesFor(resource.type).flatMap((rule) => Object.values(rule.needs ?? {}));
    const neighbourhood = await readNeighbourhood(resource, needs, {
      read: (other) => readResource(other, aws),
      definitionOf,
      cache: new Map(),
      referrersOf: async () => ['the settings'],
    });
    const judgements = judge.judge(resource, neighbourhood);
    const verdicts = judgements.map(({ rule, verdict }) => [rule.id, verdict.status] as const);
    const own = judgements.find(({ rule }) => rule.id === scene.rule)?.verdict;
    const observations = own?.status === 'NON_COMPLIANT' ? own.observations : [];
    return { resource, verdicts: Object.fromEntries(verdicts) as Verdicts, observations };
  }

  async function planned() {
    const { resource, verdicts, observations } = await look();
    const from = world.events.length;
    const before = await remediation.read(resource, ask);
    return {
      asked: world.events.slice(from),
      resource,
      verdicts,
      before,
      draft: remediation.plan({ resource, before, rule: scene.rule, observations, options }),
    };
  }

  const first = await planned();
  if ('refused' in first.draft) throw new Error(`${scene.name}: nothing is planned: ${first.draft.refused}`);
  const { draft, resource, verdicts, before } = { ...first, draft: first.draft };
  const plan = draft as unknown as Plan;

  /** Up to the end of one direction, waiting as the workflow does. */
  async function run(from: Progress, ports: AdvancePorts): Promise<Advance> {
    let result = await advance(plan, from, ports);
    while (result.state === 'moving') {
      world.clock.advance(15 * SECOND);
      result = await advance(plan, result.progress, ports);
    }
    return result;
  }

  async function finish(from: Progress, fault?: { readonly refuse: number }): Promise<Progress> {
    let saved = from;
    const result = await run(from, {
      ask,
      async send(call) {
        if (fault && saved.step === fault.refuse)
          throw new RefusedCallError('AWS refuses, because a test says so');
        return make(call, where);
      },
      async save(progress) {
        saved = progress;
      },
    });
    if (!fault && result.state !== 'done') throw new Error(`${scene.name}: ${JSON.stringify(result)}`);
    return result.progress;
  }

  /** Stops at the n-th time that something is written down or sent, before or after it, and goes on from what was saved. */
  async function finishStopping(from: Progress, stop: number) {
    let saved = from;
    let count = 0;
    const stopHere = () => {
      count += 1;
      if (count === stop) throw new StoppedError();
    };
    const ports: AdvancePorts = {
      ask,
      async send(call) {
        stopHere();
        const answer = await make(call, where);
        stopHere();
        return answer;
      },
      async save(progress) {
        stopHere();
        saved = progress;
        stopHere();
      },
    };
    try {
      await run(from, ports);
      return { hasStopped: false };
    } catch (error) {
      if (!(error instanceof StoppedError)) throw error;
      world.clock.advance(600 * SECOND);
      const result = await run(saved, ports);
      expect(result).toMatchObject({ state: 'done' });
      return { hasStopped: true };
    }
  }

  async function expectRight() {
    expect(verdicts[scene.rule]).toBe('NON_COMPLIANT');
    const after = await look();
    expect(after.verdicts).toEqual({ ...verdicts, ...ended(verdicts, after.verdicts, scene.rule) });
    expect(after.verdicts[scene.rule]).toBe('COMPLIANT');
    const paths = [...draft.changes.map(({ path }) => path), ...(scene.alsoChanges ?? [])];
    expect(without(after.resource.properties, paths)).toEqual(without(resource.properties, paths));
  }

  async function expectUntouched() {
    world.clock.advance(3600 * SECOND);
    const now = await look();
    const exact = without(resource.properties, scene.alsoChanges ?? []);
    const { cannotRestore } = scene;
    const allowed = cannotRestore ? [exact, { ...exact, ...cannotRestore }] : [exact];
    expect(allowed).toContainEqual(without(now.resource.properties, scene.alsoChanges ?? []));
    if (!cannotRestore) expect(await remediation.read(now.resource, ask)).toEqual(before);
    expect(now.verdicts).toEqual(verdicts);
  }

  return {
    draft,
    resource,
    verdicts,
    asked: first.asked,
    look,
    planAgain: async () => (await planned()).draft,
    finish,
    finishStopping,
    expectRight,
    expectUntouched,
  };
}

class StoppedError extends Error {}

/** IAM actions of all that a remediation does and undoes, as the trail has them. */
async function permissionsUsed(remediation: Remediation, scene: Scene): Promise<readonly string[]> {
  const world = createWorld();
  world.readWriteType = 'All';
  const stage = await staged(remediation, scene, world);
  const from = world.events.length;
  await stage.finish(turned(stage.draft, await stage.finish(beginning)));
  const made = [...stage.asked, ...world.events.slice(from)].map(({ eventSource, eventName }) =>
    actionOf(eventSource, eventName),
  );
  return made;
}

/** Where IAM's action is not what the trail calls the event. */
const ACTIONS: Readonly<Record<string, string>> = {
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html
  's3:ListBuckets': 's3:ListAllMyBuckets',
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudcontrolapi.html
  'cloudcontrolapi:GetResource': 'cloudformation:GetResource',
  'cloudcontrolapi:UpdateResource': 'cloudformation:UpdateResource',
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeletePublicAccessBlock.html
  's3:DeleteBucketPublicAccessBlock': 's3:PutBucketPublicAccessBlock',
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketEncryption.html
  's3:GetBucketEncryption': 's3:GetEncryptionConfiguration',
  's3:PutBucketEncryption': 's3:PutEncryptionConfiguration',
};

function actionOf(eventSource: string, eventName: string): string {
  const action = `${eventSource.slice(0, eventSource.indexOf('.'))}:${eventName}`;
  return ACTIONS[action] ?? action;
}

/** The properties without what stands at these paths, and without what is empty then. */
function without(properties: JsonObject, paths: readonly string[]): JsonObject {
  const copy = structuredClone(properties) as JsonObject;
  for (const path of paths) remove(copy, path.split(/[.[\]]+/));
  return copy;
}

function remove(from: object, [name = '', ...rest]: readonly string[]): void {
  const value: unknown = Reflect.get(from, name);
  if (rest.length > 0 && typeof value === 'object' && value !== null) remove(value, rest);
  const isEmpty = typeof value === 'object' && value !== null && Object.keys(value).length === 0;
  if (rest.length === 0 || isEmpty) Reflect.deleteProperty(from, name);
}
