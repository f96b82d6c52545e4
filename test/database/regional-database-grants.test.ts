import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Fixture } from './fixture';
import { dataOf, mainDatabase, onlyIn } from './fixture';
import type { DrRegion } from '../../src';
import { KeyPurpose } from '../../src';
import { ACCOUNT } from '../support/environment';

function roleIn({ app }: Fixture, region: DrRegion): iam.Role {
  return new iam.Role(new Stack(app, 'Team', { env: region.env }), 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
}

function statementsOf(role: iam.Role): { Action: string; Resource: unknown }[] {
  return onlyIn(Stack.of(role), 'AWS::IAM::Policy').Properties.PolicyDocument.Statement;
}

describe.each([['home', 0], ['standby', 1]] as const)('grants on the database of the %s Region', (_, position) => {
  test('SEC-02: connect is for one user of one cluster', () => {
    const fixture = mainDatabase();
    const region = fixture.topology.regions[position];
    const role = roleIn(fixture, region);
    fixture.database.forRegion(region).grants.connect(role, 'payments').assertSuccess();
    const [statement, ...others] = statementsOf(role);
    expect(others).toEqual([]);
    expect(statement.Action).toBe('rds-db:connect');
    expect(JSON.stringify(statement.Resource)).toMatch(new RegExp(`:rds-db:${region.name}:${ACCOUNT}:dbuser:.*DBClusterResourceId.*/payments`));
    expect(dataOf(region).dependencies.map(({ stackName }) => stackName)).not.toContain('Team');
  });

  test('DB-08: readCredentials is for the secret of that Region, with the key of that Region', () => {
    const fixture = mainDatabase();
    const region = fixture.topology.regions[position];
    const database = fixture.database.forRegion(region);
    const role = roleIn(fixture, region);
    database.grants.readCredentials(role).assertSuccess();
    expect(statementsOf(role)).toEqual([
      {
        Effect: 'Allow',
        Action: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
        Resource: `arn:aws:secretsmanager:${region.name}:${ACCOUNT}:secret:${database.secret.secretName}-??????`,
      },
      expect.objectContaining({
        Action: 'kms:Decrypt',
        Condition: expect.objectContaining({
          'ForAnyValue:StringEquals': { 'kms:ResourceAliases': fixture.topology.encryptionKey(region, KeyPurpose.SECRETS).aliasName },
        }),
      }),
    ]);
  });
});
