import type { CfnResource } from 'aws-cdk-lib';
import { Validations } from 'aws-cdk-lib';
import type { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import type { CfnDBCluster } from 'aws-cdk-lib/aws-rds';
import { resourcesOf } from './own-resources';
import type { DrTopology } from '../topology';

const NIST = 'NIST.800.53.R5';
const CLUSTER = /^database-[^/]+\/member\/cluster\/Resource$/;
const LOG_BUCKET = /^storage-[^/]+\/(access-logs|trail-logs|batch-reports)\/Resource$/;
const NAT_INSTANCE = /^network-[^/]+\/vpc\/publicSubnet\d+\/NatInstance\/Resource$/;
/** The library's own, and the one that CDK creates in a stack for all `AwsCustomResource`s. */
const DEPLOYMENT_FUNCTION = /^(replication-[^/]+\/reverse-rule\/(handler|provider\/framework-onEvent)|AWS679f53fac002430cb0da5b7982bd2287)\/Resource$/;

const RECOVERY_FUNCTION = /^(recovery-[^/]+\/[a-z-]+|detection-[^/]+\/[a-z-]*prober|network-[^/]+\/peering-probe)\/handler\/Resource$/;
/** Called by a state machine or by an operator, who see what becomes of the call. */
const CALLED_FUNCTION = /^recovery-[^/]+\/(run-keeper|aurora-promoter|readiness-checker|traffic-verifier|peer-run|arm|disarm|acknowledge)\/handler\/Resource$/;
const INNER_ALARM = /^(detection-[^/]+\/witness-sees-\w+-\w+|chaos-[^/]+\/stop)\/Resource$/;
const SWITCH_ALARM = /^(dns-[^/]+\/(Latch|Endpoint)Alarm|detection-[^/]+\/\w+-probe-of-\w+)\/Resource$/;

/** A rule that questions a decision, and where. */
interface DecidedFinding {
  readonly rule: string;
  /** The type of the resource. */
  readonly type: string;
  /** The resource's path in its stack. */
  readonly at: RegExp;
  /** Whether it concerns the resource, where its path does not tell. */
  readonly when?: (resource: CfnResource, topology: DrTopology) => boolean;
}

/**
 * A decision of this library's design, or one of yours, that a rule pack questions: cdk-nag's AwsSolutions or NIST 800-53 R5, or
 * CloudFormation's own rules in strict mode.
 *
 * Nothing of this is acknowledged unless you say so, so that your auditor sees every finding: read the reason, and call
 * `acknowledgeIn` where you share the decision. Only what AWS makes impossible is acknowledged by the library itself.
 *
 * @see https://github.com/cdklabs/cdk-nag
 */
export class DesignDecision {
  /** The public subnets, where your load balancers are, have a route to the internet gateway. */
  public static readonly PUBLIC_SUBNETS = new DesignDecision('PUBLIC_SUBNETS', [
    { rule: `${NIST}-VPCNoUnrestrictedRouteToIGW`, type: 'AWS::EC2::Route', at: /^network-[^/]+\/vpc\/publicSubnet\d+\/DefaultRoute$/ },
  ], 'Internet-facing load balancers and NAT need subnets with a route to the internet gateway. Nothing else is in them: instances of '
    + 'databases are in isolated subnets, workloads in private ones, and no public address is assigned on launch');

  /**
   * Subnets name their Availability Zone. Unlike cdk-nag, CDK takes what is acknowledged anywhere for the whole app: the rule says
   * nothing of your own subnets either, then.
   */
  public static readonly PINNED_ZONES = new DesignDecision('PINNED_ZONES', [
    { rule: 'CloudFormation-Validate::W3010', type: 'AWS::EC2::Subnet', at: /^network-[^/]+\/vpc\/\w+Subnet\d+\/Subnet$/ },
    { rule: 'CloudFormation-Validate::W3010', type: 'AWS::EC2::Instance', at: NAT_INSTANCE },
  ], 'Availability Zones are pinned at synthesis, so that no deployment moves a subnet');

  /** NAT instances, chosen by `NatStrategy.instances()`, have a public address, take all traffic of the VPC and can be terminated. */
  public static readonly NAT_INSTANCES = new DesignDecision('NAT_INSTANCES', [
    { rule: 'AwsSolutions-EC29', type: 'AWS::EC2::Instance', at: NAT_INSTANCE },
    { rule: `${NIST}-EC2InstanceNoPublicIp`, type: 'AWS::EC2::Instance', at: NAT_INSTANCE },
    { rule: `${NIST}-EC2InstancesInVPC`, type: 'AWS::EC2::Instance', at: NAT_INSTANCE },
    { rule: `${NIST}-EC2RestrictedCommonPorts`, type: 'AWS::EC2::SecurityGroup', at: /^network-[^/]+\/vpc\/NatSecurityGroup\/Resource$/ },
  ], 'A NAT instance translates all traffic of its VPC, and of nothing else, to its public address. CloudFormation replaces it when its '
    + 'image is renewed and cannot terminate a protected one; it keeps no data. It is in the VPC by its network interface, which the rule '
    + 'does not read');

  /** The bucket in the standby Region declares no replication: its rule, back to the home Region, is put by a provider. */
  public static readonly REVERSE_REPLICATION = new DesignDecision('REVERSE_REPLICATION', [
    { rule: `${NIST}-S3BucketReplicationEnabled`, type: 'AWS::S3::Bucket', at: /^storage-[^/]+\/bucket\/Resource$/, when: isInStandby },
  ], 'Buckets replicate both ways, and S3 accepts a rule only once its destination exists, so that only one of two buckets can declare '
    + 'its own. A provider in the link stack of the home Region puts the rule of the other');

  /** Access logs, trails and reports of batch jobs stay in their Region. */
  public static readonly REGIONAL_LOGS = new DesignDecision('REGIONAL_LOGS', [
    { rule: `${NIST}-S3BucketReplicationEnabled`, type: 'AWS::S3::Bucket', at: LOG_BUCKET },
  ], 'Both Regions have log buckets of their own, and neither needs the other\'s logs or reports to take over');

  /** Access logs are encrypted by keys of S3. */
  public static readonly ACCESS_LOG_ENCRYPTION = new DesignDecision('ACCESS_LOG_ENCRYPTION', [
    { rule: `${NIST}-S3DefaultEncryptionKMS`, type: 'AWS::S3::Bucket', at: /^storage-[^/]+\/access-logs\/Resource$/ },
  ], 'S3 delivers server access logs to buckets with default encryption by Amazon S3 managed keys (SSE-S3) only');

  /** Reports of batch replication, which is chosen by `batchReplication`, are encrypted by keys of S3. */
  public static readonly BATCH_REPORT_ENCRYPTION = new DesignDecision('BATCH_REPORT_ENCRYPTION', [
    { rule: `${NIST}-S3DefaultEncryptionKMS`, type: 'AWS::S3::Bucket', at: /^storage-[^/]+\/batch-reports\/Resource$/ },
  ], 'S3 Batch Operations always encrypts its completion reports by Amazon S3 managed keys (SSE-S3), whatever the default of the bucket. '
    + 'They name objects and hold nothing of them');

  /** Trails, chosen by `AccessLogging.cloudTrailDataEvents()`, write to their bucket only, whose default encryption is by keys of S3. */
  public static readonly OBJECT_TRAILS = new DesignDecision('OBJECT_TRAILS', [
    { rule: `${NIST}-CloudTrailCloudWatchLogsEnabled`, type: 'AWS::CloudTrail::Trail', at: /^storage-[^/]+\/trail$/ },
    { rule: `${NIST}-S3DefaultEncryptionKMS`, type: 'AWS::S3::Bucket', at: /^storage-[^/]+\/trail-logs\/Resource$/ },
  ], 'Events of single objects are many and are priced once more in CloudWatch Logs; they are queried in their bucket. CloudTrail encrypts '
    + 'each file of events by the customer-managed key for logs. Digest files, which hold hashes of those and no event, it always encrypts by '
    + 'Amazon S3 managed keys (SSE-S3), as is the default of the bucket');

  /** AWS Backup takes an Aurora cluster, never its instances. */
  public static readonly CLUSTER_BACKUPS = new DesignDecision('CLUSTER_BACKUPS', [
    { rule: `${NIST}-RDSInBackupPlan`, type: 'AWS::RDS::DBInstance', at: /^database-[^/]+\/member\/cluster\/[^/]+\/Resource$/ },
  ], 'Aurora is backed up by cluster: AWS Backup selects no instance of one. Look for the cluster in the selection of the backup plan');

  /** Aurora MySQL listens on its default port, unless it is given another. */
  public static readonly DATABASE_PORT = new DesignDecision('DATABASE_PORT', [
    { rule: 'AwsSolutions-RDS11', type: 'AWS::RDS::DBCluster', at: CLUSTER, when: isMysql },
  ], 'Clients expect the default port, and only security groups that are allowed reach it, in subnets without a way to the internet');

  /** Aurora MySQL does not export its general log. */
  public static readonly NO_GENERAL_LOG = new DesignDecision('NO_GENERAL_LOG', [
    { rule: `${NIST}-RDSLoggingEnabled[LogExport::general]`, type: 'AWS::RDS::DBCluster', at: CLUSTER, when: isMysql },
  ], 'The general log holds every statement with its values, personal data and passwords among them, and slows the database. '
    + 'The audit log records who connects, and changes of privileges and of the schema');

  /** The state of recovery runs is in no backup plan. */
  public static readonly RECOVERY_STATE = new DesignDecision('RECOVERY_STATE', [
    { rule: `${NIST}-DynamoDBInBackupPlan`, type: 'AWS::DynamoDB::Table', at: /^recovery-[^/]+\/StateTable\/Resource$/ },
  ], 'Locks and epochs of recovery runs describe the present: restored from a backup they would let a run start that must not. '
    + 'Point-in-time recovery keeps the record of runs');

  /**
   * The alarms of `FailoverDns` and `FailoverDetection` notify nobody where those are used without `DrMonitoring`. Give them to it as `dns`
   * and `detection`, and this decision concerns nothing.
   */
  public static readonly UNHEARD_ALARMS = new DesignDecision('UNHEARD_ALARMS', [
    { rule: `${NIST}-CloudWatchAlarmAction`, type: 'AWS::CloudWatch::Alarm', at: SWITCH_ALARM, when: notifiesNobody },
  ], 'These alarms are switches: Route 53 health checks and decisions follow them. Who is told is the team\'s choice');

  /**
   * The alarms by which a Region believes its witness, which is chosen by `witnessRegion`, and the one by which people stop experiments of
   * `ChaosExperiments` notify nobody.
   */
  public static readonly INNER_ALARMS = new DesignDecision('INNER_ALARMS', [
    { rule: `${NIST}-CloudWatchAlarmAction`, type: 'AWS::CloudWatch::Alarm', at: INNER_ALARM },
  ], 'A witness must speak to deny a loss: its alarms are in ALARM while it reaches the other Region, which is nearly always, and that it has '
    + 'fallen silent is told by an alarm of its own. Experiments are stopped by somebody, who knows it');

  /** The functions of recovery are outside the VPC and, unless `reservedConcurrency` is given, without reserved concurrency; those that are waited for have no dead-letter queue. */
  public static readonly RECOVERY_FUNCTIONS = new DesignDecision('RECOVERY_FUNCTIONS', [
    { rule: `${NIST}-LambdaInsideVPC`, type: 'AWS::Lambda::Function', at: RECOVERY_FUNCTION },
    { rule: `${NIST}-LambdaConcurrency`, type: 'AWS::Lambda::Function', at: RECOVERY_FUNCTION, when: sharesConcurrency },
    { rule: `${NIST}-LambdaDLQ`, type: 'AWS::Lambda::Function', at: CALLED_FUNCTION },
  ], 'They call APIs of AWS and public endpoints only, and must not stop with a NAT gateway or wait for a network interface. A new account has '
    + 'room for few functions at a time: concurrency that is reserved for them would be taken from the workload. Lambda sets aside only calls that '
    + 'nobody waits for: state machines and operators see what becomes of theirs, and a dry call that is lost is made again five minutes later');

  /** Functions that CloudFormation calls are outside the VPC, without reserved concurrency and without a dead-letter queue. */
  public static readonly DEPLOYMENT_FUNCTIONS = new DesignDecision('DEPLOYMENT_FUNCTIONS',
    ['LambdaInsideVPC', 'LambdaConcurrency', 'LambdaDLQ'].map(rule => ({ rule: `${NIST}-${rule}`, type: 'AWS::Lambda::Function', at: DEPLOYMENT_FUNCTION })),
    'CloudFormation calls these functions while it deploys a stack, waits for the answer and reports a failure itself: nobody would read a '
    + 'dead-letter queue. They call APIs of AWS only, and a deployment must not depend on NAT. Concurrency that is reserved for them would be '
    + 'taken from the functions of the workload');

  /** Every decision there is. Those of parts that you do not use concern no resource. */
  public static all(): DesignDecision[] {
    return [
      DesignDecision.PUBLIC_SUBNETS,
      DesignDecision.PINNED_ZONES,
      DesignDecision.NAT_INSTANCES,
      DesignDecision.REVERSE_REPLICATION,
      DesignDecision.REGIONAL_LOGS,
      DesignDecision.ACCESS_LOG_ENCRYPTION,
      DesignDecision.BATCH_REPORT_ENCRYPTION,
      DesignDecision.OBJECT_TRAILS,
      DesignDecision.CLUSTER_BACKUPS,
      DesignDecision.DATABASE_PORT,
      DesignDecision.NO_GENERAL_LOG,
      DesignDecision.RECOVERY_STATE,
      DesignDecision.UNHEARD_ALARMS,
      DesignDecision.INNER_ALARMS,
      DesignDecision.RECOVERY_FUNCTIONS,
      DesignDecision.DEPLOYMENT_FUNCTIONS,
    ];
  }

  /** The decision's name, as in `docs/compliance.md`. */
  public readonly id: string;
  /** The ids of the rules that question it. */
  public readonly rules: string[];
  /** Why it is as it is. Each acknowledgement carries it. */
  public readonly reason: string;
  /** @internal */
  public readonly _findings: readonly DecidedFinding[];

  private constructor(id: string, findings: readonly DecidedFinding[], reason: string) {
    this.id = id;
    this.rules = [...new Set(findings.map(({ rule }) => rule))];
    this.reason = reason;
    this._findings = findings;
  }

  /**
   * Acknowledges the decision's rules at the resources that it concerns: those that constructs of this library have put into the
   * topology's stacks so far, created or handed over, and nothing of yours. Call it after the constructs.
   *
   * @param topology for example `dr.topology`
   */
  public acknowledgeIn(topology: DrTopology): void {
    for (const { construct, path } of resourcesOf(topology)) {
      for (const { rule, type, at, when } of this._findings) {
        if (construct.cfnResourceType === type && at.test(path) && (when?.(construct, topology) ?? true)) {
          Validations.of(construct).acknowledge({ id: rule, reason: this.reason });
        }
      }
    }
  }
}

function isInStandby({ stack }: CfnResource, { secondary }: DrTopology): boolean {
  return stack.region === secondary.name;
}

function isMysql(resource: CfnResource): boolean {
  return (resource as CfnDBCluster).engine === 'aurora-mysql';
}

/** Actions are a list that CDK fills until the synthesis. */
function notifiesNobody(resource: CfnResource): boolean {
  return resource.stack.resolve((resource as CfnAlarm).alarmActions) === undefined;
}

function sharesConcurrency(resource: CfnResource): boolean {
  return (resource as CfnFunction).reservedConcurrentExecutions === undefined;
}
