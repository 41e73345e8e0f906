import type { Role } from '@aws-sdk/client-iam';
import { AwsError } from '../../errors.ts';
import { pageOf } from '../../pages.ts';
import { isRecord } from '../../shapes.ts';
import { createTable, type View } from '../../table.ts';

/** A role with all that hangs on it; documents are kept as they were written. */
export interface StoredRole {
  role: Role;
  trust: string;
  /** Documents by name. */
  inline: Record<string, string>;
  /** ARNs of managed policies. */
  attached: string[];
  boundary: string | undefined;
  tags: Record<string, string>;
}

export const roles = createTable<StoredRole>();

export function noSuchEntity(message: string): AwsError {
  return new AwsError('NoSuchEntityException', message, 404);
}

export function alreadyExists(message: string): AwsError {
  return new AwsError('EntityAlreadyExistsException', message, 409);
}

export function deleteConflict(message: string): AwsError {
  return new AwsError('DeleteConflictException', message, 409);
}

export function findRole(view: View, name: string): StoredRole {
  const found = roles.get(view, name);
  if (found === undefined) throw noSuchEntity(`The role with name ${name} cannot be found.`);
  return found;
}

/** One page in IAM's manner. */
export function pageByMarker<T>(
  rows: readonly T[],
  input: { Marker?: string | undefined; MaxItems?: number | undefined },
): { page: T[]; IsTruncated: boolean; Marker: string | undefined } {
  const { rows: page, next } = pageOf(rows, {
    token: input.Marker,
    size: input.MaxItems,
    defaultSize: 100,
    invalidTokenCode: 'ValidationError',
  });
  return { page, IsTruncated: next !== undefined, Marker: next };
}

/** Refuses what is no policy document. */
export function checkDocument(document: string): string {
  try {
    const parsed: unknown = JSON.parse(document);
    if (isRecord(parsed) && 'Statement' in parsed) return document;
  } catch {
    // Falls through to the refusal that an object without statements meets too.
  }
  throw new AwsError('MalformedPolicyDocumentException', 'Syntax errors in policy.', 400);
}

/** IAM answers with documents encoded as in RFC 3986. */
export function encoded(document: string): string {
  return encodeURIComponent(document);
}
