import * as path from 'path';
import { CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as targets from 'aws-cdk-lib/aws-elasticloadbalancingv2-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { LogLevel, NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { acknowledge, acknowledgeHandler, acknowledgeLogBucket } from './decisions';
import { WebAcl } from './web-acl';
import type { RegionalBucket, RegionalDatabase, RegionalSessionTable, RegionalState } from '../../src';

export interface PaymentsStackProps extends StackProps {
  readonly vpc: ec2.IVpc;
  readonly database: RegionalDatabase;
  readonly databaseName: string;
  readonly sessions: RegionalSessionTable;
  readonly documents: RegionalBucket;
  /** Tells whether this Region takes writes. */
  readonly state: RegionalState;
  /** The Region that takes them until recovery moved anything. */
  readonly homeRegion: string;
  /** Encrypts the service's log groups. */
  readonly logKey: kms.IKey;
  /** The certificate of the service's names, in this Region. */
  readonly certificateArn: string;
}

/** The team's own service, one stack per Region: a load balancer and a function. It reads and writes in its own Region alone. */
export class PaymentsStack extends Stack {
  public readonly loadBalancer: elbv2.ApplicationLoadBalancer;

  constructor(scope: Construct, id: string, props: PaymentsStackProps) {
    super(scope, id, props);
    const logGroup = new logs.LogGroup(this, 'Logs', {
      retention: logs.RetentionDays.ONE_MONTH,
      encryptionKey: props.logKey,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const handler = this.createFunction(props, logGroup, this.createRole(props, logGroup));
    props.database.connections.allowDefaultPortFrom(handler, 'payments service');

    this.loadBalancer = this.createLoadBalancer(props, handler);
    new WebAcl(this, 'WebAcl', { loadBalancer: this.loadBalancer, logKey: props.logKey });
    acknowledgeHandler(handler);
    new CfnOutput(this, 'Endpoint', { value: this.loadBalancer.loadBalancerDnsName, description: 'The endpoint of this Region' });
  }

  /** What the service may do, in a policy of its own: managed by the team, and not inline, where an auditor would not see it. */
  private createRole({ database, sessions, documents, state }: PaymentsStackProps, logGroup: logs.LogGroup): iam.IRole {
    const policy = new iam.ManagedPolicy(this, 'HandlerPolicy', {
      description: 'What the payments service may do',
      // https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions
      statements: [new iam.PolicyStatement({
        actions: [
          'ec2:AssignPrivateIpAddresses', 'ec2:CreateNetworkInterface', 'ec2:DeleteNetworkInterface', 'ec2:DescribeNetworkInterfaces',
          'ec2:DescribeSubnets', 'ec2:UnassignPrivateIpAddresses',
        ],
        resources: ['*'],
      })],
    });
    logGroup.grantWrite(policy);
    database.secret.grantRead(policy);
    sessions.grants.readWriteData(policy);
    documents.grants.readWrite(policy);
    state.grants.readRole(policy);
    acknowledge(policy, 'AwsSolutions-IAM5[Resource::*]', 'A function in a VPC manages network interfaces, which have no ARN before they exist');
    acknowledge(policy, `AwsSolutions-IAM5[Resource::${documents.bucketArn}/*]`, 'The service reads and writes any document');
    acknowledge(policy, `AwsSolutions-IAM5[Resource::arn:aws:kms:${this.region}:${this.account}:key/*]`, 'Narrowed to one key by its alias');
    return new iam.Role(this, 'HandlerRole', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'), managedPolicies: [policy] })
      .withoutPolicyUpdates();
  }

  private createFunction(props: PaymentsStackProps, logGroup: logs.LogGroup, role: iam.IRole): lambda.Function {
    const securityGroup = new ec2.SecurityGroup(this, 'HandlerSecurityGroup', {
      vpc: props.vpc,
      description: 'The payments service',
      allowAllOutbound: false,
    });
    securityGroup.addEgressRule(ec2.Peer.anyIpv4(), ec2.Port.HTTPS, 'AWS services');
    return new NodejsFunction(this, 'Handler', {
      entry: path.join(__dirname, 'handler', 'index.ts'),
      runtime: lambda.Runtime.NODEJS_24_X,
      depsLockFilePath: path.join(__dirname, '..', '..', 'package-lock.json'),
      projectRoot: path.join(__dirname, '..', '..'),
      bundling: { logLevel: LogLevel.ERROR },
      role,
      logGroup,
      timeout: Duration.seconds(10),
      memorySize: 512,
      reservedConcurrentExecutions: 100,
      vpc: props.vpc,
      vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
      securityGroups: [securityGroup],
      environment: {
        DATABASE_HOST: props.database.readerEndpoint.hostname,
        DATABASE_PORT: String(props.database.port),
        DATABASE_NAME: props.databaseName,
        DATABASE_SECRET: props.database.secret.secretName,
        SESSION_TABLE: props.sessions.tableName,
        DOCUMENT_BUCKET: props.documents.bucketName,
        STATE_TABLE: props.state.stateTableName,
        HOME_REGION: props.homeRegion,
        // The certificate authorities of RDS, which Node.js does not trust by itself.
        NODE_EXTRA_CA_CERTS: '/var/runtime/ca-cert.pem',
      },
    });
  }

  private createLoadBalancer(props: PaymentsStackProps, handler: lambda.Function): elbv2.ApplicationLoadBalancer {
    const loadBalancer = new elbv2.ApplicationLoadBalancer(this, 'LoadBalancer', {
      vpc: props.vpc,
      internetFacing: true,
      dropInvalidHeaderFields: true,
      deletionProtection: true,
    });
    loadBalancer.logAccessLogs(this.createLogBucket());
    const listener = loadBalancer.addListener('Https', {
      port: 443,
      certificates: [acm.Certificate.fromCertificateArn(this, 'Certificate', props.certificateArn)],
      sslPolicy: elbv2.SslPolicy.RECOMMENDED_TLS,
      open: true,
    });
    listener.addTargets('Service', {
      targets: [new targets.LambdaTarget(handler)],
      healthCheck: { enabled: true, path: '/health', healthyHttpCodes: '200' },
    });
    acknowledge(loadBalancer, 'AwsSolutions-EC23', 'The service is public, on HTTPS only');
    return loadBalancer;
  }

  /** Elastic Load Balancing writes access logs to buckets with Amazon S3 managed keys only. */
  private createLogBucket(): s3.Bucket {
    const bucket = new s3.Bucket(this, 'AccessLogs', {
      encryption: s3.BucketEncryption.S3_MANAGED,
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      versioned: true,
      lifecycleRules: [{ expiration: Duration.days(90), noncurrentVersionExpiration: Duration.days(1) }],
      removalPolicy: RemovalPolicy.RETAIN,
    });
    acknowledgeLogBucket(bucket);
    return bucket;
  }
}
