// Apart from what readers use of KMS: a bundle keeps every command that is named here.
export { GenerateMacCommand, GetPublicKeyCommand, KMSClient, SignCommand } from '@aws-sdk/client-kms';
