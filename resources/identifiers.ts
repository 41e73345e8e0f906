/** The part of an ARN after `prefix` in its resource, or the text itself where it is no ARN. */
export function nameAfter(service: string, prefix: string): (text: string) => string | undefined {
  return (text) => {
    if (!text.startsWith('arn:')) return text === '' || text.includes('://') ? undefined : text;
    const parts = text.split(':');
    const resource = parts.slice(5).join(':');
    if (parts[2] !== service || !resource.startsWith(prefix)) return undefined;
    return resource.slice(prefix.length) || undefined;
  };
}

/** The part before the first slash: a version or alias behind an id is not part of it. */
export function firstSegmentAfter(service: string, prefix: string): (text: string) => string | undefined {
  const name = nameAfter(service, prefix);
  return (text) => name(text)?.split('/')[0];
}

/** The part after the last slash: paths are part of an IAM ARN, not of the name. */
export function lastSegmentAfter(service: string, prefix: string): (text: string) => string | undefined {
  const name = nameAfter(service, prefix);
  return (text) => name(text)?.split('/').at(-1) || undefined;
}

const bucketArn = /^arn:[^:]+:s3:::([^/*?]+)/;
const bucketUri = /^s3:\/\/([^/*?]+)/;
const bucketName = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/** The bucket of `s3://bucket/key`, of `arn:aws:s3:::bucket/key`, or a bucket's bare name. */
export function bucketFrom(text: string): string | undefined {
  return (bucketArn.exec(text) ?? bucketUri.exec(text))?.[1] ?? (bucketName.test(text) ? text : undefined);
}

/** The key's id or alias as the caller wrote it: an id, `alias/name`, or an ARN of either. */
export function keyFrom(text: string): string | undefined {
  if (text.startsWith('alias/')) return text;
  const name = nameAfter('kms', '')(text);
  return name?.startsWith('key/') ? name.slice('key/'.length) : name;
}

/** `alias/name`, from itself or from its ARN. */
export function aliasFrom(text: string): string | undefined {
  const name = nameAfter('kms', '')(text);
  return name?.startsWith('alias/') ? name : undefined;
}

const imageUri = /^\d{12}\.dkr\.ecr[^/]*\.amazonaws\.com[^/]*\/([^:@]+)/;

/** The repository of an image's address in a private registry, of an ARN, or a bare name; other registries are none. */
export function repositoryFrom(text: string): string | undefined {
  const image = imageUri.exec(text)?.[1];
  if (image !== undefined) return image;
  return /^[^/]*\.[^/]*\//.test(text) || text.includes('@')
    ? undefined
    : nameAfter('ecr', 'repository/')(text);
}

/** The log group's name; ARNs of log groups may end in `:*` or name a stream. */
export function logGroupFrom(text: string): string | undefined {
  return nameAfter('logs', 'log-group:')(text)?.split(':')[0] || undefined;
}

/** The function's name without version or alias, from a name, a partial or a full ARN. */
export function functionFrom(text: string): string | undefined {
  const partial = /^(?:\d{12}:)?function:(.+)$/.exec(text)?.[1];
  return (partial ?? nameAfter('lambda', 'function:')(text))?.split(':')[0] || undefined;
}
