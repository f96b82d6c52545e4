import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { HealthSignal } from './health-signal';
import { MetricDelivery } from './metric-stream-delivery';
import type { MetricStreamOptions } from './metric-stream-options';
import { MetricStreamFormat } from './metric-stream-options';
import { validateMetricStreams } from './metric-stream-rules';
import { metricStreamSignals } from './metric-stream-signals';
import { ReplicatedBucket } from '../storage/replicated-bucket';
import type { DrRegion, DrTopology } from '../topology';
import { StackLayer } from '../topology';
import { metricNamespace } from '../topology/metric-namespace';
import { NAME_KINDS } from '../topology/name-kinds';
import { serviceRole } from '../topology/service-role';

/** What recovery rests on: stores, functions, state machines, names and endpoints. Every other namespace would be paid for as well. */
const NAMESPACES = ['AWS/RDS', 'AWS/DynamoDB', 'AWS/S3', 'AWS/Lambda', 'AWS/States', 'AWS/Route53', 'AWS/ApplicationELB'];

/** Time to notice that an object was deleted or overwritten, and to bring it back. */
const NONCURRENT_METRICS_KEPT = Duration.days(7);

/** What metric streams have left behind. */
export interface StreamedMetrics {
  /** Where the metrics of both Regions are, in each Region. */
  readonly bucket: ReplicatedBucket;
  /** How the streams themselves are. */
  readonly signals: HealthSignal[];
}

/**
 * Streams metrics of each Region to the bucket of that Region, which replicates to the other.
 *
 * Nothing but the bucket's name is needed for that: the streams of a Region are deployed, and run, without the other.
 */
export function streamMetrics(owner: Construct, topology: DrTopology, options: MetricStreamOptions): StreamedMetrics {
  const defaults = [...NAMESPACES, metricNamespace(topology)];
  validateMetricStreams(owner, topology, options, defaults);
  const bucket = options.bucket ?? metricBucket(owner, topology, options);
  const namespaces = [...defaults, ...options.additionalNamespaces ?? []];
  return { bucket, signals: topology.regions.flatMap(region => streamOf(owner, { topology, region, bucket, namespaces, options })) };
}

/** Its objective is none: nobody fails over by these objects, and Replication Time Control is priced per GB. */
function metricBucket(owner: Construct, topology: DrTopology, { retention, autoDeleteObjects }: MetricStreamOptions): ReplicatedBucket {
  return new ReplicatedBucket(owner, `${owner.node.id}Metrics`, {
    topology,
    replicationTimeControl: false,
    noncurrentVersionExpiration: NONCURRENT_METRICS_KEPT,
    lifecycleRules: [{ id: 'retention', expiration: retention ?? Duration.days(90) }],
    autoDeleteObjects,
  });
}

interface StreamProps {
  readonly topology: DrTopology;
  readonly region: DrRegion;
  readonly bucket: ReplicatedBucket;
  readonly namespaces: string[];
  readonly options: MetricStreamOptions;
}

function streamOf(owner: Construct, { topology, region, bucket, namespaces, options }: StreamProps): HealthSignal[] {
  const component = `${owner.node.id}-metrics`;
  const [name, deliveryStreamName] = [NAME_KINDS.metricStream, NAME_KINDS.deliveryStream].map(kind => topology._name(kind, component, region));
  topology.deployBefore(region, StackLayer.FOUNDATION, region, StackLayer.RECOVERY, `the metric stream of ${region.name} writes to a bucket that must exist`);
  const scope = topology._scope(owner, 'monitoring', region, StackLayer.RECOVERY);
  const { deliveryStreamArn: firehoseArn } = new MetricDelivery(scope, 'metric-delivery', {
    topology, region, deliveryStreamName, bucket: bucket.forRegion(region), logRetention: options.logRetention ?? logs.RetentionDays.ONE_MONTH,
  });
  new cloudwatch.CfnMetricStream(scope, 'metric-stream', {
    name,
    firehoseArn,
    roleArn: streamRole(scope, topology, region, firehoseArn).roleArn,
    outputFormat: options.outputFormat ?? MetricStreamFormat.JSON,
    includeFilters: namespaces.map(namespace => ({ namespace })),
  });
  const replication = options.bucket ? undefined : bucket.replications.find(({ source }) => source.region === region);
  return metricStreamSignals(region, { metricStreamName: name, deliveryStreamName, replication });
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-metric-streams-trustpolicy.html */
function streamRole(scope: Construct, topology: DrTopology, region: DrRegion, firehoseArn: string): iam.Role {
  return serviceRole(scope, 'metric-stream-role', {
    description: `CloudWatch streams metrics of ${region.name} to Firehose`,
    assumedBy: new iam.ServicePrincipal('streams.metrics.cloudwatch.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': topology.account } },
    }),
    statements: [new iam.PolicyStatement({ actions: ['firehose:PutRecord', 'firehose:PutRecordBatch'], resources: [firehoseArn] })],
  });
}
