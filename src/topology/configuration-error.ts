import type { IConstruct } from 'constructs';

/** What is wrong with an input, in the parts that every error of this library names. */
export interface Rejection {
  /** The prop as the user writes it, for example `primary.cidr`. */
  readonly prop: string;
  /** The value that was given. Left out when nothing was. */
  readonly value?: string;
  /** The rule that the value breaks. */
  readonly rule: string;
  /** What to write instead. */
  readonly remedy: string;
}

/** Thrown at synthesis for an input that cannot work. Its `name` is stable. */
export class ConfigurationError extends Error {
  public readonly name = 'ConfigurationError';

  constructor(scope: IConstruct, rejection: Rejection) {
    const subject = rejection.value === undefined ? rejection.prop : `${rejection.prop} = ${rejection.value}`;
    super(`[${scope.node.path}] ${subject}: ${rejection.rule}. ${rejection.remedy}.`);
  }
}

/** Ends synthesis with an error that names construct path, prop, value, rule and remedy. */
export function refuse(scope: IConstruct, rejection: Rejection): never {
  throw new ConfigurationError(scope, rejection);
}
