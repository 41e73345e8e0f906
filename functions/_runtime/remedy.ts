/** What an error is called → what to do about it, where a person has to. */
const REMEDIES: readonly (readonly [RegExp, string])[] = [
  [
    /^(KMS\.)?(Disabled|KMSInvalidState|KmsDisabled|KmsInvalidState|KMSKeyNotAccessible)|^KMS\.|^KmsNotFound/,
    'a KMS key is disabled or about to be deleted: aws kms enable-key, or aws kms cancel-key-deletion and then ' +
      'enable-key; what failed comes again by itself',
  ],
  [
    /AccessDenied|AccessDeniedException|UnauthorizedOperation|NotAuthorized|^KmsAccessDenied/,
    'the message names the action: deploy the stack again if its role or a policy was changed outside it, and look ' +
      'for a denying policy of the bucket, the key or the organization; what failed comes again by itself',
  ],
  [
    /^(ResourceNotFoundException|NoSuchBucket|QueueDoesNotExist|AWS\.SimpleQueueService\.NonExistentQueue)$/,
    'something that the stack made is gone: deploy it again; what failed comes again by itself',
  ],
  [
    /^InputError$/,
    'no retry makes it understood: keep a copy from the dead-letter queue for a report, then delete it',
  ],
];

/** What is to be done about an error, as far as its kind tells; undefined for what passes by itself, or is a defect. */
export function remedyOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const found = REMEDIES.find(([names]) => names.test(error.name));
  // What went wrong is often below what came of it.
  return found?.[1] ?? remedyOf(error.cause);
}
