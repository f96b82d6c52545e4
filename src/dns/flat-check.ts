import * as route53 from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import { refuse } from '../topology/configuration-error';

/** The API speaks of 256 children, the guide of 255 in one place: the lower figure is safe by both. */
const MAX_CHILDREN = 255;

/** What a calculated check looks at, and how many of them must be healthy. */
export interface FlatCheckProps {
  readonly children: route53.IHealthCheck[];
  readonly needed: number;
}

/**
 * A calculated check that can be both healthy and unhealthy.
 *
 * Route 53 accepts thresholds that make a check always healthy (0) or always unhealthy (more than its children), and rejects a
 * calculated check over another only when it is deployed.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html
 */
export function flatCheck(scope: Construct, id: string, props: FlatCheckProps): route53.HealthCheck {
  const { children, needed } = props;
  if (children.length === 0 || children.length > MAX_CHILDREN) {
    refuse(scope, {
      prop: `${id}.children`,
      value: `${children.length} checks`,
      rule: `a calculated health check watches 1 to ${MAX_CHILDREN} others`,
      remedy: 'Give it the checks that it combines',
    });
  }
  if (!Number.isInteger(needed) || needed < 1 || needed > children.length) {
    refuse(scope, {
      prop: `${id}.needed`,
      value: `${needed}`,
      rule: `of ${children.length} checks 1 to ${children.length} can be needed: 0 is always healthy, more than there are is never`,
      remedy: 'Write how many of the checks must be healthy',
    });
  }
  const nested = children.find(isCalculated);
  if (nested) {
    refuse(scope, {
      prop: `${id}.children`,
      value: `"${nested.node.path}"`,
      rule: 'a calculated health check cannot watch another one',
      remedy: 'List the checks that the inner one combines, with a threshold that means the same',
    });
  }
  return new route53.HealthCheck(scope, id, {
    type: route53.HealthCheckType.CALCULATED,
    childHealthChecks: children,
    healthThreshold: needed,
  });
}

function isCalculated(check: route53.IHealthCheck): boolean {
  const resource = check.node.defaultChild as route53.CfnHealthCheck | undefined;
  const config = resource?.healthCheckConfig as route53.CfnHealthCheck.HealthCheckConfigProperty | undefined;
  return config?.type === route53.HealthCheckType.CALCULATED;
}
