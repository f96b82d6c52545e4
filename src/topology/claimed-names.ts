import { Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { refuse } from './configuration-error';
import type { DrRegion } from './dr-region';
import type { NameKind } from './name-kinds';

/** One resource and the name that it takes. */
export interface NameClaim {
  readonly kind: NameKind;
  readonly name: string;
  /** Whose resource it is: errors name it. */
  readonly owner: IConstruct;
  /** The prop in which the consumer gave the name. @default - the name is derived from the owner's id */
  readonly prop?: string;
  /** Where nothing else may have the name. @default - both Regions: the name of a bucket, or of a table that has replicas */
  readonly region?: DrRegion;
}

/**
 * The physical names of a topology's resources. A name that two resources take is found by no service before the deployment, which
 * then fails half-way or, where a stack is told to import what exists, gives one store to two constructs.
 */
export class ClaimedNames {
  private readonly claims: NameClaim[] = [];

  public claim(claim: NameClaim): void {
    if (Token.isUnresolved(claim.name)) {
      return;
    }
    const earlier = this.claims.find(other => collide(other, claim));
    if (earlier) {
      refuseSecond(claim, earlier);
    }
    this.claims.push(claim);
  }
}

function collide(one: NameClaim, other: NameClaim): boolean {
  return one.kind === other.kind && one.name === other.name && (!one.region || !other.region || one.region === other.region);
}

function refuseSecond({ kind, name, owner, prop }: NameClaim, earlier: NameClaim): never {
  const holder = `a ${kind.id} of "${earlier.owner.node.path}"${earlier.prop ? ` (${earlier.prop})` : ''}`;
  if (prop === undefined) {
    refuse(owner, {
      prop: 'id',
      value: `"${owner.node.id}"`,
      rule: `a ${kind.id} of this construct would be named "${name}", and ${holder} has that name already`,
      remedy: 'Give one of the two constructs another id or name',
    });
  }
  refuse(owner, {
    prop,
    value: `"${name}"`,
    rule: `${holder} has this name already, and no two may share one`,
    remedy: 'Give one of the two another name',
  });
}
