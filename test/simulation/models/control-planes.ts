/**
 * Services of which recovery uses nothing: what changes records, roles and stacks. Those of Route 53 and IAM are in us-east-1 whatever Region is asked.
 *
 * @see https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/global-services.html
 */
export const CONTROL_PLANES = ['route53', 'iam', 'cloudFormation'] as const;

export function isControlPlane(service: string): boolean {
  return (CONTROL_PLANES as readonly string[]).includes(service);
}

export interface ControlPlaneCall {
  readonly service: string;
  readonly operation: string;
}

/** The service of an integration such as `aws-sdk:route53:changeResourceRecordSets`, if it is one of these. */
export function controlPlaneOf(resource: string): ControlPlaneCall | undefined {
  const [kind, name, operation] = resource.split(':');
  const service = CONTROL_PLANES.find(each => each.toLowerCase() === name);
  return kind === 'aws-sdk' && service !== undefined ? { service, operation: operation[0].toUpperCase() + operation.slice(1) } : undefined;
}
