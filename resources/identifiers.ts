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
