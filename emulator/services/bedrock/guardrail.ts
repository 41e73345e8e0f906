import type { CreateGuardrailRequest, GetGuardrailResponse } from '@aws-sdk/client-bedrock';
import { conflict, resourceNotFound } from '../../errors.ts';
import { restPage } from '../../pages.ts';
import type { Answer, Call, Operations } from '../../service.ts';
import { createTable } from '../../table.ts';
import { fromCamelTags, idOf, tags } from './_shared.ts';
import { shownPolicies } from './guardrail-policies.ts';

type Guardrail = Answer<GetGuardrailResponse> & {
  guardrailId: string;
  guardrailArn: string;
  version: string;
};

const DRAFT = 'DRAFT';
const BUILD_MS = 20_000;

/** One row a version; the working draft is one of them. */
const guardrails = createTable<Guardrail>();

export const guardrail = {
  CreateGuardrail(input, call) {
    freeName(call, input.name, undefined);
    const guardrailId = call.world.ids.lower(12);
    const guardrailArn = call.arn(`guardrail/${guardrailId}`);
    const createdAt = call.now();
    const identity = { guardrailId, guardrailArn, version: DRAFT, createdAt };
    build(call, { ...identity, ...asked(call, input), status: 'CREATING', updatedAt: createdAt });
    tags.start(call, guardrailArn, fromCamelTags(input.tags));
    return identity;
  },

  GetGuardrail: (input, call) => find(call, input.guardrailIdentifier, input.guardrailVersion),

  ListGuardrails(input, call) {
    const { guardrailIdentifier } = input;
    // Without an identifier only the drafts of all, with one all versions of that one.
    const rows =
      guardrailIdentifier === undefined
        ? guardrails.list(call).filter(({ version }) => version === DRAFT)
        : versionsOf(call, find(call, guardrailIdentifier).guardrailId);
    const { page, nextToken } = restPage(rows, input);
    const shown = page.map(({ guardrailId: id, guardrailArn: arn, ...rest }) => ({ ...rest, id, arn }));
    return { guardrails: shown, nextToken };
  },

  UpdateGuardrail(input, call) {
    const draft = ready(call, input.guardrailIdentifier);
    freeName(call, input.name, draft.guardrailId);
    const { guardrailId, guardrailArn, version, createdAt } = draft;
    const updatedAt = call.now();
    // What is not named again is gone: an update replaces the whole draft.
    build(call, {
      ...{ guardrailId, guardrailArn, version, createdAt, updatedAt },
      ...asked(call, input),
      status: 'UPDATING',
    });
    return { guardrailId, guardrailArn, version, updatedAt };
  },

  CreateGuardrailVersion(input, call) {
    const draft = ready(call, input.guardrailIdentifier);
    const numbers = versionsOf(call, draft.guardrailId).map(({ version }) => Number(version) || 0);
    const version = String(Math.max(0, ...numbers) + 1);
    const now = call.now();
    const description = input.description ?? draft.description;
    put(call, { ...draft, version, description, createdAt: now, updatedAt: now });
    return { guardrailId: draft.guardrailId, version };
  },

  DeleteGuardrail(input, call) {
    const { guardrailId, guardrailArn } = find(call, input.guardrailIdentifier, input.guardrailVersion);
    const { guardrailVersion } = input;
    const doomed = versionsOf(call, guardrailId).filter(
      ({ version }) => guardrailVersion === undefined || version === guardrailVersion,
    );
    for (const { version } of doomed) guardrails.delete(call, keyOf(guardrailId, version));
    if (guardrailVersion === undefined) tags.end(call, guardrailArn);
    return {};
  },
} satisfies Operations<typeof import('@aws-sdk/client-bedrock')>;

type Asked = Omit<CreateGuardrailRequest, 'clientRequestToken' | 'tags'>;

function asked(call: Call, input: Asked) {
  const { name, description, blockedInputMessaging, blockedOutputsMessaging, kmsKeyId, crossRegionConfig } =
    input;
  const profile = crossRegionConfig?.guardrailProfileIdentifier;
  return {
    ...{ name, description, blockedInputMessaging, blockedOutputsMessaging },
    ...shownPolicies(input),
    kmsKeyArn: kmsKeyId === undefined || kmsKeyId.startsWith('arn:') ? kmsKeyId : keyArn(call, kmsKeyId),
    crossRegionDetails:
      profile === undefined
        ? undefined
        : {
            guardrailProfileId: idOf(profile),
            guardrailProfileArn: call.arn(`guardrail-profile/${idOf(profile)}`),
          },
  };
}

function keyArn(call: Call, keyId: string): string {
  return `arn:${call.partition}:kms:${call.region}:${call.account}:key/${keyId}`;
}

function keyOf(id: string, version: string): string {
  return `${id}:${version}`;
}

function put(call: Call, row: Guardrail): void {
  guardrails.put(call, keyOf(row.guardrailId, row.version), row);
}

function build(call: Call, begun: Guardrail): void {
  guardrails.put(call, keyOf(begun.guardrailId, begun.version), begun, {
    afterMs: BUILD_MS,
    become: (at) => ({ ...begun, status: 'READY', updatedAt: at }),
  });
}

function versionsOf(call: Call, id: string): Guardrail[] {
  return guardrails.list(call).filter(({ guardrailId }) => guardrailId === id);
}

function find(call: Call, idOrArn: string, version = DRAFT): Guardrail {
  const found = guardrails.get(call, keyOf(idOf(idOrArn), version));
  if (found === undefined)
    throw resourceNotFound(`The guardrail ${idOrArn} with version ${version} does not exist.`);
  return found;
}

function ready(call: Call, idOrArn: string): Guardrail {
  const draft = find(call, idOrArn);
  if (draft.status === 'READY' || draft.status === 'FAILED') return draft;
  throw conflict(`The guardrail ${draft.guardrailId} is in status ${draft.status}: wait until it is READY.`);
}

function freeName(call: Call, name: string, ownId: string | undefined): void {
  const taken = guardrails.list(call).find((row) => row.name === name && row.guardrailId !== ownId);
  if (taken !== undefined) throw conflict('Another guardrail in your account already has this name.');
}
