// Only what is used: an import() of the whole package keeps every command in the bundle.
export {
  CloudControlClient,
  GetResourceCommand,
  ListResourcesCommand,
} from '@aws-sdk/client-cloudcontrol';
