import type { Figure, Sourced } from './sourced';

const GUIDE = 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring';
const MISSING = `${GUIDE}/alarms-and-missing-data.html`;
const ALARMS = `${GUIDE}/AlarmThatSendsEmail.html`;
const EVALUATION = `${GUIDE}/alarm-evaluation.html`;

export const CLOUDWATCH = {
  'm-of-n': { says: 'an alarm is in ALARM when M of the newest N points breach', source: EVALUATION },
  'high-resolution': { says: 'an alarm of 10, 20 or 30 seconds is evaluated every ten seconds, others every minute', source: ALARMS },
  'range': { says: 'more points than N are looked at, and while N of them are there missing ones do not count', source: MISSING },
  'range-length': { says: 'the range is N and two points more', assumed: 'compare the tables of the page, drawn for N = 3, with an alarm of N = 6' },
  'missing-all': { says: 'without any point a missing-alarm is INSUFFICIENT_DATA, an ignore-alarm stays what it is', source: MISSING },
  'missing-breaching': { says: 'breaching and notBreaching take a missing point for one', source: MISSING },
  'missing-some': { says: 'a missing-alarm with only breaching points goes to ALARM once the oldest of them is as old as M points', source: EVALUATION },
  'ignore-some': { says: 'an ignore-alarm with too few points to tell stays what it is', source: MISSING },
  'composite': {
    says: 'a composite alarm is in ALARM while its rule holds; ALARM(x), OK(x), INSUFFICIENT_DATA(x), AND, OR, NOT, TRUE, FALSE',
    source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html',
  },
  'composite-region': { says: 'a composite alarm sees alarms of its own Region', source: `${GUIDE}/Create_Composite_Alarm.html` },
  'events': { says: 'each change of state is an event on the default bus', source: `${GUIDE}/cloudwatch-and-eventbridge.html` },
  'actions': { says: 'an alarm that goes to ALARM publishes to the topics of its AlarmActions, once for each change', source: `${GUIDE}/alarm-actions.html` },
  'composite-actions': {
    says: 'a composite alarm that goes to ALARM publishes to the topics of its AlarmActions, one that goes back to OK to those of its OKActions',
    source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html',
  },
  'no-data-no-metric': { says: 'GetMetricData answers no points for a metric without data', source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html' },
  'metric-status': {
    says: 'GetMetricData says of each metric whether it was read: Complete, PartialData or InternalError, and succeeds all the same',
    source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataResult.html',
  },
  'transition': {
    says: 'DescribeAlarms answers when the state of an alarm, metric or composite, changed last',
    source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_CompositeAlarm.html',
  },
  'pages': { says: 'DescribeAlarms answers NextToken when there is more', source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html' },
} satisfies { [id: string]: Sourced };

export type CloudWatchBehaviour = keyof typeof CLOUDWATCH;

export const CLOUDWATCH_FIGURES = {
  eventSeconds: {
    says: 'how long an event takes to its target: seconds (P50 148 ms, P99 387 ms from a rule to a function)', source: 'https://bitesizedserverless.com', range: [0.1, 0.5],
  },
} satisfies { [id: string]: Figure };
