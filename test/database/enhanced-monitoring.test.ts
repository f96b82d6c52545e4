import { Duration, Lazy, RemovalPolicy } from 'aws-cdk-lib';
import { clustersOf, dataOf, mainDatabase, propertiesIn, resourcesIn } from './fixture';
import { ACCOUNT, createdTopology, templateOf, testApp } from '../support/environment';

/** The customer-managed policies that a role names. */
function policiesOf(stack: Parameters<typeof templateOf>[0], [, { Properties }]: ReturnType<typeof monitoringRole>) {
  expect(Properties).not.toHaveProperty('Policies');
  return Properties.ManagedPolicyArns.map(({ Ref }: { Ref: string }) => templateOf(stack).findResources('AWS::IAM::ManagedPolicy')[Ref]);
}

/** The role that monitoring.rds.amazonaws.com assumes, with its logical id. */
function monitoringRole(stack: Parameters<typeof templateOf>[0]) {
  const roles = Object.entries(templateOf(stack).findResources('AWS::IAM::Role'))
    .filter(([, role]) => JSON.stringify(role.Properties.AssumeRolePolicyDocument).includes('monitoring.rds.amazonaws.com'));
  expect(roles).toHaveLength(1);
  return roles[0];
}

describe('enhanced monitoring', () => {
  const fixture = mainDatabase();
  const regions = fixture.topology.regions;

  test('SEC-03: it is on for every instance of both Regions, every 60 seconds, with a role of that Region', () => {
    for (const region of regions) {
      const [id] = monitoringRole(dataOf(region));
      const instances = propertiesIn(dataOf(region), 'AWS::RDS::DBInstance');
      expect(instances.length).toBeGreaterThan(0);
      for (const instance of instances) {
        expect(instance).toMatchObject({ MonitoringInterval: 60, MonitoringRoleArn: { 'Fn::GetAtt': [id, 'Arn'] } });
      }
    }
    // RDS refuses the setting of an instance that differs from its cluster's.
    for (const { Properties } of clustersOf(fixture)) {
      expect(Properties).not.toHaveProperty('MonitoringInterval');
    }
  });

  test('SEC-02: the role writes to one log group of its Region, for instances of this account in this Region', () => {
    for (const region of regions) {
      const role = monitoringRole(dataOf(region));
      const [policy, ...others] = policiesOf(dataOf(region), role);
      const logGroup = `arn:aws:logs:${region.name}:${ACCOUNT}:log-group:RDSOSMetrics`;
      const { Statement } = policy.Properties.PolicyDocument;
      expect(others).toEqual([]);
      expect(Statement).toEqual([{ Effect: 'Allow', Action: expect.arrayContaining(['logs:PutLogEvents']), Resource: [logGroup, `${logGroup}:*`] }]);
      expect(Statement[0].Action.every((action: string) => /^logs:[A-Z][A-Za-z]+$/.test(action))).toBe(true);
      expect(role[1].Properties.AssumeRolePolicyDocument.Statement).toEqual([{
        Effect: 'Allow',
        Principal: { Service: 'monitoring.rds.amazonaws.com' },
        Action: 'sts:AssumeRole',
        Condition: {
          StringEquals: { 'aws:SourceAccount': ACCOUNT },
          StringLike: { 'aws:SourceArn': `arn:aws:rds:${region.name}:${ACCOUNT}:db:*` },
        },
      }]);
    }
  });

  test('DB-17: the role is kept with its policy and the instances that need it, or deleted with them', () => {
    const app = testApp();
    const thrownAway = mainDatabase({}, app, createdTopology(app, { removalPolicy: RemovalPolicy.DESTROY }));
    for (const [topology, expected] of [[fixture.topology, 'Retain'], [thrownAway.topology, 'Delete']] as const) {
      for (const region of topology.regions) {
        const role = monitoringRole(dataOf(region));
        expect([role[1], ...policiesOf(dataOf(region), role)].map(({ DeletionPolicy }) => DeletionPolicy)).toEqual([expected, expected]);
      }
    }
  });

  test('the interval is a prop, and may be known only after deployment', () => {
    for (const monitoringInterval of [Duration.seconds(5), Duration.seconds(Lazy.number({ produce: () => 5 }))]) {
      for (const region of mainDatabase({ monitoringInterval }).topology.regions) {
        expect(propertiesIn(dataOf(region), 'AWS::RDS::DBInstance').every(instance => instance.MonitoringInterval === 5)).toBe(true);
      }
    }
  });

  test('0 turns it off, and leaves no role', () => {
    for (const region of mainDatabase({ monitoringInterval: Duration.seconds(0) }).topology.regions) {
      expect(propertiesIn(dataOf(region), 'AWS::RDS::DBInstance').filter(instance => 'MonitoringInterval' in instance || 'MonitoringRoleArn' in instance))
        .toEqual([]);
      expect(JSON.stringify(resourcesIn(dataOf(region), 'AWS::IAM::Role'))).not.toContain('monitoring.rds');
    }
  });
});
