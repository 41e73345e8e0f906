/** One attempt of a call, as the SDK asked it and the world answered it. */
export interface Exchange {
  /** `SageMakerClient` */
  readonly client: string;
  /** `DescribeModel` */
  readonly operation: string;
  /** As the caller gave it: with members that the model does not know, and streams unread. */
  readonly input: unknown;
  /** Absent where the answer is an error. */
  readonly output?: unknown;
  /** AWS's code of the error; faults that somebody ordered are not heard. */
  readonly error?: string;
}

/** Who listens to all worlds of this process: set by whoever compares the answers with AWS's own models. */
export const exchanges: { listener?: ((exchange: Exchange) => void) | undefined } = {};
