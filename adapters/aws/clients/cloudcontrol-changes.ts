// What remediations of types without a client of their own here use; readers have their own file.
export { CloudControlClient, GetResourceCommand, UpdateResourceCommand } from '@aws-sdk/client-cloudcontrol';
