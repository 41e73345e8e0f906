import { defineService } from '../../service.ts';
import { resource } from './resource.ts';

export const cloudControl = defineService({
  name: 'cloudcontrol',
  arnPrefix: 'cloudformation',
  eventSource: 'cloudcontrolapi.amazonaws.com',
  invalidInputCode: 'InvalidRequestException',
  operations: resource,
});
