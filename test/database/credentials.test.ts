import { Duration } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { dataOf, ISOLATED_ONLY, keyOf, mainDatabase, onlyIn, TwoVpcs } from './fixture';
import { DrTopology, KeyPurpose } from '../../src';
import { readProjectFile } from '../project/project-files';
import { ACCOUNT, createdTopology, SECONDARY, stacksOf, templateOf, testApp } from '../support/environment';

describe('credentials', () => {
  const fixture = mainDatabase();
  const { topology } = fixture;
  const stack = dataOf(topology.primary);

  test('DB-06: no template holds a password: the only mention is a reference to the generated one', () => {
    const secrets: unknown[] = [];
    for (const each of stacksOf(fixture.app)) {
      JSON.stringify(templateOf(each).toJSON(), (name, value) => {
        if (/password|^secretstring$/i.test(name) && name !== 'PasswordLength') {
          secrets.push(value);
        }
        return value;
      });
    }
    expect(secrets).toEqual([{ 'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: expect.any(String) }, ':SecretString:password::}}']] }]);
  });

  test('DB-07: user name and password are generated in Secrets Manager, attached, and consumed by reference', () => {
    const [id] = Object.keys(templateOf(stack).findResources('AWS::SecretsManager::Secret'));
    expect(onlyIn(stack, 'AWS::SecretsManager::Secret').Properties).toMatchObject({
      Name: expect.stringMatching(/^payments-test-main-[0-9a-f]{8}$/),
      GenerateSecretString: {
        SecretStringTemplate: '{"username":"dbadmin"}', GenerateStringKey: 'password', ExcludeCharacters: expect.stringContaining('/@"'),
      },
    });
    templateOf(stack).hasResourceProperties('AWS::SecretsManager::SecretTargetAttachment', { SecretId: { Ref: id }, TargetType: 'AWS::RDS::DBCluster' });
    expect(onlyIn(stack, 'AWS::RDS::DBCluster').Properties).toMatchObject({
      MasterUsername: 'dbadmin',
      MasterUserPassword: { 'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: id }, ':SecretString:password::}}']] },
    });
    expect(onlyIn(stack, 'AWS::RDS::DBCluster').Properties).not.toHaveProperty('ManageMasterUserPassword');
  });

  test('DB-08: the secret has a replica in the standby Region, each under the key of its Region', () => {
    templateOf(stack).hasResourceProperties('AWS::SecretsManager::Secret', {
      KmsKeyId: keyOf(fixture, 0, KeyPurpose.SECRETS),
      ReplicaRegions: [{ Region: SECONDARY, KmsKeyId: topology.encryptionKey(topology.secondary, KeyPurpose.SECRETS).aliasArn }],
    });
  });

  test('DB-09: the password is rotated every 30 days by a function in the private subnets', () => {
    const { Properties, DependsOn } = onlyIn(stack, 'AWS::SecretsManager::RotationSchedule');
    expect(Properties).toMatchObject({
      RotationRules: { ScheduleExpression: 'rate(30 days)' },
      HostedRotationLambda: { RotationType: 'PostgreSQLSingleUser' },
    });
    expect(JSON.stringify(Properties.HostedRotationLambda.VpcSubnetIds)).toMatch(/RefvpcprivateSubnet1.*RefvpcprivateSubnet2.*RefvpcprivateSubnet3/);
    expect(JSON.stringify(Properties.HostedRotationLambda.VpcSubnetIds)).not.toContain('isolated');
    for (const type of ['AWS::RDS::DBInstance', 'AWS::SecretsManager::SecretTargetAttachment', 'AWS::EC2::SecurityGroupEgress']) {
      expect(DependsOn).toContain(Object.keys(templateOf(stack).findResources(type))[0]);
    }
  });

  test('MON-27: the rotation function writes to an encrypted log that exists before it and keeps 30 days', () => {
    const { Properties, DependsOn } = onlyIn(stack, 'AWS::SecretsManager::RotationSchedule');
    const [[id, log], ...others] = Object.entries(templateOf(stack).findResources('AWS::Logs::LogGroup', {
      Properties: { LogGroupName: `/aws/lambda/${Properties.HostedRotationLambda.RotationLambdaName}` },
    }));
    expect(others).toEqual([]);
    expect(DependsOn).toContain(id);
    expect(log.Properties.RetentionInDays).toBe(30);
    templateOf(stack).hasResourceProperties('AWS::Logs::LogGroup', { ...log.Properties, KmsKeyId: keyOf(fixture, 0, KeyPurpose.LOGS) });
  });

  test('DB-09: the rotation function reaches the cluster, and HTTPS', () => {
    const template = templateOf(stack);
    const source = onlyIn(stack, 'AWS::SecretsManager::RotationSchedule').Properties.HostedRotationLambda.VpcSecurityGroupIds;
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { SourceSecurityGroupId: source, FromPort: 5432, ToPort: 5432, IpProtocol: 'tcp' });
    template.hasResourceProperties('AWS::EC2::SecurityGroupEgress', { GroupId: source, FromPort: 5432, ToPort: 5432 });
    const { SecurityGroupEgress } = template.findResources('AWS::EC2::SecurityGroup')[source['Fn::GetAtt'][0]].Properties;
    expect(SecurityGroupEgress).toEqual([expect.objectContaining({ FromPort: 443, ToPort: 443, IpProtocol: 'tcp' })]);
  });

  test('DB-09: the interval is a prop, and a VPC without private subnets rotates from the isolated ones', () => {
    const app = testApp();
    const isolated = createdTopology(app);
    const network = new TwoVpcs(app, isolated, each => {
      const vpc = new ec2.Vpc(each, 'vpc', { subnetConfiguration: ISOLATED_ONLY });
      vpc.addInterfaceEndpoint('secrets-manager', { service: ec2.InterfaceVpcEndpointAwsService.SECRETS_MANAGER });
      return vpc;
    });
    mainDatabase({ rotationInterval: Duration.days(7) }, app, isolated, network);
    const { HostedRotationLambda, RotationRules } = onlyIn(dataOf(isolated.primary), 'AWS::SecretsManager::RotationSchedule').Properties;
    expect(RotationRules).toEqual({ ScheduleExpression: 'rate(7 days)' });
    expect(JSON.stringify(HostedRotationLambda.VpcSubnetIds)).toContain('RefvpcisolatedSubnet1');
  });

  test.each([
    [Duration.hours(4), 'rate(4 hours)'],
    [Duration.hours(23), 'rate(23 hours)'],
    [Duration.minutes(720), 'rate(12 hours)'],
    [Duration.hours(24), 'rate(1 day)'],
    [Duration.days(999), 'rate(999 days)'],
  ])('DB-09: an interval is said as Secrets Manager takes it: %s', (rotationInterval, rate) => {
    const { topology: { primary } } = mainDatabase({ rotationInterval });
    expect(onlyIn(dataOf(primary), 'AWS::SecretsManager::RotationSchedule').Properties.RotationRules).toEqual({ ScheduleExpression: rate });
  });

  test('DB-10: the secret outlives its stack, and deleting it is denied while it is in use', () => {
    expect(onlyIn(stack, 'AWS::SecretsManager::Secret')).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    templateOf(stack).hasResourceProperties('AWS::SecretsManager::ResourcePolicy', {
      ResourcePolicy: { Statement: [Match.objectLike({ Effect: 'Deny', Action: 'secretsmanager:DeleteSecret' })] },
    });
  });
});

