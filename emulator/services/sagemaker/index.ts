import { defineService } from '../../service.ts';
import { appImageConfig } from './app-image-config.ts';
import { cluster } from './cluster.ts';
import { domain } from './domain.ts';
import { endpoint } from './endpoint.ts';
import { endpointConfig } from './endpoint-config.ts';
import { featureGroup } from './feature-group.ts';
import { image } from './image.ts';
import { lifecycleConfig } from './lifecycle-config.ts';
import { model } from './model.ts';
import { modelPackage } from './model-package.ts';
import { modelPackageGroupPolicy } from './model-package-group-policy.ts';
import { monitoringSchedule } from './monitoring-schedule.ts';
import { notebookInstance } from './notebook-instance.ts';
import { space } from './space.ts';
import { tagging } from './tagging.ts';
import { trainingJob } from './training-job.ts';

export const sagemaker = defineService({
  name: 'sagemaker',
  arnPrefix: 'sagemaker',
  eventSource: 'sagemaker.amazonaws.com',
  operations: {
    ...cluster,
    ...appImageConfig,
    ...domain,
    ...endpoint,
    ...endpointConfig,
    ...featureGroup,
    ...image,
    ...lifecycleConfig,
    ...model,
    ...modelPackage,
    ...modelPackageGroupPolicy,
    ...monitoringSchedule,
    ...notebookInstance,
    ...space,
    ...tagging,
    ...trainingJob,
  },
});
