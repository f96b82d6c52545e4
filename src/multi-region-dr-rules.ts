import type { IConstruct } from 'constructs';
import type { MultiRegionDrNetworkOptions, MultiRegionDrRegionProps } from './multi-region-dr-props';
import { refuse } from './topology/configuration-error';

/** Existing VPCs are given in both Regions or in none, and leave nothing to choose about VPCs that would be created. */
export function validateVpcs(
  scope: IConstruct,
  primary: MultiRegionDrRegionProps,
  secondary: MultiRegionDrRegionProps,
  network: MultiRegionDrNetworkOptions = {},
): void {
  if (!primary.vpc !== !secondary.vpc) {
    const [given, missing] = primary.vpc ? ['primary.vpc', 'secondary.vpc'] : ['secondary.vpc', 'primary.vpc'];
    refuse(scope, {
      prop: missing,
      rule: `${given} is given, and a network is either created or brought along in both Regions`,
      remedy: `Give ${missing} too, or leave both out`,
    });
  }
  if (!primary.vpc) {
    return;
  }
  const unused: [string, unknown][] = [
    ['primary.cidr', primary.cidr],
    ['secondary.cidr', secondary.cidr],
    ['network.maxAzs', network.maxAzs],
    ['network.nat', network.nat],
    ['network.interfaceEndpoints', network.interfaceEndpoints],
  ];
  const given = unused.find(([, value]) => value !== undefined);
  if (given) {
    refuse(scope, {
      prop: given[0],
      rule: 'it describes a VPC that is to be created, and primary.vpc and secondary.vpc exist already',
      remedy: 'Leave it out, or leave the VPCs out',
    });
  }
}
