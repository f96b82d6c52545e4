import { findings } from './findings';
import { alarmOn, dashboardWith, PRIMARY, SECONDARY, systemWith } from './small-system';
import { WRONG_ALARMS } from './wrong-alarms';

const faultsOf = (...system: Parameters<typeof systemWith>) => findings(systemWith(...system)).map(({ fault }) => fault);

describe('MON-20: the wrong alarms of reviewed systems are found', () => {
  test.each(WRONG_ALARMS.map(wrong => [wrong.title, wrong.rows, wrong] as const))('%s (%s)', (_title, _rows, { region, alarm, fault }) => {
    expect(faultsOf(region, { Wrong: alarm })).toContain(fault);
    expect(faultsOf(region, {})).toEqual([]);
  });
});

describe('MON-20: the same in a widget is found', () => {
  test.each(WRONG_ALARMS.filter(({ alarm }) => !('Unit' in alarm.Properties!)).filter(({ title }) => !title.endsWith('a failover'))
    .map(wrong => [wrong.title, wrong] as const))('%s', (_title, { region, alarm, fault }) => {
    const { Namespace, MetricName, Dimensions } = alarm.Properties!;
    const row = [Namespace, MetricName, ...(Dimensions as { Name: string; Value: unknown }[]).flatMap(({ Name, Value }) => [Name, literal(Value)])];
    expect(faultsOf('us-east-1', { Board: dashboardWith({ region, metrics: [row] }) })).toContain(fault);
  });

  function literal(value: unknown): unknown {
    const [attribute] = typeof value === 'object' ? Object.values(value as object) : [];
    return attribute === undefined ? value : `\${${[attribute].flat().join('.')}}`;
  }
});

describe('MON-20: what is right is not reported', () => {
  const RULE = { SourceBucket: 'documents-home', DestinationBucket: 'documents-standby', RuleId: 'everything' };

  test.each([
    ['a cluster', PRIMARY, alarmOn('AWS/RDS', 'CPUUtilization', { DBClusterIdentifier: 'orders-home', Role: 'WRITER' })],
    ['a cluster by reference', PRIMARY, alarmOn('AWS/RDS', 'CPUUtilization', { DBClusterIdentifier: { Ref: 'Cluster' } })],
    ['a table, in the Region that sends', PRIMARY, alarmOn('AWS/DynamoDB', 'ReplicationLatency', { TableName: 'sessions', ReceivingRegion: SECONDARY })],
    ['a table, in the other direction', SECONDARY, alarmOn('AWS/DynamoDB', 'ReplicationLatency', { TableName: 'sessions', ReceivingRegion: PRIMARY })],
    ['a replica', SECONDARY, alarmOn('AWS/DynamoDB', 'WriteThrottleEvents', { TableName: 'sessions' })],
    ['errors of users', SECONDARY, alarmOn('AWS/DynamoDB', 'UserErrors', {})],
    ['latency of bucket replication', SECONDARY, alarmOn('AWS/S3', 'ReplicationLatency', RULE)],
    ['failed bucket replication', PRIMARY, alarmOn('AWS/S3', 'OperationsFailedReplication', RULE)],
    ['a health check', 'us-east-1', alarmOn('AWS/Route53', 'HealthCheckStatus', { HealthCheckId: { Ref: 'Check' } })],
    ['copies of backups into the vault of the other Region', PRIMARY, alarmOn('AWS/Backup', 'NumberOfCopyJobsFailed', { BackupVaultName: 'vault-standby' })],
    ['targets', PRIMARY, alarmOn('AWS/ApplicationELB', 'UnHealthyHostCount', {
      LoadBalancer: { 'Fn::GetAtt': ['Balancer', 'LoadBalancerFullName'] }, TargetGroup: { 'Fn::GetAtt': ['Targets', 'TargetGroupFullName'] },
    })],
    ['a latch', SECONDARY, alarmOn('MultiRegionDr/Payments/test', 'LatchClosed', { HostedZone: 'Z1', Record: 'api.example.com' })],
    ['a state machine by its ARN', PRIMARY, alarmOn('AWS/States', 'ExecutionsFailed', { StateMachineArn: `arn:aws:states:${PRIMARY}:111111111111:stateMachine:settle-home` })],
    ['a state machine by reference', PRIMARY, alarmOn('AWS/States', 'ExecutionsFailed', { StateMachineArn: { Ref: 'Machine' } })],
    ['charges', 'us-east-1', alarmOn('AWS/Billing', 'EstimatedCharges', { Currency: 'USD' })],
  ])('%s', (_title, region, alarm) => {
    expect(faultsOf(region, { Right: alarm })).toEqual([]);
  });

  test('the lag of a global database, on each member in its own Region', () => {
    const lag = (cluster: string) => alarmOn('AWS/RDS', 'AuroraGlobalDBReplicationLag', { DBClusterIdentifier: cluster });
    const home = systemWith(PRIMARY, { Lag: lag('orders-home') });
    const [standby] = systemWith(SECONDARY, { Lag: lag('orders-standby') }).filter(({ region }) => region === SECONDARY);
    expect(findings(home.map(template => template.region === SECONDARY ? standby : template))).toEqual([]);
  });

  test('a thing that exists already, in its Region', () => {
    const adopted = systemWith(PRIMARY, { Cpu: alarmOn('AWS/RDS', 'CPUUtilization', { DBClusterIdentifier: 'ledger' }) });
    expect(findings(adopted, { ledger: [PRIMARY] })).toEqual([]);
    expect(findings(adopted, { ledger: [SECONDARY] }).map(({ fault }) => fault))
      .toEqual([`CPUUtilization is published in ${SECONDARY}, not in ${PRIMARY}`]);
  });
});

