import { Reference, ReferenceStrength, Stack, Tokenization } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { isLiteral } from './vpc-addresses';
import { refuse } from '../topology/configuration-error';

/**
 * A value of one Region for use in the `link` stack of the other: itself when it is known at synthesis, otherwise read from
 * the outputs of its stack at deployment. The reference is weak whatever the reading stack prefers: a strong one installs
 * custom resources in both stacks.
 */
export function readFromOtherRegion(scope: IConstruct, prop: string, value: string): string {
  if (isLiteral(value)) {
    return value;
  }
  const token = Tokenization.reverseString(value).firstToken;
  if (!Reference.isReference(token)) {
    refuse(scope, {
      prop,
      value: `${token}`,
      rule: 'the other Region cannot read the value: it is neither known at synthesis nor an attribute of a resource of this app',
      remedy: 'Import the VPC with literal ids, or with Vpc.fromLookup',
    });
  }
  if (Stack.of(token.target).nested) {
    refuse(scope, {
      prop,
      value: `"${token.target.node.path}"`,
      rule: 'the outputs of a nested stack can be read from another Region only by custom resources, which a failed Region would block',
      remedy: 'Define the VPC in a top-level stack, or leave the Regions unlinked: InterRegionLink.none()',
    });
  }
  return Stack.consumeReference(value, ReferenceStrength.WEAK);
}
