import { RemovalPolicy } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { refuse } from './configuration-error';
import type { DrTopology } from './dr-topology';

/** Refuses a removal policy that CloudFormation does not know for a store without snapshots. */
export function refuseSnapshotPolicy(scope: IConstruct, topology: DrTopology, store: string): void {
  if (topology.removalPolicy === RemovalPolicy.SNAPSHOT) {
    refuse(scope, {
      prop: 'topology.removalPolicy',
      value: `"${topology.removalPolicy}"`,
      rule: `CloudFormation takes no snapshot of ${store} when its stack is deleted`,
      remedy: 'Use RemovalPolicy.RETAIN, or RemovalPolicy.DESTROY in a throw-away environment',
    });
  }
}
