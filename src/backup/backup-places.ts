import type { DrRegion, DrTopology, RegionalKey } from '../topology';
import { KeyPurpose } from '../topology';

/** The vaults and keys of a backup as one of its Regions sees them: all by literal names. */
export class BackupPlaces {
  /** Of the vault of this Region, known at synthesis. */
  public readonly vaultArn: string;
  /** Of the vault of the other Region, known at synthesis. */
  public readonly copiesVaultArn: string;

  constructor(private readonly topology: DrTopology, public readonly region: DrRegion, public readonly vaultNames: ReadonlyMap<DrRegion, string>) {
    this.vaultArn = this.arnOfVault(region);
    this.copiesVaultArn = this.arnOfVault(region.peer);
  }

  public get vaultName(): string {
    return this.vaultNames.get(this.region)!;
  }

  /** The key of a vault, of either Region. */
  public keyOf(region: DrRegion): RegionalKey {
    return this.topology.encryptionKey(region, KeyPurpose.BACKUP);
  }

  /** An ARN of this Region. */
  public own(service: string, resource: string): string {
    return this.arn(this.region, service, resource);
  }

  /** The same resource in this Region and in the other: a copy is made in the one, from the other. */
  public both(service: string, resource: string): string[] {
    return [this.region, this.region.peer].map(region => this.arn(region, service, resource));
  }

  private arnOfVault(region: DrRegion): string {
    return this.arn(region, 'backup', `backup-vault:${this.vaultNames.get(region)}`);
  }

  private arn(region: DrRegion, service: string, resource: string): string {
    return `arn:${this.topology.partition}:${service}:${region.name}:${this.topology.account}:${resource}`;
  }
}
