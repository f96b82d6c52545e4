/** An error whose name is a contract. Lambda reports it as `errorType`, and whoever called knows by that what has become of the call. */
export class NamedError<Name extends string = string> extends Error {
  constructor(public readonly name: Name, detail: string, options?: ErrorOptions) {
    super(detail, options);
  }
}
