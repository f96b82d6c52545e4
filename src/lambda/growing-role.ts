import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { refuse } from '../topology/configuration-error';
import { serviceRole } from '../topology/service-role';

/**
 * What IAM takes in a policy, and how many on a role by default.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const POLICY_CHARACTERS = 6144;
const POLICIES_OF_ROLE = 10;

/** What surrounds the statements of a policy. */
const FRAME = '{"Version":"2012-10-17","Statement":[]}'.length;

export interface GrowingRoleProps {
  readonly description: string;
  /** For example `lambda.amazonaws.com`. */
  readonly service: string;
  readonly statements: iam.PolicyStatement[];
}

/** A role of a service whose permissions grow until synthesis, as plans do. What one policy has no room for goes to a further one. */
export class GrowingRole {
  public readonly role: iam.Role;

  private policy: iam.ManagedPolicy;
  private policies = 1;
  private characters = FRAME;
  private readonly known = new Set<string>();

  constructor(scope: Construct, id: string, private readonly props: GrowingRoleProps) {
    const { description, service } = props;
    this.role = serviceRole(scope, id, { description, assumedBy: new iam.ServicePrincipal(service), statements: [] });
    this.policy = this.role.node.findChild('policy') as iam.ManagedPolicy;
    this.addStatements(...props.statements);
  }

  /**
   * Statements that the role has already are not added again.
   *
   * @throws ConfigurationError when they are more than a role can have
   */
  public addStatements(...statements: iam.PolicyStatement[]): void {
    statements.forEach(statement => this.add(statement.copy()));
  }

  private add(statement: iam.PolicyStatement): void {
    const rendered = JSON.stringify(Stack.of(this.role).resolve(statement.toStatementJson()));
    if (this.known.has(rendered)) {
      return;
    }
    this.known.add(rendered);
    const length = rendered.length + 1;
    if (this.characters + length > POLICY_CHARACTERS) {
      this.openPolicy();
    }
    this.policy.addStatements(statement);
    this.characters += length;
  }

  private openPolicy(): void {
    this.policies += 1;
    if (this.policies > POLICIES_OF_ROLE) {
      refuse(this.role, {
        prop: 'recoverables',
        value: `permissions for ${this.known.size} kinds of calls`,
        rule: `IAM takes ${POLICIES_OF_ROLE} policies on a role, of ${POLICY_CHARACTERS} characters each`,
        remedy: 'Put some of the stores or steps into another topology, or let one function of yours do what several steps do',
      });
    }
    const { description } = this.props;
    this.policy = new iam.ManagedPolicy(this.role, `policy-${this.policies}`, { description });
    this.role.addManagedPolicy(this.policy);
    this.characters = FRAME;
  }
}
