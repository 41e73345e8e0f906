import type { DescribeDomainResponse } from '@aws-sdk/client-sagemaker';
import { pageOf } from '../../pages.ts';
import type { Answer, Call, Operations } from '../../service.ts';
import { createTable } from '../../table.ts';
import { fromTagList } from '../../tags.ts';
import { inUse, notFound, tags } from './_shared.ts';

type Domain = Answer<DescribeDomainResponse>;

const domains = createTable<Domain>();

const CREATION_MS = 5 * 60_000;
const UPDATE_MS = 60_000;

export const domain = {
  CreateDomain(input, call) {
    const { Tags, ...given } = input;
    if (domains.list(call).some(({ DomainName }) => DomainName === input.DomainName)) {
      throw inUse(
        `Resource Already Exists: Domain with name ${input.DomainName} already exists. Choose a different name.`,
      );
    }
    const id = `d-${call.world.ids.lower(12)}`;
    const arn = call.arn(`domain/${id}`);
    const begun: Domain = {
      AppNetworkAccessType: 'PublicInternetOnly',
      TagPropagation: 'DISABLED',
      ...given,
      DomainId: id,
      DomainArn: arn,
      HomeEfsFileSystemId: `fs-${call.world.ids.lower(17)}`,
      Url: `https://${id}.studio.${call.region}.sagemaker.aws`,
      Status: 'Pending',
      CreationTime: call.now(),
      LastModifiedTime: call.now(),
    };
    settleIn(call, begun, CREATION_MS);
    tags.start(call, arn, fromTagList(Tags));
    return { DomainArn: arn, DomainId: id, Url: begun.Url };
  },

  DescribeDomain: (input, call) => find(call, input.DomainId),

  ListDomains(input, call) {
    const { rows, next } = pageOf(domains.list(call), {
      token: input.NextToken,
      size: input.MaxResults,
      defaultSize: 10,
    });
    return { Domains: rows, NextToken: next };
  },

  UpdateDomain(input, call) {
    const current = find(call, input.DomainId);
    const { DomainSettingsForUpdate, DefaultUserSettings, DefaultSpaceSettings, ...given } = input;
    settleIn(
      call,
      {
        ...current,
        ...given,
        // Settings that are not named stay as they are.
        DefaultUserSettings: { ...current.DefaultUserSettings, ...DefaultUserSettings },
        DefaultSpaceSettings: merged(current.DefaultSpaceSettings, DefaultSpaceSettings),
        DomainSettings: merged(current.DomainSettings, DomainSettingsForUpdate),
        Status: 'Updating',
        LastModifiedTime: call.now(),
      },
      UPDATE_MS,
    );
    return { DomainArn: current.DomainArn };
  },

  DeleteDomain(input, call) {
    const current = find(call, input.DomainId);
    const leaving: Domain = { ...current, Status: 'Deleting', LastModifiedTime: call.now() };
    domains.put(call, input.DomainId, leaving, { afterMs: UPDATE_MS, become: () => undefined });
    tags.end(call, current.DomainArn ?? '');
    return {};
  },
} satisfies Operations<typeof import('@aws-sdk/client-sagemaker')>;

function find(call: Call, id: string): Domain {
  const found = domains.get(call, id);
  if (found === undefined) throw notFound(`Domain [${id}] does not exist.`);
  return found;
}

function settleIn(call: Call, begun: Domain, afterMs: number): void {
  domains.put(call, begun.DomainId ?? '', begun, {
    afterMs,
    become: (at) => ({ ...begun, Status: 'InService', LastModifiedTime: at }),
  });
}

function merged<T extends object>(current: T | undefined, change: Partial<T> | undefined): T | undefined {
  return change === undefined ? current : ({ ...current, ...change } as T);
}
