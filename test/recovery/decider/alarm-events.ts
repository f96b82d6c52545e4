/**
 * The event of a composite alarm, as the CloudWatch guide shows one.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
 */
const COMPOSITE_TO_ALARM = {
  'version': '0',
  'id': 'd3dfc86d-384d-24c8-0345-9f7986db0b80',
  'detail-type': 'CloudWatch Alarm State Change',
  'source': 'aws.cloudwatch',
  'account': '123456789012',
  'time': '2022-07-22T15:57:45Z',
  'region': 'us-east-1',
  'resources': ['arn:aws:cloudwatch:us-east-1:123456789012:alarm:ServiceAggregatedAlarm'],
  'detail': {
    alarmName: 'ServiceAggregatedAlarm',
    state: {
      actionsSuppressedBy: 'WaitPeriod',
      actionsSuppressedReason: 'Actions suppressed by WaitPeriod',
      value: 'ALARM',
      reason: 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:SuppressionDemo.EventBridge.FirstChild transitioned to ALARM at Friday 22 July, 2022 15:57:45 UTC',
      reasonData: '{"triggeringAlarms":[{"arn":"arn:aws:cloudwatch:us-east-1:123456789012:alarm:ServerCpuTooHigh","state":{"value":"ALARM","timestamp":"2022-07-22T15:57:45.394+0000"}}]}',
      timestamp: '2022-07-22T15:57:45.394+0000',
    },
    previousState: {
      value: 'OK',
      reason: 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:SuppressionDemo.EventBridge.Main was created and its alarm rule evaluates to OK',
      reasonData: '{"triggeringAlarms":[{"arn":"arn:aws:cloudwatch:us-east-1:123456789012:alarm:TotalNetworkTrafficTooHigh","state":{"value":"OK","timestamp":"2022-07-14T16:28:57.770+0000"}}]}',
      timestamp: '2022-07-22T15:56:14.552+0000',
    },
    configuration: {
      alarmRule: 'ALARM(ServerCpuTooHigh) OR ALARM(TotalNetworkTrafficTooHigh)',
      actionsSuppressor: 'ServiceMaintenanceAlarm',
      actionsSuppressorWaitPeriod: 120,
      actionsSuppressorExtensionPeriod: 180,
    },
  },
};

/** What CloudWatch sends when somebody makes, changes or deletes an alarm. */
const CONFIGURATION_CHANGE = {
  'version': '0',
  'id': '91535fdd-1e9c-849d-624b-9a9f2b1d09d0',
  'detail-type': 'CloudWatch Alarm Configuration Change',
  'source': 'aws.cloudwatch',
  'account': '123456789012',
  'time': '2022-03-03T17:06:22Z',
  'region': 'us-east-1',
  'resources': ['arn:aws:cloudwatch:us-east-1:123456789012:alarm:ServiceAggregatedAlarm'],
  'detail': {
    alarmName: 'ServiceAggregatedAlarm',
    operation: 'create',
    state: { value: 'INSUFFICIENT_DATA', timestamp: '2022-03-03T17:06:22.289+0000' },
    configuration: { alarmRule: 'ALARM(ServerCpuTooHigh) OR ALARM(TotalNetworkTrafficTooHigh)', alarmName: 'ServiceAggregatedAlarm' },
  },
};

export type RecordedEvent = { readonly [field: string]: any };

/** A recorded event, as it would be of another alarm. */
function of(event: RecordedEvent, alarmName: string, alarmArn: string): RecordedEvent {
  return { ...event, resources: [alarmArn], detail: { ...event.detail, alarmName } };
}

/** The recorded event of the decision, and others that are almost it. */
export function decisionEvents(alarmName: string, alarmArn: string) {
  const into = of(COMPOSITE_TO_ALARM, alarmName, alarmArn);
  const { detail } = into;
  const between = (from: string, to: string) =>
    ({ ...into, detail: { ...detail, state: { ...detail.state, value: to }, previousState: { ...detail.previousState, value: from } } });
  return {
    matching: { 'from OK to ALARM': into, 'from INSUFFICIENT_DATA to ALARM': between('INSUFFICIENT_DATA', 'ALARM') },
    nearMisses: {
      'from ALARM to OK': between('ALARM', 'OK'),
      'from ALARM to INSUFFICIENT_DATA': between('ALARM', 'INSUFFICIENT_DATA'),
      'from OK to INSUFFICIENT_DATA': between('OK', 'INSUFFICIENT_DATA'),
      'still in ALARM': between('ALARM', 'ALARM'),
      'as recorded, of another alarm': COMPOSITE_TO_ALARM,
      'of the alarm of that name in another Region': { ...into, resources: [alarmArn.replace(/cloudwatch:[^:]+/, 'cloudwatch:us-east-1')] },
      'of a change of the alarm itself': of(CONFIGURATION_CHANGE, alarmName, alarmArn),
      'of an application that calls itself otherwise': { ...into, source: 'custom.cloudwatch' },
      'of a contributor to an alarm': { ...into, 'detail-type': 'CloudWatch Alarm Contributor State Change' },
    },
  };
}

type Pattern = { readonly [field: string]: Pattern | readonly (string | { readonly 'anything-but': readonly string[] })[] };

/**
 * Whether an event matches a pattern, by the rules for the filters that are used here.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function matches(pattern: Pattern, event: RecordedEvent): boolean {
  return Object.entries(pattern).every(([field, wanted]) => {
    const value = event[field];
    if (!Array.isArray(wanted)) {
      return typeof value === 'object' && matches(wanted as Pattern, value);
    }
    return [value].flat().some(each => wanted.some(filter => typeof filter === 'string'
      ? filter === each
      : each !== undefined && !filter['anything-but'].includes(each)));
  });
}
