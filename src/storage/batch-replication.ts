import { CfnOutput, Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { logBucket } from './access-log-bucket';
import type { AccessRecording } from './access-recording';
import { createJobCommand } from './batch-replication-command';
import type { ReplicatedBucketOptions } from './replicated-bucket-options';
import type { DrRegion, DrTopology } from '../topology';
import { acknowledgeWildcard } from '../topology/acknowledged-wildcard';
import { NAME_KINDS } from '../topology/name-kinds';
import { serviceRole } from '../topology/service-role';

export interface BatchReplicationProps {
  readonly topology: DrTopology;
  readonly region: DrRegion;
  /** The store. Names are made of its id. */
  readonly owner: Construct;
  readonly sourceArn: string;
  readonly options: ReplicatedBucketOptions;
  readonly recording: AccessRecording;
}

const REPORT_PREFIX = 'reports';
const REPORTS_KEPT = Duration.days(90);

/**
 * What S3 Batch Replication of a Region's existing objects needs: a role, a bucket for its reports, and the command as an output.
 * Nothing is copied until somebody runs that command.
 */
export function batchReplication(scope: Construct, props: BatchReplicationProps): void {
  const { topology, region, owner, sourceArn } = props;
  const roleName = topology._name(NAME_KINDS.role, `${owner.node.id}-batch-replication`, region);
  const { bucket: reports, bucketArn: reportsArn } = logBucket(scope, 'batch-reports', {
    ...props, contents: 'Reports of batch replication', retention: REPORTS_KEPT,
  });
  props.recording.logAccess(reports, reportsArn, { sidPrefix: 'Batch', logPrefix: 'batch-reports/' });
  jobRole(scope, roleName, sourceArn, `${reportsArn}/${REPORT_PREFIX}/*`);
  new CfnOutput(scope, 'replicate-existing-objects', {
    description: `Creates a job that copies what bucket "${owner.node.id}" in ${region.name} has not replicated. See the runbook "replicate existing objects"`,
    value: createJobCommand({
      account: topology.account,
      region: region.name,
      sourceArn,
      roleArn: `arn:${topology.partition}:iam::${topology.account}:role/${roleName}`,
      reportBucketArn: reportsArn,
      reportPrefix: REPORT_PREFIX,
    }),
  });
}

/**
 * The role of a job. It starts the replication of an object, which S3 then does in the role of the replication: it reads no object
 * and uses no key. Its trust has no condition, because none is documented for S3 Batch Operations: who may pass the role decides.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-batch-replication-policies.html
 */
function jobRole(scope: Construct, roleName: string, sourceArn: string, reports: string): void {
  const role = serviceRole(scope, 'batch-replication-role', {
    roleName,
    description: `S3 Batch Replication of ${sourceArn}`,
    assumedBy: new iam.ServicePrincipal('batchoperations.s3.amazonaws.com'),
    statements: [
      new iam.PolicyStatement({ actions: ['s3:GetReplicationConfiguration', 's3:PutInventoryConfiguration'], resources: [sourceArn] }),
      new iam.PolicyStatement({ actions: ['s3:InitiateReplication'], resources: [`${sourceArn}/*`] }),
      new iam.PolicyStatement({ actions: ['s3:PutObject'], resources: [reports] }),
    ],
  });
  for (const [resource, reason] of [
    [`${sourceArn}/*`, 'A job covers every object of this bucket, and S3 has no narrower resource for that'],
    [reports, 'The id of a job, which is part of the key of its report, is known only when it runs'],
  ]) {
    acknowledgeWildcard(role, resource, reason);
  }
}
