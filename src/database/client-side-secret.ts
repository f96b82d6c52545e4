import type { SecretsManagerSecretOptions, SecretValue } from 'aws-cdk-lib';
import { Resource } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { RotationSchedule, RotationScheduleOptions, SecretReference } from 'aws-cdk-lib/aws-secretsmanager';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { DrRegion } from '../topology';
import { refuse } from '../topology/configuration-error';
import type { Access } from '../topology/regional-grant';
import { grantInRegion } from '../topology/regional-grant';

/**
 * Stands for what Secrets Manager appends to a name.
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html#ARN_secretnamehyphen
 */
const RANDOM_SUFFIX = '-??????';
const READ = ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'];

/** @internal */
export interface ClientSideSecretProps {
  readonly region: DrRegion;
  /** The ARN without what Secrets Manager appends. */
  readonly partialArn: string;
  /** What reading needs beside the secret itself: the use of its key. */
  readonly keyUse: Access[];
}

/**
 * The credentials of a Region as constructs of other stacks take them. They are to be read. CDK's secret that is known by name
 * accepts more, of which nothing comes, or puts resources of the client into the stack of the database.
 */
export class ClientSideSecret extends Resource implements secretsmanager.ISecret {
  public readonly secretArn: string;
  public readonly secretName: string;
  /** What a policy names. */
  public readonly arnForPolicies: string;
  private readonly named: secretsmanager.ISecret;

  constructor(scope: Construct, id: string, private readonly props: ClientSideSecretProps) {
    super(scope, id);
    this.named = secretsmanager.Secret.fromSecretPartialArn(this, 'named', props.partialArn);
    this.secretArn = props.partialArn;
    this.secretName = this.named.secretName;
    this.arnForPolicies = props.partialArn + RANDOM_SUFFIX;
  }

  public get secretRef(): SecretReference {
    return this.named.secretRef;
  }

  public get secretValue(): SecretValue {
    return this.named.secretValue;
  }

  public secretValueFromJson(key: string): SecretValue {
    return this.named.secretValueFromJson(key);
  }

  public cfnDynamicReferenceKey(options?: SecretsManagerSecretOptions): string {
    return this.named.cfnDynamicReferenceKey(options);
  }

  /** Given the key, CDK would name the client's role in the key's policy: the stack of the key would wait for the client's. */
  public grantRead(grantee: iam.IGrantable, versionStages?: string[]): iam.Grant {
    return grantInRegion(this, this.props.region, grantee, [
      {
        actions: READ,
        resourceArns: [this.arnForPolicies],
        conditions: versionStages && { 'ForAnyValue:StringEquals': { 'secretsmanager:VersionStage': versionStages } },
      },
      ...this.props.keyUse,
    ]);
  }

  public grantWrite(_grantee: iam.IGrantable): iam.Grant {
    return this.refuseChange('grantWrite', 'a replica takes no value, and a password that is written here alone is not that of the database');
  }

  public addRotationSchedule(_id: string, _options: RotationScheduleOptions): RotationSchedule {
    return this.refuseChange('addRotationSchedule', 'a secret has one schedule, where it is declared, and a replica has none');
  }

  public attach(_target: secretsmanager.ISecretAttachmentTarget): secretsmanager.ISecret {
    return this.refuseChange('attach', 'the secret is attached to its cluster where it is declared, and to one');
  }

  public addToResourcePolicy(_statement: iam.PolicyStatement): iam.AddToResourcePolicyResult {
    return this.refuseChange('addToResourcePolicy', 'a secret has one policy, where it is declared: the statement would be dropped');
  }

  public denyAccountRootDelete(): void {
    this.refuseChange('denyAccountRootDelete', 'it would be dropped: a secret has one policy, where it is declared');
  }

  private refuseChange(method: string, rule: string): never {
    refuse(this, {
      prop: `secret.${method}`,
      rule,
      remedy: 'Read the credentials by grantRead; the options of the database, rotationInterval for one, or the stack that declares the secret '
        + 'change the rest',
    });
  }
}
