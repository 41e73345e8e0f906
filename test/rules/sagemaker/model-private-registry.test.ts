import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/sagemaker/model-private-registry.ts';
import { testRule } from '../../support/judge-rule.ts';

const Image = 'registry.example.internal/model:1';
const vpc = { Image, ImageConfig: { RepositoryAccessMode: 'Vpc' } };
const lost = unknown('known only after apply');

testRule(rule, {
  COMPLIANT: {
    'one container': { properties: { PrimaryContainer: vpc } },
    'a pipeline': { properties: { Containers: [vpc, vpc] } },
    'a pipeline with a package in it': { properties: { Containers: [vpc, { ModelPackageName: 'p' }] } },
  },
  NON_COMPLIANT: {
    'neither image nor package': { properties: { PrimaryContainer: {} } },
    'an image beside a package': { properties: { PrimaryContainer: { Image, ModelPackageName: 'p' } } },
    'a package, and Platform': {
      properties: {
        PrimaryContainer: { ModelPackageName: 'p', ImageConfig: { RepositoryAccessMode: 'Platform' } },
      },
    },
    'no ImageConfig': { properties: { PrimaryContainer: { Image } } },
    'an empty ImageConfig': { properties: { PrimaryContainer: { Image, ImageConfig: {} } } },
    Platform: {
      properties: { PrimaryContainer: { Image, ImageConfig: { RepositoryAccessMode: 'Platform' } } },
    },
    'one container of a pipeline': { properties: { Containers: [vpc, { Image }] } },
    'beside one that is not known yet': { properties: { Containers: [lost, { Image }] } },
  },
  NOT_APPLICABLE: {
    'no container': { properties: {} },
    'the image is the package’s': { properties: { PrimaryContainer: { ModelPackageName: 'p' } } },
  },
  INSUFFICIENT_DATA: {
    'a mode that is not known yet': {
      properties: { PrimaryContainer: { Image, ImageConfig: { RepositoryAccessMode: lost } } },
    },
    'a container that is not known yet': { properties: { Containers: [vpc, lost] } },
  },
});
