import { Duration } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { clusterArn, clusters, dataOf, onlyIn, ordersBackup, roleIn, tableArn, tables } from './fixture';
import { BackupPolicy, ProtectedResource, RestoreTesting } from '../../src';
import type { DrTopology, RestoreTestingProps } from '../../src';
import { createdTopology, PRIMARY, SECONDARY, templateOf, testApp } from '../support/environment';

const tested = (props?: RestoreTestingProps) => BackupPolicy.daily({ restoreTesting: RestoreTesting.weekly(props) });

function warningsOf(topology: DrTopology): unknown[] {
  return topology.node.findAll().flatMap(construct => construct.node.metadata)
    .filter(({ type }) => type === 'aws:cdk:warning').map(({ data }) => data);
}

describe('restore testing, when asked for', () => {
  const { topology, backup } = ordersBackup({ policy: tested() });

  test('BKP-04: each Region restores the latest recovery point of its own vault every week', () => {
    for (const region of topology.regions) {
      expect(onlyIn(dataOf(region), 'AWS::Backup::RestoreTestingPlan').Properties).toMatchObject({
        RestoreTestingPlanName: backup.forRegion(region).vaultName.replace(/-/g, '_'),
        ScheduleExpression: 'cron(0 6 ? * SUN *)',
        RecoveryPointSelection: {
          Algorithm: 'LATEST_WITHIN_WINDOW',
          IncludeVaults: [backup.forRegion(region).vaultArn],
          RecoveryPointTypes: ['SNAPSHOT'],
          SelectionWindowDays: 7,
        },
      });
    }
  });

  test('BKP-04: it restores what was backed up there, and what came from the other Region, in the role for restores', () => {
    for (const region of topology.regions) {
      const { Properties } = onlyIn(dataOf(region), 'AWS::Backup::RestoreTestingSelection');
      expect(Properties).toMatchObject({
        ProtectedResourceType: 'Aurora',
        ProtectedResourceArns: [clusterArn(PRIMARY), clusterArn(SECONDARY)],
        RestoreTestingSelectionName: 'Aurora_1',
        RestoreTestingPlanName: onlyIn(dataOf(region), 'AWS::Backup::RestoreTestingPlan').Properties.RestoreTestingPlanName,
      });
      expect(Properties.IamRoleArn).toEqual({ 'Fn::GetAtt': [roleIn(dataOf(region), 'Restores').logicalId, 'Arn'] });
    }
  });

  test('BKP-04: a selection is created after its plan, which it knows by a literal name', () => {
    for (const region of topology.regions) {
      expect(onlyIn(dataOf(region), 'AWS::Backup::RestoreTestingSelection').DependsOn)
        .toEqual(Object.keys(templateOf(dataOf(region)).findResources('AWS::Backup::RestoreTestingPlan')));
    }
  });

  test('BKP-04: clusters are restored into the subnets and security groups that they are given, not into a default VPC', () => {
    for (const region of topology.regions) {
      expect(onlyIn(dataOf(region), 'AWS::Backup::RestoreTestingSelection').Properties.RestoreMetadataOverrides)
        .toEqual({ dbSubnetGroupName: 'isolated', vpcSecurityGroupIds: '["sg-1","sg-2"]' });
    }
    expect(warningsOf(topology)).toEqual([]);
  });
});

test('BKP-04: schedule and windows are props', () => {
  const { topology } = ordersBackup({
    policy: tested({
      scheduleExpression: events.Schedule.cron({ minute: '0', hour: '4', day: '1' }),
      startWindow: Duration.hours(2),
      selectionWindow: Duration.days(30),
      validationWindow: Duration.hours(8),
    }),
  });
  for (const region of topology.regions) {
    expect(onlyIn(dataOf(region), 'AWS::Backup::RestoreTestingPlan').Properties).toMatchObject({
      ScheduleExpression: 'cron(0 4 1 * ? *)', StartWindowHours: 2, RecoveryPointSelection: { SelectionWindowDays: 30 },
    });
    expect(onlyIn(dataOf(region), 'AWS::Backup::RestoreTestingSelection').Properties.ValidationWindowHours).toBe(8);
  }
});

test('BKP-04: each resource has a selection of its own kind; a table needs no restore metadata', () => {
  const app = testApp();
  const topology = createdTopology(app);
  ordersBackup({ resources: [clusters(topology), tables(topology)], policy: tested() }, app, topology);
  for (const region of topology.regions) {
    const selections = Object.values(templateOf(dataOf(region)).findResources('AWS::Backup::RestoreTestingSelection')).map(each => each.Properties);
    expect(selections.map(each => [each.RestoreTestingSelectionName, each.ProtectedResourceType, each.ProtectedResourceArns])).toEqual([
      ['Aurora_1', 'Aurora', [PRIMARY, SECONDARY].map(name => clusterArn(name))],
      ['DynamoDB_2', 'DynamoDB', [PRIMARY, SECONDARY].map(tableArn)],
    ]);
    expect(selections[1].RestoreMetadataOverrides).toBeUndefined();
  }
  expect(warningsOf(topology)).toEqual([]);
});

test('BKP-04: a cluster without a subnet group gets a warning, in each Region that lacks it', () => {
  const app = testApp();
  const topology = createdTopology(app);
  const secondary = ProtectedResource.auroraCluster(clusterArn(SECONDARY));
  ordersBackup({ resources: [{ primary: clusters(topology).primary, secondary }], policy: tested() }, app, topology);
  expect(warningsOf(topology)).toEqual([
    `Restore tests of "${clusterArn(SECONDARY)}" restore into the default VPC of ${SECONDARY} and fail where there is none. `
    + 'Give the protected resource "dbSubnetGroupName". [ack: cdk-multi-region-dr:restoreTestInDefaultVpc]',
  ]);
  expect(onlyIn(dataOf(topology.secondary), 'AWS::Backup::RestoreTestingSelection').Properties.RestoreMetadataOverrides).toBeUndefined();
});
