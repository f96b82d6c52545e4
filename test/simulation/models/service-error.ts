/** An error as the SDK throws it: told apart by its name. */
export class ServiceError extends Error {
  public readonly $fault: 'client' | 'server';
  public readonly $metadata: { readonly httpStatusCode: number };

  constructor(public readonly name: string, message: string, status = 400, fields: object = {}) {
    super(message);
    this.$fault = status < 500 ? 'client' : 'server';
    this.$metadata = { httpStatusCode: status };
    Object.assign(this, fields);
  }
}

/** What is asked of a model that it does not have. It ends the simulation: no handler may take it for an error of AWS. */
export class NotModelled extends Error {}

/** Refuses parameters that the model would read over. */
export function onlyParameters(what: string, input: object, allowed: readonly string[]): void {
  const unknown = Object.keys(input).find(name => !allowed.includes(name) && (input as { [name: string]: unknown })[name] !== undefined);
  if (unknown !== undefined) {
    throw new NotModelled(`${what}: parameter ${unknown} is not modelled`);
  }
}
