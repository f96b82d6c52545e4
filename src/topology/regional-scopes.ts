import type { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { refuse } from './configuration-error';
import { DR_ROLE_TAG, REGION_ROLE_TAG, tagAll } from './tags';

/** Gives each construct one tagged place per stack, named after the construct, whoever owns the stack. */
export class RegionalScopes {
  private readonly owners = new Map<Construct, Construct>();

  constructor(private readonly tags: { [key: string]: string }) {}

  public in(stack: Stack, owner: Construct, drRole: string, regionRole: string): Construct {
    const existing = stack.node.tryFindChild(owner.node.id);
    if (existing && this.owners.get(existing as Construct) !== owner) {
      refuse(owner, {
        prop: 'id',
        value: `"${owner.node.id}"`,
        rule: `stack "${stack.stackName}" already has a construct of this id, and ids of stateful resources are derived from it`,
        remedy: 'Give this construct another id',
      });
    }
    return existing as Construct | undefined ?? this.create(stack, owner, drRole, regionRole);
  }

  private create(stack: Stack, owner: Construct, drRole: string, regionRole: string): Construct {
    const scope = new Construct(stack, owner.node.id);
    this.owners.set(scope, owner);
    tagAll(scope, { ...this.tags, [DR_ROLE_TAG]: drRole, [REGION_ROLE_TAG]: regionRole });
    return scope;
  }
}
