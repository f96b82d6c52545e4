/** A deployed value that the template spells, or that follows from what it names. */
export type Resolve = (logicalId: string, attribute?: string) => string | undefined;

/**
 * The text of a property, with what CloudFormation would fill in: partition, Region, account, and the names and ARNs of resources of the same
 * stack. What only AWS knows is nothing.
 */
export function literal(value: unknown, place: { readonly region: string; readonly account: string }, resolve: Resolve): string | undefined {
  if (typeof value === 'string') {
    return value;
  }
  if (typeof value === 'number' || typeof value === 'boolean') {
    return String(value);
  }
  const [[intrinsic, operand]] = Object.entries(value as object) as [[string, any]];
  switch (intrinsic) {
    case 'Ref':
      return { 'AWS::Partition': 'aws', 'AWS::Region': place.region, 'AWS::AccountId': place.account }[operand as string] ?? resolve(operand);
    case 'Fn::GetAtt':
      return resolve(operand[0], operand[1]);
    case 'Fn::Join': {
      const parts = operand[1].map((part: unknown) => literal(part, place, resolve));
      return parts.includes(undefined) ? undefined : parts.join(operand[0]);
    }
    default:
      return undefined;
  }
}
