import * as path from 'path';
import { CfnOutput, Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as targets from 'aws-cdk-lib/aws-elasticloadbalancingv2-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { LogLevel, NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { RegionalBucket, RegionalDatabase, RegionalSessionTable } from '../../src';

export interface PaymentsStackProps extends StackProps {
  readonly vpc: ec2.IVpc;
  readonly database: RegionalDatabase;
  readonly databaseName: string;
  readonly sessions: RegionalSessionTable;
  readonly documents: RegionalBucket;
  /** The certificate of the service's names, in this Region. */
  readonly certificateArn: string;
}

/** The team's own service, one stack per Region: a load balancer and a function. It knows nothing of the other Region. */
export class PaymentsStack extends Stack {
  public readonly loadBalancer: elbv2.ApplicationLoadBalancer;

  constructor(scope: Construct, id: string, props: PaymentsStackProps) {
    super(scope, id, props);
    const handler = this.createFunction(props);
    props.database.connections.allowDefaultPortFrom(handler, 'payments service');
    props.database.secret.grantRead(handler);
    props.sessions.grants.readWriteData(handler);
    props.documents.grants.readWrite(handler);

    this.loadBalancer = this.createLoadBalancer(props, handler);
    new CfnOutput(this, 'Endpoint', { value: this.loadBalancer.loadBalancerDnsName, description: 'The endpoint of this Region' });
  }

  private createFunction(props: PaymentsStackProps): lambda.Function {
    const role = new iam.Role(this, 'HandlerRole', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    const logGroup = new logs.LogGroup(this, 'Logs', { retention: logs.RetentionDays.ONE_MONTH, removalPolicy: RemovalPolicy.DESTROY });
    logGroup.grantWrite(role);
    const securityGroup = new ec2.SecurityGroup(this, 'HandlerSecurityGroup', {
      vpc: props.vpc,
      description: 'The payments service',
      allowAllOutbound: false,
    });
    securityGroup.addEgressRule(ec2.Peer.anyIpv4(), ec2.Port.HTTPS, 'AWS services');
    const handler = new NodejsFunction(this, 'Handler', {
      entry: path.join(__dirname, 'handler', 'index.ts'),
      runtime: lambda.Runtime.NODEJS_24_X,
      depsLockFilePath: path.join(__dirname, '..', '..', 'package-lock.json'),
      projectRoot: path.join(__dirname, '..', '..'),
      bundling: { logLevel: LogLevel.ERROR },
      role,
      logGroup,
      timeout: Duration.seconds(10),
      memorySize: 512,
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
        // The certificate authorities of RDS, which Node.js does not trust by itself.
        NODE_EXTRA_CA_CERTS: '/var/runtime/ca-cert.pem',
      },
    });
    acknowledge(role, 'AwsSolutions-IAM5[Resource::*]', 'A function in a VPC manages network interfaces, which have no ARN before they exist');
    acknowledge(role, `AwsSolutions-IAM5[Resource::${props.documents.bucketArn}/*]`, 'The service reads and writes any document');
    acknowledge(role, `AwsSolutions-IAM5[Resource::arn:aws:kms:${this.region}:${this.account}:key/*]`, 'Narrowed to one key by its alias');
    return handler;
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
      lifecycleRules: [{ expiration: Duration.days(90) }],
      removalPolicy: RemovalPolicy.RETAIN,
    });
    acknowledge(bucket, 'AwsSolutions-S1', 'This bucket holds the access logs');
    return bucket;
  }
}

/**
 * The team's own decision, with its reason, where its auditor finds it. As metadata, which is what `Validations.acknowledge`
 * writes, because that refuses ids with more than one `::`, such as cdk-nag's for a literal S3 ARN.
 */
function acknowledge(construct: Construct, id: string, reason: string): void {
  construct.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, { [`Annotation::${id}`]: reason });
}
