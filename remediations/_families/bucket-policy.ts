import type {
  DeleteBucketPolicyCommandInput,
  GetBucketPolicyCommandInput,
  PutBucketPolicyCommandInput,
} from '@aws-sdk/client-s3';
import type { JsonObject } from '../../resources/resource.ts';
import { type Ask, answers, apiCall, type Step } from '../remediation.ts';
import { documentIn } from './policy-document.ts';

/** `policy`: the document, undefined where the bucket has none. */
export async function readBucketPolicy(bucket: string, ask: Ask): Promise<JsonObject> {
  const { Policy } = await ask(get(bucket));
  return { policy: documentIn(Policy) };
}

/** Writes a policy over another, or where there is none. */
export const replacingPolicy = (
  bucket: string,
  { from, to }: { readonly from: JsonObject | undefined; readonly to: JsonObject },
): Step => ({ ...putting(bucket, to), undo: from ? putting(bucket, from) : taking(bucket) });

const get = (Bucket: string) => apiCall<GetBucketPolicyCommandInput>('s3', 'GetBucketPolicy', { Bucket });

function putting(Bucket: string, policy: JsonObject) {
  const Policy = JSON.stringify(policy);
  return {
    call: apiCall<PutBucketPolicyCommandInput>('s3', 'PutBucketPolicy', { Bucket, Policy }),
    until: answers(get(Bucket), { Policy: [Policy] }),
  };
}

const taking = (Bucket: string) => ({
  call: apiCall<DeleteBucketPolicyCommandInput>('s3', 'DeleteBucketPolicy', { Bucket }),
  until: answers(get(Bucket), { Policy: [null] }),
});
