/** IAM's names, which differ from the operations': GetBucketEncryption needs s3:GetEncryptionConfiguration. */
export const bucketActions = [
  's3:GetBucketLogging',
  's3:GetBucketObjectLockConfiguration',
  's3:GetBucketPolicy',
  's3:GetBucketPublicAccessBlock',
  's3:GetBucketTagging',
  's3:GetBucketVersioning',
  's3:GetEncryptionConfiguration',
  's3:ListAllMyBuckets',
] as const;

export type BucketAction = (typeof bucketActions)[number];