describe('MON-20: what another stack exports is followed', () => {
  const importing = (name: string, exports: { [name: string]: unknown }, region = PRIMARY) => findings([
    ...systemWith(PRIMARY, {}).map(template => template.region === PRIMARY ? { ...template, exports } : template),
    { stack: 'Watch', region, resources: { Depth: alarmOn('AWS/SQS', 'NumberOfMessagesSent', { QueueName: { 'Fn::ImportValue': name } }) } },
  ]).map(({ fault }) => fault);
  const QUEUE = { 'Fn::GetAtt': ['Queue', 'QueueName'] };

  test('within the Region', () => {
    expect(importing('queue', { queue: QUEUE })).toEqual([]);
    expect(importing('queue', { queue: { Ref: 'Queue' } })).toEqual([]);
  });

  test('not to what is no queue, to another Region, or to nothing', () => {
    expect(importing('queue', { queue: { Ref: 'Bucket' } })).toEqual(['nothing has the QueueName ${Home:Bucket}']);
    expect(importing('queue', { queue: QUEUE }, SECONDARY)).toEqual(['nothing has the QueueName ${Fn::ImportValue}']);
    expect(importing('topic', { queue: QUEUE })).toEqual(['nothing has the QueueName ${Fn::ImportValue}']);
  });
});

describe('MON-20: metrics inside expressions are judged too', () => {
  const stat = (Id: string, MetricName: string, Dimensions: object[]) => ({
    Id, MetricStat: { Metric: { Namespace: 'AWS/DynamoDB', MetricName, Dimensions }, Stat: 'Sum' },
  });
  const alarm = (...Metrics: object[]) => ({ Math: { Type: 'AWS::CloudWatch::Alarm', Properties: { Metrics } } });
  const OPERATION = [{ Name: 'TableName', Value: 'sessions' }, { Name: 'Operation', Value: 'GetItem' }];

  test('in an alarm', () => {
    expect(faultsOf(PRIMARY, alarm({ Id: 'total', Expression: 'SUM([get, put])' }, stat('get', 'SystemErrors', OPERATION), stat('put', 'SystemErrors', OPERATION))))
      .toEqual([]);
    expect(faultsOf(PRIMARY, alarm({ Id: 'total', Expression: 'get + 1' }, stat('get', 'SystemErrors', OPERATION.slice(0, 1)))))
      .toEqual(['AWS/DynamoDB does not publish SystemErrors by TableName']);
  });

  test('an id that the alarm does not have', () => {
    expect(faultsOf(PRIMARY, alarm({ Id: 'total', Expression: 'IF(calls > 0, 100 * get / calls, 0)' }, stat('get', 'SystemErrors', OPERATION))))
      .toEqual(['"IF(calls > 0, 100 * get / calls, 0)" refers to "calls", which the alarm does not have']);
  });

  test('an id that the widget does not have, and none in texts, numbers and queries', () => {
    const widget = (expression: string) => ({ Board: dashboardWith({ region: PRIMARY, metrics: [[{ expression, id: 'e1' }]] }) });
    expect(faultsOf(PRIMARY, widget('SUM([m1]) * 1e3'))).toEqual(['"SUM([m1]) * 1e3" refers to "m1", which the widget does not have']);
    expect(faultsOf(PRIMARY, widget('SEARCH(\'{AWS/Lambda,FunctionName} errors\', "Sum", 60) + e1'))).toEqual([]);
    expect(faultsOf(PRIMARY, widget('SELECT MAX(errors) FROM functions'))).toEqual([]);
  });
});

