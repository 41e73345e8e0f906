/**
 * The Region where S3 says that a bucket is, in the header of an answer from another one; undefined where it does not
 * say. The SDK would follow by itself, by changing the client's Region for as long as the call lasts: two calls at once
 * send each other into the wrong one.
 */
export function regionToldBy(error: unknown): string | undefined {
  const response: unknown = Reflect.get(Object(error), '$response');
  const headers: unknown = Reflect.get(Object(response), 'headers');
  const region: unknown = Reflect.get(Object(headers), 'x-amz-bucket-region');
  return typeof region === 'string' && region !== '' ? region : undefined;
}
