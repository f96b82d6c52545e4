import { Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { refuse } from '../topology/configuration-error';

/** As RDS stores it: dimensions of metrics and parts of ARNs are compared letter by letter. */
const IDENTIFIER = /^(?=.{1,63}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** The identifier of a cluster, which both Regions spell. */
export function validateIdentifier(scope: IConstruct, prop: string, value: string): void {
  validateName(scope, prop, value, IDENTIFIER, 'it is 1 to 63 lower-case letters, digits or hyphens, as RDS stores it', 'Copy it from the console');
}

/** What both Regions spell. */
export function validateName(scope: IConstruct, prop: string, value: string, pattern: RegExp, rule: string, remedy: string): void {
  if (Token.isUnresolved(value)) {
    refuse(scope, {
      prop,
      value: 'not known at synthesis',
      rule: 'both Regions use this name, and what is known only after deployment does not cross',
      remedy: 'Write it as a literal, as the console shows it',
    });
  }
  validateText(scope, prop, value, pattern, rule, remedy);
}

/** What stays in its Region, and may be known only after deployment. */
export function validateText(scope: IConstruct, prop: string, value: string, pattern: RegExp, rule: string, remedy: string): void {
  if (!Token.isUnresolved(value) && !pattern.test(value)) {
    refuse(scope, { prop, value: `"${value}"`, rule, remedy });
  }
}
