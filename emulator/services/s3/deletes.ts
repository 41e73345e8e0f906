import type { DeletedObject, _Error as Failure } from '@aws-sdk/client-s3';
import { AwsError } from '../../errors.ts';
import type { Call, Operations } from '../../service.ts';
import { type Bucket, freshVersionId, open, permit, place, type Version, wholeSecond } from './_shared.ts';
import { isProtected, refuseUnlessBypassed } from './retention.ts';

interface Target {
  Key: string;
  VersionId?: string | undefined;
  isBypass: boolean;
}

/** What a deletion did: to a version, or by a marker on top of all. */
interface Deletion {
  VersionId?: string | undefined;
  DeleteMarker?: boolean;
}

export const deletes = {
  DeleteObject(input, call) {
    const { Bucket: name, Key, VersionId } = input;
    const bucket = open(call, { Bucket: name, Key, ...actionOf(VersionId) });
    return deleted(call, bucket, { Key, VersionId, isBypass: input.BypassGovernanceRetention === true });
  },

  DeleteObjects(input, call) {
    const bucket = open(call, { Bucket: input.Bucket, action: 'ListBucket' });
    const Deleted: DeletedObject[] = [];
    const Errors: Failure[] = [];
    for (const { Key = '', VersionId } of input.Delete.Objects ?? []) {
      try {
        permit(call, bucket, { Key, ...actionOf(VersionId) });
        const isBypass = input.BypassGovernanceRetention === true;
        Deleted.push(inBatch({ Key, VersionId }, deleted(call, bucket, { Key, VersionId, isBypass })));
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        Errors.push({ Key, VersionId, Code: error.name, Message: error.message });
      }
    }
    return {
      ...(input.Delete.Quiet === true ? {} : { Deleted }),
      ...(Errors.length > 0 && { Errors }),
    };
  },
} satisfies Operations<typeof import('@aws-sdk/client-s3')>;

function actionOf(VersionId: string | undefined) {
  const action = VersionId === undefined ? 'DeleteObject' : 'DeleteObjectVersion';
  return { action, context: { 's3:versionid': VersionId } };
}

function deleted(call: Call, bucket: Bucket, target: Target): Deletion {
  if (target.VersionId !== undefined) return deletedVersion(call, bucket, target);
  if (bucket.versioning === undefined) {
    remove(bucket, target.Key, 'null');
    return {};
  }
  const marker = markerOf(call, freshVersionId(call, bucket));
  place(bucket, target.Key, marker);
  return { DeleteMarker: true, VersionId: marker.id };
}

// Deleting what is not there succeeds, a version as much as a key.
function deletedVersion(call: Call, bucket: Bucket, { Key, VersionId = 'null', isBypass }: Target): Deletion {
  const version = bucket.objects.get(Key)?.find(({ id }) => id === VersionId);
  if (version?.isLegallyHeld) throw isProtected();
  if (version !== undefined) refuseUnlessBypassed(call, bucket, { Key, version, isBypass });
  remove(bucket, Key, VersionId);
  return { VersionId, ...(version?.isDeleteMarker && { DeleteMarker: true }) };
}

function remove(bucket: Bucket, Key: string, id: string): void {
  const left = (bucket.objects.get(Key) ?? []).filter((version) => version.id !== id);
  if (left.length === 0) bucket.objects.delete(Key);
  else bucket.objects.set(Key, left);
}

function inBatch({ Key, VersionId }: Pick<Target, 'Key' | 'VersionId'>, done: Deletion): DeletedObject {
  const marker = done.DeleteMarker ? { DeleteMarker: true, DeleteMarkerVersionId: done.VersionId } : {};
  return { Key, VersionId, ...marker };
}

function markerOf(call: Call, id: string): Version {
  return {
    id,
    isDeleteMarker: true,
    body: Buffer.alloc(0),
    etag: '',
    lastModified: wholeSecond(call.nowMs),
    checksum: undefined,
    headers: { ContentType: 'application/octet-stream', Metadata: {} },
    encryption: { ServerSideEncryption: 'AES256' },
    retention: undefined,
    isLegallyHeld: false,
    tags: {},
  };
}
