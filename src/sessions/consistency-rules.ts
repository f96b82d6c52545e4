import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type { IConstruct } from 'constructs';
import type { GlobalSessionTableProps } from './global-session-table-options';
import { refuse } from '../topology/configuration-error';

/** The Region sets that strong consistency cannot span: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html */
const REGION_SETS: { readonly [name: string]: readonly string[] } = {
  US: ['us-east-1', 'us-east-2', 'us-west-2'],
  EU: ['eu-west-1', 'eu-west-2', 'eu-west-3', 'eu-central-1'],
  AP: ['ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3'],
};

/** Refuses what the consistency of the table excludes. */
export function validateConsistency(table: IConstruct, props: GlobalSessionTableProps): void {
  if (props.consistency?._isStrong) {
    validateRegions(table, props);
    validateOptionsOfStrong(table, props);
  } else if (props.dynamoStream !== undefined && props.dynamoStream !== dynamodb.StreamViewType.NEW_AND_OLD_IMAGES) {
    refuse(table, {
      prop: 'dynamoStream',
      value: `"${props.dynamoStream}"`,
      rule: 'replicas are kept alike by way of the stream, which must have new and old images',
      remedy: 'Write dynamodb.StreamViewType.NEW_AND_OLD_IMAGES',
    });
  }
}

function validateRegions(table: IConstruct, { topology }: GlobalSessionTableProps): void {
  const { primary, secondary, witnessRegion } = topology;
  if (witnessRegion === undefined) {
    refuse(table, {
      prop: 'consistency',
      value: '"STRONG"',
      rule: 'a strongly consistent table needs a third Region, which decides when one is lost',
      remedy: 'Set witnessRegion on the topology, to a Region of the same Region set, or leave consistency out',
    });
  }
  const regions = [primary.name, secondary.name, witnessRegion];
  if (!Object.values(REGION_SETS).some(set => regions.every(region => set.includes(region)))) {
    refuse(table, {
      prop: 'consistency',
      value: `"STRONG" in ${regions.join(', ')}`,
      rule: `the replicas and the witness must be in one Region set: ${Object.entries(REGION_SETS).map(([name, set]) => `${name} (${set.join(', ')})`).join(', ')}`,
      remedy: 'Choose three Regions of one set, or leave consistency out',
    });
  }
}

function validateOptionsOfStrong(table: IConstruct, { timeToLiveAttribute, rpo, drainedWithin, existing }: GlobalSessionTableProps): void {
  if (timeToLiveAttribute !== undefined) {
    refuse(table, {
      prop: 'timeToLiveAttribute',
      value: `"${timeToLiveAttribute}"`,
      rule: 'the items of a strongly consistent table do not expire',
      remedy: 'Leave it out and delete old items yourself, or leave consistency out',
    });
  }
  if (rpo !== undefined) {
    refuse(table, {
      prop: 'rpo',
      value: rpo.toHumanString(),
      rule: 'a strongly consistent table loses nothing with a Region, and publishes no lag to compare with an objective',
      remedy: 'Leave it out',
    });
  }
  if (drainedWithin !== undefined) {
    refuse(table, {
      prop: 'drainedWithin',
      value: drainedWithin.toString(),
      rule: 'a strongly consistent table has every write in both Regions, and publishes no lag to wait for',
      remedy: 'Leave it out',
    });
  }
  if (existing !== undefined) {
    refuse(table, {
      prop: 'existing',
      rule: 'a table keeps the consistency that it was created with, and one with items cannot become strongly consistent',
      remedy: 'Leave existing out: an empty table is created, and the items are copied; or leave consistency out',
    });
  }
}