describe('DB-08, DB-09: promotion of the replica and the way back are steps of a runbook', () => {
  const page = readProjectFile('docs', 'runbooks', 'promote-the-secret.md');
  const commandsUnder = (title: string) => page.split(/^## /m).find(section => section.startsWith(`${title}\n`))!
    .replace(/\\\n\s*/g, '')
    .match(/(?<=^ {3}|[|(] ?)aws secretsmanager .*?(?=\||\)|$)/gm)!
    .map(command => command.trim());
  const app = testApp();
  const payments = new DrTopology(app, 'Payments', {
    account: ACCOUNT, environmentName: 'prod', primary: { region: 'us-east-1' }, secondary: { region: 'us-west-2' },
  });
  const { database } = mainDatabase({}, app, payments);

  test('it is found', () => {
    expect(readProjectFile('docs', 'runbooks', 'README.md')).toContain('(promote-the-secret.md)');
  });

  test('the secret is the one that the database has', () => {
    expect(page).toContain(`\nSECRET=${database.forRegion(payments.primary).secret.secretName}\n`);
  });

  test('in the standby Region the replica is promoted before its value is changed', () => {
    expect(commandsUnder('While the home Region is away').map(command => command.split(' ').slice(2, 5).join(' '))).toEqual([
      'stop-replication-to-replica --region us-west-2',
      'get-random-password --region us-west-2',
      'get-secret-value --region us-west-2',
      'put-secret-value --region us-west-2',
    ]);
  });

  test('after the return the home secret has the value before it is replicated, under the standby\'s key', () => {
    const commands = commandsUnder('After the return');
    expect(commands.map(command => command.split(' ').slice(2, 5).join(' '))).toEqual([
      'get-secret-value --region us-west-2',
      'put-secret-value --region us-east-1',
      'replicate-secret-to-regions --region us-east-1',
      'describe-secret --region us-east-1',
      'rotate-secret --region us-east-1',
    ]);
    const { aliasName } = payments.encryptionKey(payments.secondary, KeyPurpose.SECRETS);
    expect(commands[2]).toMatch(new RegExp(` --force-overwrite-replica-secret --add-replica-regions Region=us-west-2,KmsKeyId=${aliasName}$`));
  });
});
