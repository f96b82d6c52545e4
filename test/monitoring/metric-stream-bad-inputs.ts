import { Duration } from 'aws-cdk-lib';
import type { MetricStreamOptions } from '../../src';
import { ReplicatedBucket } from '../../src';
import { DrMonitoring } from '../../src/monitoring';
import { badInputs } from '../support/bad-inputs';
import { createdTopology, testApp } from '../support/environment';

function make(metricStreams: MetricStreamOptions, topology = createdTopology()): DrMonitoring {
  return new DrMonitoring(topology, 'Monitoring', { topology, recoverables: [], metricStreams });
}

const NAMESPACE_RULE = {
  rule: 'a namespace has 1 to 255 characters and does not begin with a colon',
  remedy: 'Write a namespace as CloudWatch shows it, for example "AWS/SQS"',
};

/** What metric streams refuse. */
export const METRIC_STREAMS = badInputs<MetricStreamOptions>({
  construct: 'DrMonitoring, metricStreams',
  requirements: 'MON-23',
  path: 'Payments/Monitoring',
  make,
  inputs: [
    { title: 'a namespace of nothing', options: { additionalNamespaces: [''] }, prop: 'metricStreams.additionalNamespaces[0]', value: '""', ...NAMESPACE_RULE },
    {
      title: 'a namespace that begins with a colon',
      options: { additionalNamespaces: ['AWS/SQS', ':orders'] },
      prop: 'metricStreams.additionalNamespaces[1]',
      value: '":orders"',
      ...NAMESPACE_RULE,
    },
    {
      title: 'a namespace that is longer than CloudWatch takes',
      options: { additionalNamespaces: ['o'.repeat(256)] },
      prop: 'metricStreams.additionalNamespaces[0]',
      value: `"${'o'.repeat(256)}"`,
      ...NAMESPACE_RULE,
    },
    {
      title: 'a namespace that is streamed by default',
      options: { additionalNamespaces: ['AWS/RDS'] },
      prop: 'metricStreams.additionalNamespaces[0]',
      value: '"AWS/RDS"',
      rule: 'it is streamed already',
      remedy: 'Leave it out',
    },
    {
      title: 'a namespace twice',
      options: { additionalNamespaces: ['Orders', 'Orders'] },
      prop: 'metricStreams.additionalNamespaces[1]',
      value: '"Orders"',
      rule: 'it is streamed already',
      remedy: 'Leave it out',
    },
    {
      title: 'a retention of hours',
      options: { retention: Duration.hours(12) },
      prop: 'metricStreams.retention',
      value: '12 hours',
      rule: 'S3 counts lifecycle rules in whole days, at least 1',
      remedy: 'Write whole days, for example Duration.days(30)',
    },
    {
      title: 'the emptying of buckets that are kept',
      options: { autoDeleteObjects: true },
      path: 'Payments/Monitoring/MonitoringMetrics',
      prop: 'autoDeleteObjects',
      value: 'true',
      rule: 'it empties both buckets when their stacks are deleted, while topology.removalPolicy is "retain"',
      remedy: 'Leave it out; or set removalPolicy: RemovalPolicy.DESTROY on the topology of a throw-away environment',
    },
    {
      title: 'a bucket of another topology',
      make: () => {
        const other = createdTopology(testApp());
        return make({ bucket: new ReplicatedBucket(other, 'Archive', { topology: other }) });
      },
      prop: 'metricStreams.bucket',
      value: '"Payments/Archive"',
      rule: 'it belongs to another topology, and each Region writes to the bucket of its own',
      remedy: 'Give a bucket of the same topology, or leave it out',
    },
    ...[{ retention: Duration.days(30) }, { autoDeleteObjects: false }].map(option => ({
      title: `${Object.keys(option)[0]} of a bucket that is given`,
      make: () => {
        const topology = createdTopology();
        return make({ ...option, bucket: new ReplicatedBucket(topology, 'Archive', { topology }) }, topology);
      },
      prop: `metricStreams.${Object.keys(option)[0]}`,
      rule: 'it is about the bucket that is created for the streams, and "Payments/Archive" is given instead',
      remedy: 'Leave it out, and say it of "Archive" where that is created',
    })),
  ],
});
