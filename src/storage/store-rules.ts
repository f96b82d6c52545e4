import { RemovalPolicy } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { DrRegion, DrTopology } from '../topology';
import { refuse } from '../topology/configuration-error';

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

/** The part of a construct that belongs to a Region. Refuses a Region of another topology. */
export function inRegion<T>(scope: IConstruct, parts: Map<DrRegion, T>, region: DrRegion): T {
  return parts.get(region) ?? refuse(scope, {
    prop: 'region',
    value: `"${region.name}"`,
    rule: `it is not a Region of this construct's topology, whose Regions are ${[...parts.keys()].map(known => known.name).join(' and ')}`,
    remedy: 'Use topology.primary or topology.secondary of the same topology',
  });
}
