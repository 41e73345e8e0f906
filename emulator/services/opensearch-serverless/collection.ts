import type { CollectionDetail } from '@aws-sdk/client-opensearchserverless';
import { AwsError, conflict, resourceNotFound } from '../../errors.ts';
import { restPage } from '../../pages.ts';
import type { Operations } from '../../service.ts';
import { createTable } from '../../table.ts';
import { tags } from './_shared.ts';
import { keyByPolicy } from './security-policy.ts';
import { fromPairs } from './tagging.ts';

type Collection = CollectionDetail & { id: string; arn: string };

const collections = createTable<Collection>();

const BUILD_MS = 5 * 60_000;

export const collection = {
  CreateCollection(input, call) {
    const { clientToken: _, tags: given, encryptionConfig, ...rest } = input;
    if (collections.list(call).some(({ name }) => name === input.name)) {
      throw conflict(`Collection with name ${input.name} already exists`);
    }
    const own = encryptionConfig?.aWSOwnedKey ? 'auto' : encryptionConfig?.kmsKeyArn;
    const id = call.world.ids.lower(20);
    const begun: Collection = {
      type: 'TIMESERIES',
      standbyReplicas: 'ENABLED',
      deletionProtection: 'DISABLED',
      ...rest,
      id,
      arn: call.arn(`collection/${id}`),
      status: 'CREATING',
      kmsKeyArn: own ?? keyByPolicy(call, input.name),
      createdDate: call.nowMs,
      lastModifiedDate: call.nowMs,
    };
    collections.put(call, id, begun, {
      afterMs: BUILD_MS,
      become: () => ({
        ...begun,
        status: 'ACTIVE',
        collectionEndpoint: `https://${id}.${call.region}.aoss.amazonaws.com`,
      }),
    });
    tags.start(call, begun.arn, fromPairs(given));
    return { createCollectionDetail: begun };
  },

  BatchGetCollection(input, call) {
    const { ids, names } = input;
    if ((ids === undefined) === (names === undefined)) {
      throw new AwsError('ValidationException', 'Exactly one of ids or names must be provided');
    }
    const asked = ids ?? names ?? [];
    const found = asked.map((key) => ({
      key,
      detail: collections.list(call).find((row) => (ids ? row.id : row.name) === key),
    }));
    return {
      collectionDetails: found.flatMap(({ detail }) => detail ?? []),
      collectionErrorDetails: found
        .filter(({ detail }) => detail === undefined)
        .map(({ key }) => ({
          ...(ids ? { id: key } : { name: key }),
          errorCode: 'NOT_FOUND',
          errorMessage: 'The specified Collection is not found.',
        })),
    };
  },

  ListCollections(input, call) {
    const { name, status } = input.collectionFilters ?? {};
    const found = collections
      .list(call)
      .filter(
        (row) => (name === undefined || row.name === name) && (status === undefined || row.status === status),
      );
    const { page, nextToken } = restPage(found, input);
    return { collectionSummaries: page, nextToken };
  },

  DeleteCollection(input, call) {
    const current = collections.get(call, input.id);
    if (current === undefined) throw resourceNotFound(`Collection with ID ${input.id} cannot be found`);
    const leaving: Collection = { ...current, status: 'DELETING', lastModifiedDate: call.nowMs };
    collections.put(call, input.id, leaving, { afterMs: BUILD_MS, become: () => undefined });
    tags.end(call, current.arn);
    return { deleteCollectionDetail: leaving };
  },
} satisfies Operations<typeof import('@aws-sdk/client-opensearchserverless')>;
