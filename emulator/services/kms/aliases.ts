import { AwsError } from '../../errors.ts';
import { pageOf } from '../../pages.ts';
import type { Call, Operations } from '../../service.ts';
import {
  aliases,
  awsAliases,
  findByKeyId,
  invalid,
  notFound,
  refusePending,
  type StoredAlias,
} from './_shared.ts';

export const aliasOperations = {
  CreateAlias(input, call) {
    checkName(input.AliasName);
    if (aliases.get(call, input.AliasName) !== undefined) {
      throw new AwsError(
        'AlreadyExistsException',
        `An alias with the name ${call.arn(input.AliasName)} already exists`,
      );
    }
    put(call, input.AliasName, input.TargetKeyId);
    return {};
  },

  UpdateAlias(input, call) {
    find(call, input.AliasName);
    put(call, input.AliasName, input.TargetKeyId);
    return {};
  },

  DeleteAlias(input, call) {
    find(call, input.AliasName);
    aliases.delete(call, input.AliasName);
    return {};
  },

  ListAliases(input, call) {
    const wanted = input.KeyId === undefined ? undefined : findByKeyId(call, input.KeyId).metadata.KeyId;
    const found = [...awsAliases(call), ...aliases.list(call)].filter(
      ({ keyId }) => wanted === undefined || keyId === wanted,
    );
    const { rows, next } = pageOf(found, { token: input.Marker, size: input.Limit, defaultSize: 50 });
    return {
      Aliases: rows.map(({ name, keyId, since }) => ({
        AliasName: name,
        AliasArn: call.arn(name),
        TargetKeyId: keyId,
        CreationDate: since,
        LastUpdatedDate: since,
      })),
      Truncated: next !== undefined,
      NextMarker: next,
    };
  },
} satisfies Operations<typeof import('@aws-sdk/client-kms')>;

function checkName(name: string): void {
  if (!/^alias\/[a-zA-Z0-9/_-]+$/.test(name))
    throw new AwsError('InvalidAliasNameException', `Invalid alias ${name}`, 400);
  if (name.startsWith('alias/aws/')) throw invalid('Alias must not begin with alias/aws/');
}

function find(call: Call, name: string): StoredAlias {
  const alias = aliases.get(call, name);
  if (alias === undefined) throw notFound(`Alias ${call.arn(name)} is not found.`);
  return alias;
}

function put(call: Call, name: string, target: string): void {
  const key = findByKeyId(call, target);
  refusePending(key);
  aliases.put(call, name, { name, keyId: key.metadata.KeyId, since: call.now() });
}
