import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { refuse } from './configuration-error';
import type { DrRegion } from './dr-region';
import type { DrTopology } from './dr-topology';
import { KeyPurpose } from './regional-key';
import { serviceRole, writeTo } from './service-role';
import { StackLayer } from './stack-layer';

/** What the function is for, as the cost-allocation tags say it. */
export const LOOKUP_DR_ROLE = 'endpoints';

/**
 * What IAM takes in a policy. It takes 10 policies on a role by default: so the look-ups of a stack share one.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const POLICY_CHARACTERS = 6144;

/**
 * What CDK's function for SDK calls runs with: a role that may write its log, the log, and what the look-ups need. One per stack, as the
 * function is.
 */
export class LookupExecution extends Construct {
  public static in(topology: DrTopology, region: DrRegion): LookupExecution {
    const scope = topology._scope(topology, LOOKUP_DR_ROLE, region, StackLayer.DATA);
    return scope.node.tryFindChild('execution') as LookupExecution | undefined ?? new LookupExecution(scope, 'execution', topology, region);
  }

  public readonly role: iam.Role;
  public readonly logGroup: logs.LogGroup;

  private readonly calls = new Map<string, iam.PolicyStatement>();
  private policy?: iam.ManagedPolicy;

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
      statements: [writeTo(this.logGroup)],
    });
  }

  /**
   * Lets the function make a call. What is returned must be in force before.
   *
   * @param role of the function: a team's own call may have made both
   */
  public permit(role: iam.IRole, statement: iam.PolicyStatement): iam.ManagedPolicy {
    const policy = this.policy ??= new iam.ManagedPolicy(this, 'lookups', { description: 'Look-ups of what AWS names by itself', roles: [role] });
    const likeIt = JSON.stringify({ ...statement.toStatementJson(), Resource: undefined });
    const known = this.calls.get(likeIt);
    if (known) {
      known.addResources(...statement.resources);
    } else {
      const own = statement.copy();
      this.calls.set(likeIt, own);
      policy.addStatements(own);
    }
    this.validateSize();
    return policy;
  }

  private validateSize(): void {
    const statements = [...this.calls.values()];
    const document = { Version: '2012-10-17', Statement: statements.map(statement => statement.toStatementJson()) };
    if (JSON.stringify(Stack.of(this).resolve(document)).length > POLICY_CHARACTERS) {
      refuse(this, {
        prop: 'topology',
        value: `look-ups of ${statements.flatMap(statement => statement.resources).length} resources`,
        rule: `one policy of stack "${Stack.of(this).stackName}" allows them all, and IAM takes ${POLICY_CHARACTERS} characters in it`,
        remedy: 'Put some of them into another topology',
      });
    }
  }
}
