import { describe, expect, it } from 'vitest';
import { listers } from '../../../../adapters/aws/listers/index.ts';
import type { Reader } from '../../../../adapters/aws/reader.ts';
import { compound } from '../../../../adapters/aws/readers/_cloud-control.ts';
import { readers } from '../../../../adapters/aws/readers/index.ts';
import type { JsonObject, ResourceRef } from '../../../../resources/resource.ts';
import { readerContract } from '../contract.ts';
import { type EmulatedAws, REGION, refOf } from '../kit.ts';
import { cloudControlMakers, desired } from '../makers/cloud-control.ts';

const WHERE = { partition: 'aws', account: '111122223333', region: REGION };

type Type = keyof typeof desired;
const types = Object.keys(desired) as Type[];

/** What their parents are called is told when they are made. */
const PARENTS = ['AgentId', 'GatewayIdentifier', 'PolicyEngineId', 'BotId'];

async function made(emulated: EmulatedAws, type: Type): Promise<ResourceRef> {
  await cloudControlMakers[type](emulated, 'thing');
  for await (const listed of listers[type].list(WHERE, emulated.aws)) {
    if (listed.outcome === 'found') return listed.ref;
  }
  throw new Error(`${type} was made and is not listed`);
}

function expected(type: Type, { unread }: Reader): JsonObject {
  const given = Object.entries<JsonObject[string]>(desired[type]('thing'));
  return Object.fromEntries(
    given.filter(([name]) => !PARENTS.includes(name) && !Object.hasOwn(unread, name)),
  );
}

describe.each(types)('%s', (type) => {
  const reader: Reader = readers[type];
  readerContract({
    reader,
    main: { service: 'cloudcontrol', operation: 'GetResource' },
    make: (emulated) => made(emulated, type),
    properties: expected(type, reader),
    missing: refOf(type, 'missing', {
      parent: {
        agentId: 'A',
        gatewayIdentifier: 'g',
        policyEngineId: 'e',
        botId: 'B',
        type: 'data',
        domainId: 'd',
      },
    }),
  });
});

describe('an identifier of several parts', () => {
  const ref = refOf('AWS::Lex::BotAlias', 'ALIAS', { parent: { botId: 'BOT' } });

  it('has them in the order of the type', () => {
    expect(compound(ref, 'BotAliasId', ['BotAliasId', 'BotId'])).toBe('ALIAS|BOT');
    expect(compound(ref, 'BotAliasId', ['BotId', 'BotAliasId'])).toBe('BOT|ALIAS');
  });

  it('is not known where a parent is not', () => {
    const { parent: _, ...alone } = ref;
    expect(compound(alone, 'BotAliasId', ['BotAliasId', 'BotId'])).toBeUndefined();
  });
});
