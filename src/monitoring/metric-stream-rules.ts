import { Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { MetricStreamOptions } from './metric-stream-options';
import { validateDays } from '../storage/whole-days';
import type { DrTopology } from '../topology';
import { refuse } from '../topology/configuration-error';

const PROP = 'metricStreams';

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricStreamFilter.html */
const NAMESPACE = /^[^:].{0,254}$/;

/** Checks what is said about metric streams. */
export function validateMetricStreams(scope: IConstruct, topology: DrTopology, options: MetricStreamOptions, defaults: readonly string[]): void {
  validateNamespaces(scope, options.additionalNamespaces ?? [], defaults);
  validateDays(scope, `${PROP}.retention`, options.retention);
  validateBucket(scope, topology, options);
}

/** A namespace that stands twice would be taken for two that are streamed. */
function validateNamespaces(scope: IConstruct, additional: readonly string[], defaults: readonly string[]): void {
  additional.forEach((namespace, index) => {
    const prop = `${PROP}.additionalNamespaces[${index}]`;
    if (!Token.isUnresolved(namespace) && !NAMESPACE.test(namespace)) {
      refuse(scope, {
        prop,
        value: `"${namespace}"`,
        rule: 'a namespace has 1 to 255 characters and does not begin with a colon',
        remedy: 'Write a namespace as CloudWatch shows it, for example "AWS/SQS"',
      });
    }
    if ([...defaults, ...additional.slice(0, index)].includes(namespace)) {
      refuse(scope, { prop, value: `"${namespace}"`, rule: 'it is streamed already', remedy: 'Leave it out' });
    }
  });
}

function validateBucket(scope: IConstruct, topology: DrTopology, { bucket, retention, autoDeleteObjects }: MetricStreamOptions): void {
  if (!bucket) {
    return;
  }
  if (bucket.replications.some(({ source }) => !topology.regions.includes(source.region))) {
    refuse(scope, {
      prop: `${PROP}.bucket`,
      value: `"${bucket.node.path}"`,
      rule: 'it belongs to another topology, and each Region writes to the bucket of its own',
      remedy: 'Give a bucket of the same topology, or leave it out',
    });
  }
  const [own] = Object.entries({ retention, autoDeleteObjects }).filter(([, value]) => value !== undefined);
  if (own) {
    refuse(scope, {
      prop: `${PROP}.${own[0]}`,
      rule: `it is about the bucket that is created for the streams, and "${bucket.node.path}" is given instead`,
      remedy: `Leave it out, and say it of "${bucket.node.id}" where that is created`,
    });
  }
}
