import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { DrRegion } from './dr-region';
import type { DrTopology } from './dr-topology';
import { KeyPurpose } from './regional-key';
import { serviceRole } from './service-role';
import { StackLayer } from './stack-layer';

/** What the function is for, as the cost-allocation tags say it. */
export const LOOKUP_DR_ROLE = 'endpoints';

/** What CDK's function for SDK calls runs with: a role that may write its log, and the log. One per stack, as the function is. */
export class LookupExecution extends Construct {
  public static in(topology: DrTopology, region: DrRegion): LookupExecution {
    const scope = topology._scope(topology, LOOKUP_DR_ROLE, region, StackLayer.DATA);
    return scope.node.tryFindChild('execution') as LookupExecution | undefined ?? new LookupExecution(scope, 'execution', topology, region);
  }

  public readonly role: iam.Role;
  public readonly logGroup: logs.LogGroup;

  private constructor(scope: Construct, id: string, topology: DrTopology, region: DrRegion) {
    super(scope, id);
    this.logGroup = new logs.LogGroup(this, 'log-group', {
      retention: logs.RetentionDays.ONE_MONTH,
      encryptionKey: topology.encryptionKey(region, KeyPurpose.LOGS).key,
      removalPolicy: topology.removalPolicy,
    });
    this.role = serviceRole(this, 'role', {
      description: `Looks up what AWS names by itself in ${region.name}`,
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      statements: [new iam.PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [this.logGroup.logGroupArn] })],
    });
  }
}
