import type { Service } from '../service.ts';
import { sagemaker } from './sagemaker/index.ts';

/** The services of the emulator by the class name of their SDK client. */
export const services: Record<string, Service> = {
  SageMakerClient: sagemaker,
};
