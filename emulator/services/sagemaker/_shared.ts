import { AwsError } from '../../errors.ts';
import { pageOf } from '../../pages.ts';
import { createTags } from '../../tags.ts';

/** Tags of every SageMaker resource. */
export const tags = createTags();

/** SageMaker answers most mistakes with this one code, and says in the message which it was. */
export function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message, 400);
}

export function inUse(message: string): AwsError {
  return new AwsError('ResourceInUse', message, 400);
}

export function notFound(message: string): AwsError {
  return new AwsError('ResourceNotFound', message, 400);
}

interface Timed {
  CreationTime?: Date | undefined;
  LastModifiedTime?: Date | undefined;
}

/** What SageMaker's list operations have in common. */
interface ListInput {
  NextToken?: string | undefined;
  MaxResults?: number | undefined;
  SortBy?: string | undefined;
  SortOrder?: string | undefined;
  NameContains?: string | undefined;
  StatusEquals?: string | undefined;
  CreationTimeBefore?: Date | undefined;
  CreationTimeAfter?: Date | undefined;
  LastModifiedTimeBefore?: Date | undefined;
  LastModifiedTimeAfter?: Date | undefined;
}

interface Columns<T> {
  name(row: T): string | undefined;
  status?(row: T): string | undefined;
  /** Where the API's default is not the time of creation, newest first. */
  sortedByName?: boolean;
}

/** One page of a list operation, filtered and sorted as it was asked for. */
export function listPage<T extends Timed>(rows: T[], input: ListInput, columns: Columns<T>) {
  const found = rows.filter((row) => isAskedFor(row, input, columns));
  const { rows: page, next } = pageOf(sorted(found, input, columns), {
    token: input.NextToken,
    size: input.MaxResults,
    defaultSize: 10,
  });
  return { page, NextToken: next };
}

function isAskedFor<T extends Timed>(row: T, input: ListInput, columns: Columns<T>): boolean {
  const name = columns.name(row)?.toLowerCase() ?? '';
  return (
    (input.NameContains === undefined || name.includes(input.NameContains.toLowerCase())) &&
    (input.StatusEquals === undefined || columns.status?.(row) === input.StatusEquals) &&
    isBetween(row.CreationTime, input.CreationTimeAfter, input.CreationTimeBefore) &&
    isBetween(
      row.LastModifiedTime ?? row.CreationTime,
      input.LastModifiedTimeAfter,
      input.LastModifiedTimeBefore,
    )
  );
}

function isBetween(time: Date | undefined, after: Date | undefined, before: Date | undefined): boolean {
  const ms = time?.getTime() ?? 0;
  return (after === undefined || ms > after.getTime()) && (before === undefined || ms < before.getTime());
}

function sorted<T extends Timed>(rows: T[], input: ListInput, columns: Columns<T>): T[] {
  const isByName = columns.sortedByName === true;
  const by = input.SortBy ?? (isByName ? 'Name' : 'CreationTime');
  const keyOf = (row: T) => {
    if (by === 'Name') return columns.name(row) ?? '';
    if (by === 'Status') return columns.status?.(row) ?? '';
    const time = by === 'LastModifiedTime' ? (row.LastModifiedTime ?? row.CreationTime) : row.CreationTime;
    return time?.toISOString() ?? '';
  };
  const ascending = rows
    .map((row) => ({ row, key: keyOf(row) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ row }) => row);
  const isAscending = input.SortOrder === undefined ? isByName : input.SortOrder === 'Ascending';
  return isAscending ? ascending : ascending.reverse();
}
