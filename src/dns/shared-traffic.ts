import { Annotations } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { RoutingPolicy } from './routing-policy';

/**
 * Warns of what a share for the standby does to a system with a database, which is the kind that moves by plan.
 *
 * @param scope in a stack: CDK collects no annotation outside of stacks
 */
export function warnOfSharedTraffic(scope: Construct, { _weights: { primary = 0, secondary = 0 } }: RoutingPolicy, byPlan: boolean): void {
  if (byPlan && secondary > 0) {
    Annotations.of(scope).addWarningV2('cdk-multi-region-dr:standbyServesShare',
      `routingPolicy gives the standby Region ${secondary} of ${primary + secondary} answers while the home Region is active. `
      + 'Its database is read-only until a failover: its clients must do without writing there, or write through the other Region.');
  }
}
