import { defineService } from '../../service.ts';
import { notebookInstance } from './notebook-instance.ts';

export const sagemaker = defineService({
  name: 'sagemaker',
  arnPrefix: 'sagemaker',
  eventSource: 'sagemaker.amazonaws.com',
  operations: { ...notebookInstance },
});
