import type { ResourceType } from '../../../resources/index.ts';
import type { Json, JsonObject, ResourceRef } from '../../../resources/resource.ts';
import { toCloudFormation } from '../cloudformation.ts';
import { defineReader, type Reader, type ReaderSpec } from '../reader.ts';

interface CloudControlSpec<T extends ResourceType>
  extends Pick<ReaderSpec<T, string>, 'type' | 'keyActions' | 'unread'> {
  /** IAM actions of the type's read handler, which has the caller's rights and no other. */
  readonly handlerActions: readonly string[];
  /** The primary identifier, its parts joined by `|`; undefined where the ref does not tell them all. */
  identifier(ref: ResourceRef): string | undefined;
  /** Of what the handler answered, read-only members among it. */
  readonly arn?: (answer: JsonObject, ref: ResourceRef) => string | undefined;
  /** Members that hold these. */
  readonly id?: string;
  readonly status?: string;
  readonly createdAt?: string;
}

/** A reader of a type that Cloud Control reads: its answer is what CloudFormation would say. */
export function cloudControlReader<const T extends ResourceType>(spec: CloudControlSpec<T>): Reader<T> {
  const { type, handlerActions, keyActions = [], unread = {} } = spec;
  return defineReader({
    type,
    actions: ['cloudformation:GetResource', ...handlerActions],
    delegated: handlerActions,
    keyActions,
    unread,
    async read({ ref, aws, ask }) {
      const Identifier = spec.identifier(ref);
      if (Identifier === undefined) {
        return {
          outcome: 'failed',
          because: `what ${type} ${ref.id} belongs to is not known`,
          retryable: false,
        };
      }
      const { CloudControlClient, GetResourceCommand } = await import('../clients/cloudcontrol.ts');
      const client = aws.client(CloudControlClient, ref.region);
      const { ResourceDescription } = await ask('cloudformation:GetResource', () =>
        client.send(new GetResourceCommand({ TypeName: type, Identifier })),
      );
      const answer: JsonObject = JSON.parse(ResourceDescription?.Properties ?? '{}');
      return {
        properties: toCloudFormation(answer, type),
        id: memberOf(answer, spec.id),
        arn: spec.arn?.(answer, ref),
        createdAt: dateOf(memberOf(answer, spec.createdAt)),
        status: memberOf(answer, spec.status),
      };
    },
  });
}

const memberOf = (answer: JsonObject, name: string | undefined): string | undefined => {
  const member: Json | undefined = name === undefined ? undefined : answer[name];
  return typeof member === 'string' ? member : undefined;
};

const dateOf = (text: string | undefined): Date | undefined =>
  text === undefined || Number.isNaN(Date.parse(text)) ? undefined : new Date(text);

/**
 * An identifier of several parts, in its order: the ref's own id, and what the ref tells of the resource's parents.
 * Undefined if it does not tell one of them.
 */
export function compound(ref: ResourceRef, own: string, order: readonly string[]): string | undefined {
  const parts = order.map((name) => (name === own ? ref.id : parentNamed(ref, name)));
  return parts.includes(undefined) ? undefined : parts.join('|');
}

const parentNamed = ({ parent = {} }: ResourceRef, name: string): string | undefined =>
  Object.entries(parent).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];

/** The ARN where the handler answers it under this name. */
export const arnUnder =
  (name: string) =>
  (answer: JsonObject): string | undefined =>
    memberOf(answer, name);
