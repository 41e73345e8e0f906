// Goes into the bundles.

/** As much of a protocol of the SDK as has to do with errors. */
interface Protocol {
  handleError(...args: readonly unknown[]): Promise<unknown>;
}

/** A protocol's constructor whose instances load the errors of their service when there is one: they register themselves. */
export const lateErrors = (Original: new (settings: object) => Protocol, load: () => Promise<object>) =>
  function withErrors(settings: object): Protocol {
    const protocol = new Original(settings);
    const { handleError } = protocol;
    protocol.handleError = async (...args) => {
      await load();
      return handleError.apply(protocol, [...args]);
    };
    return protocol;
  };
