import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as cr from 'aws-cdk-lib/custom-resources';
import { Construct } from 'constructs';
import { inRuntimeOf } from '../lambda/function-runtime';
import type { DrRegion, DrTopology } from '../topology';
import { KeyPurpose, StackLayer } from '../topology';
import { refuse } from '../topology/configuration-error';
import { serviceRole, writeTo } from '../topology/service-role';
import { ReverseRuleFunction } from './handlers/reverse-rule-function';

const ID = 'reverse-rule';
const LONGER_THAN_ALL_PAUSES = Duration.minutes(5);

/**
 * With the longest names that buckets and roles can have, a policy of 6144 characters holds no more.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-entity-length
 */
const MAX_BUCKETS = 25;

/**
 * Puts and removes replication rules of buckets in the other Region. One serves all buckets of a topology; it may touch only those that
 * it is told of.
 */
export class ReverseRuleProvider extends Construct {
  public static of(topology: DrTopology, region: DrRegion): ReverseRuleProvider {
    const scope = topology._scope(topology, 'replication', region, StackLayer.LINK);
    return scope.node.tryFindChild(ID) as ReverseRuleProvider | undefined ?? new ReverseRuleProvider(scope, ID, topology, region);
  }

  /** What a custom resource names as its provider. */
  public readonly serviceToken: string;

  private buckets = 0;
  private readonly changeRules = new iam.PolicyStatement({ actions: ['s3:GetReplicationConfiguration', 's3:PutReplicationConfiguration'] });
  private readonly passRoles = new iam.PolicyStatement({
    actions: ['iam:PassRole'],
    conditions: { StringEquals: { 'iam:PassedToService': 's3.amazonaws.com' } },
  });

  private constructor(scope: Construct, id: string, private readonly topology: DrTopology, private readonly region: DrRegion) {
    super(scope, id);
    const handlerLog = this.logGroup('handler-log');
    const handler = new ReverseRuleFunction(this, 'handler', {
      description: `Puts and removes the replication rules of buckets in ${region.peer.name}`,
      role: this.role('handler-role', `Puts and removes replication rules in ${region.peer.name}`, [
        this.changeRules, this.passRoles, writeTo(handlerLog),
      ]),
      logGroup: handlerLog,
      timeout: LONGER_THAN_ALL_PAUSES,
      memorySize: 256,
    });
    inRuntimeOf(topology, handler);
    const frameworkLog = this.logGroup('framework-log');
    this.serviceToken = new cr.Provider(this, 'provider', {
      onEventHandler: handler,
      logGroup: frameworkLog,
      // Its policy is complete: CDK would add every version of the handler.
      frameworkOnEventRole: this.role('framework-role', 'Calls the function that puts and removes replication rules', [
        new iam.PolicyStatement({ actions: ['lambda:InvokeFunction', 'lambda:GetFunction'], resources: [handler.functionArn] }),
        writeTo(frameworkLog),
      ]),
    }).serviceToken;
  }

  /**
   * Lets the provider change the rules of a bucket, and hand S3 the role that they run in.
   *
   * @throws ConfigurationError for more buckets than its policy can name
   */
  public allow(owner: Construct, bucketArn: string, roleArn: string): void {
    this.buckets += 1;
    if (this.buckets > MAX_BUCKETS) {
      refuse(owner, {
        prop: 'topology',
        value: `one with ${this.buckets} replicated buckets`,
        rule: `the policy that lets their replication rules be put can name ${MAX_BUCKETS} buckets`,
        remedy: 'Give this bucket a topology of its own, with another applicationName',
      });
    }
    this.changeRules.addResources(bucketArn);
    this.passRoles.addResources(roleArn);
  }

  private role(id: string, description: string, statements: iam.PolicyStatement[]): iam.IRole {
    return serviceRole(this, id, { description, assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'), statements }).withoutPolicyUpdates();
  }

  private logGroup(id: string): logs.LogGroup {
    return new logs.LogGroup(this, id, {
      retention: logs.RetentionDays.ONE_YEAR,
      encryptionKey: this.topology.encryptionKey(this.region, KeyPurpose.LOGS).key,
      removalPolicy: this.topology.removalPolicy,
    });
  }
}
