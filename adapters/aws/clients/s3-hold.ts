// Apart from the rest of S3: no function holds anything, only a person does.
export { PutObjectLegalHoldCommand, S3Client } from '@aws-sdk/client-s3';
