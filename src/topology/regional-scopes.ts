import type { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { refuse } from './configuration-error';
import { DR_ROLE_TAG, REGION_ROLE_TAG, tagAll } from './tags';

/**
 * Gives each construct one tagged place per stack, whoever owns the stack. It is named after the role and the id of the construct,
 * so that a database and a bucket may have one id.
 */
export class RegionalScopes {
  private readonly owners = new Map<Construct, Construct>();

  constructor(private readonly tags: { [key: string]: string }) {}

  /** All places given so far: what is below them belongs to this library. */
  public get all(): Construct[] {
    return [...this.owners.keys()];
  }

  public in(stack: Stack, owner: Construct, drRole: string, regionRole: string): Construct {
    const id = `${drRole}-${owner.node.id}`;
    const existing = stack.node.tryFindChild(id);
    if (existing && this.owners.get(existing as Construct) !== owner) {
      refuse(owner, {
        prop: 'id',
        value: `"${owner.node.id}"`,
        rule: `stack "${stack.stackName}" already has a construct of this kind and id, and ids of stateful resources are derived from it`,
        remedy: 'Give this construct another id',
      });
    }
    return existing as Construct | undefined ?? this.create(stack, id, owner, { [DR_ROLE_TAG]: drRole, [REGION_ROLE_TAG]: regionRole });
  }

  private create(stack: Stack, id: string, owner: Construct, roles: { [key: string]: string }): Construct {
    const scope = new Construct(stack, id);
    this.owners.set(scope, owner);
    tagAll(scope, { ...this.tags, ...roles });
    return scope;
  }
}
