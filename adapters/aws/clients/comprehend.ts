// Only what is used: an import() of the whole package keeps every command in the bundle.
export {
  ComprehendClient,
  DescribeEntityRecognizerCommand,
  ListEntityRecognizersCommand,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-comprehend';
