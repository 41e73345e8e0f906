import type { DescribeSpaceResponse } from '@aws-sdk/client-sagemaker';
import { pageOf } from '../../pages.ts';
import type { Answer, Call, Operations } from '../../service.ts';
import { createTable } from '../../table.ts';
import { fromTagList } from '../../tags.ts';
import { inUse, notFound, tags } from './_shared.ts';

type Space = Answer<DescribeSpaceResponse>;

const spaces = createTable<Space>();

const CHANGE_MS = 10_000;

export const space = {
  CreateSpace(input, call) {
    const { Tags, ...given } = input;
    const { DomainId, SpaceName } = input;
    const arn = call.arn(`space/${DomainId}/${SpaceName.toLowerCase()}`);
    if (spaces.get(call, keyOf(input))) throw inUse(`Space ${arn} already exists.`);
    settleIn(call, { ...given, SpaceArn: arn, CreationTime: call.now() }, 'Pending');
    tags.start(call, arn, fromTagList(Tags));
    return { SpaceArn: arn };
  },

  DescribeSpace: (input, call) => find(call, input),

  ListSpaces(input, call) {
    const asked = spaces
      .list(call)
      .filter(({ DomainId }) => input.DomainIdEquals === undefined || DomainId === input.DomainIdEquals)
      .filter(({ SpaceName = '' }) => SpaceName.includes(input.SpaceNameContains ?? ''));
    const { rows, next } = pageOf(asked, {
      token: input.NextToken,
      size: input.MaxResults,
      defaultSize: 10,
    });
    const Spaces = rows.map(({ DomainId, SpaceName, Status, CreationTime, LastModifiedTime }) => ({
      DomainId,
      SpaceName,
      Status,
      CreationTime,
      LastModifiedTime,
    }));
    return { Spaces, NextToken: next };
  },

  // Settings that are not named stay as they are.
  UpdateSpace(input, call) {
    const current = find(call, input);
    const SpaceSettings = { ...current.SpaceSettings, ...input.SpaceSettings };
    settleIn(call, { ...current, ...input, SpaceSettings }, 'Updating');
    return { SpaceArn: current.SpaceArn };
  },

  DeleteSpace(input, call) {
    const current = find(call, input);
    const leaving: Space = { ...current, Status: 'Deleting' };
    spaces.put(call, keyOf(input), leaving, { afterMs: CHANGE_MS, become: () => undefined });
    tags.end(call, current.SpaceArn ?? '');
    return {};
  },
} satisfies Operations<typeof import('@aws-sdk/client-sagemaker')>;

interface Named {
  readonly DomainId?: string | undefined;
  readonly SpaceName?: string | undefined;
}

const keyOf = ({ DomainId, SpaceName }: Named): string => `${DomainId}/${SpaceName}`;

function find(call: Call, named: Named): Space {
  const found = spaces.get(call, keyOf(named));
  if (found === undefined) throw notFound(`Space [${named.SpaceName}] does not exist.`);
  return found;
}

function settleIn(call: Call, changed: Space, Status: 'Pending' | 'Updating'): void {
  const begun: Space = { ...changed, Status, LastModifiedTime: call.now() };
  spaces.put(call, keyOf(changed), begun, {
    afterMs: CHANGE_MS,
    become: (at) => ({ ...begun, Status: 'InService', LastModifiedTime: at }),
  });
}
