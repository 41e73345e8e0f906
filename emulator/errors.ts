/** An answer that AWS gives with an error code; the plugin turns it into the SDK's own class. */
export class AwsError extends Error {
  /** Undefined: what the service's model says of that code, else 400. */
  readonly statusCode: number | undefined;
  /** What the exception says besides its message. */
  readonly members: object | undefined;

  constructor(code: string, message: string, statusCode?: number, members?: object) {
    super(message);
    this.name = code;
    this.statusCode = statusCode;
    this.members = members;
  }
}

/** Somebody asked the emulator for what it does not know; never retried, never mistaken for an answer of AWS. */
export class EmulatorError extends Error {
  override readonly name = 'EmulatorError';
}

/** As Bedrock and AgentCore say it. */
export function resourceNotFound(message: string): AwsError {
  return new AwsError('ResourceNotFoundException', message);
}

export function conflict(message: string): AwsError {
  return new AwsError('ConflictException', message);
}
