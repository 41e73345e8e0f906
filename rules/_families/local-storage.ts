/**
 * Nitro-based instances with NVMe instance store: encrypted by a module of their own, so SageMaker attaches no
 * EBS volume and rejects a key for it (KmsKeyId of CreateEndpointConfig, VolumeKmsKeyId of ResourceConfig).
 * `d` after the generation says so in EC2's naming; these accelerated families have it without the letter:
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-store-volumes.html
 */
const LOCAL_STORAGE =
  /^ml\.([a-z]+\d+[a-z]*d[a-z]*|g5|g6e?|g6f|gr6f?|g7e|p5|p5en?|p6e?-[a-z]+\d+|trn1n?|trn2u?|trn3|dl1)\./;

export const hasLocalStorage = (instanceType: string | undefined): boolean =>
  instanceType !== undefined && LOCAL_STORAGE.test(instanceType);