describe('MON-20: widgets are read as CloudWatch reads them', () => {
  test('with shorthand, the Region of each metric and values of the deployment', () => {
    const metrics = [
      ['AWS/DynamoDB', 'UserErrors', { region: SECONDARY }],
      ['AWS/Lambda', 'Throttles', 'FunctionName', 'service-home'],
      ['.', 'Errors', '.', '.', { region: SECONDARY }],
      ['AWS/S3', 'ReplicationLatency', 'SourceBucket', 'documents-home', 'DestinationBucket', 'documents-standby', 'RuleId', 'everything'],
      ['...', 'documents-home', { region: PRIMARY }],
    ];
    expect(faultsOf(PRIMARY, { Board: dashboardWith({ region: 'REGION', metrics }) })).toEqual([
      `Errors is published in ${PRIMARY}, not in ${SECONDARY}`,
      `ReplicationLatency is published in ${SECONDARY}, not in ${PRIMARY}`,
      `ReplicationLatency is published in ${SECONDARY}, not in ${PRIMARY}`,
    ]);
  });

  test('with alarms that must exist in their Region', () => {
    const arn = (region: string, name: string) => `arn:aws:cloudwatch:${region}:111111111111:alarm:${name}`;
    const board = (alarm: string) => ({
      Cpu: alarmOn('AWS/RDS', 'CPUUtilization', { DBClusterIdentifier: 'orders-home' }, { AlarmName: 'cpu' }),
      Board: dashboardWith({ region: 'REGION', annotations: { alarms: [alarm] } }),
      Status: dashboardWith({ alarms: [alarm] }),
    });
    expect(faultsOf(PRIMARY, board(arn(PRIMARY, 'cpu')))).toEqual([]);
    expect(faultsOf(PRIMARY, board(arn('REGION', 'cpu')))).toEqual([]);
    expect(faultsOf(PRIMARY, board(arn(SECONDARY, 'cpu')))).toEqual(Array(2).fill(`shows the alarm ${arn(SECONDARY, 'cpu')}, which no template creates there`));
    expect(faultsOf(PRIMARY, board(arn(PRIMARY, 'memory')))).toHaveLength(2);
  });
});

describe('MON-20: composite alarms rest on alarms of their own Region', () => {
  const composite = (AlarmRule: unknown, more: object = {}) => ({
    Cpu: alarmOn('AWS/RDS', 'CPUUtilization', { DBClusterIdentifier: 'orders-home' }, { AlarmName: 'cpu' }),
    Page: { Type: 'AWS::CloudWatch::CompositeAlarm', Properties: { AlarmName: 'page', AlarmRule, ...more } },
  });

  test.each([
    ['by name', 'ALARM("cpu") AND NOT OK(cpu)'],
    ['by ARN', `ALARM("arn:aws:cloudwatch:${PRIMARY}:111111111111:alarm:cpu")`],
    ['by reference', { 'Fn::Join': ['', ['ALARM("', { 'Fn::GetAtt': ['Cpu', 'Arn'] }, '")']] }],
    ['on another composite alarm', 'INSUFFICIENT_DATA("page")'],
  ])('%s', (_title, rule) => {
    expect(faultsOf(PRIMARY, composite(rule, { ActionsSuppressor: 'cpu' }))).toEqual([]);
  });

  test.each([
    ['ALARM("memory")', 'memory'],
    [`ALARM("arn:aws:cloudwatch:${SECONDARY}:111111111111:alarm:cpu")`, `arn:aws:cloudwatch:${SECONDARY}:111111111111:alarm:cpu`],
    [{ 'Fn::Join': ['', ['ALARM("', { Ref: 'Memory' }, '")']] }, '${Memory}'],
  ])('%j is found', (rule, child) => {
    expect(faultsOf(PRIMARY, composite(rule))).toEqual([`rests on the alarm ${child}, which no template creates in ${PRIMARY}`]);
  });

  test('a suppressor that does not exist is found', () => {
    expect(faultsOf(PRIMARY, composite('ALARM("cpu")', { ActionsSuppressor: 'drill' })))
      .toEqual([`rests on the alarm drill, which no template creates in ${PRIMARY}`]);
  });
});
