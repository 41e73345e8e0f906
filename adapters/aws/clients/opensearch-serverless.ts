// Only what is used: an import() of the whole package keeps every command in the bundle.
export {
  BatchGetCollectionCommand,
  ListCollectionsCommand,
  ListTagsForResourceCommand,
  OpenSearchServerlessClient,
} from '@aws-sdk/client-opensearchserverless';
