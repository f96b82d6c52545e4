import type { Duration } from 'aws-cdk-lib';
import { Stack, Token } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { refuse } from './configuration-error';
import type { DrRegion } from './dr-region';
import type { DrTopology } from './dr-topology';
import { differs } from './environments';
import type { CustomerKey, CustomerKeyPair } from './regional-key';
import { KeyPurpose } from './regional-key';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_ScheduleKeyDeletion.html */
const PENDING_DAYS = { lowest: 7, highest: 30 };

/** Checks the keys that a consumer gives: a key and an alias per purpose and Region, each in its place. */
export function validateGivenKeys(topology: DrTopology, given: { [purpose: string]: CustomerKeyPair }): void {
  const purposes: string[] = Object.values(KeyPurpose);
  for (const [purpose, pair] of Object.entries(given)) {
    if (!purposes.includes(purpose)) {
      refuse(topology, {
        prop: 'encryptionKeys',
        value: `"${purpose}"`,
        rule: `keys are given by purpose, one of ${purposes.join(', ')}`,
        remedy: 'Use a value of KeyPurpose',
      });
    }
    for (const region of topology.regions) {
      validateGivenKey(topology, `encryptionKeys.${purpose}.${region.role}`, pair, region);
    }
  }
}

/** Refuses a waiting period that AWS KMS does not take. One that is not known at synthesis is let pass. */
export function validatePendingWindow(topology: DrTopology, pendingWindow: Duration): void {
  if (pendingWindow.isUnresolved()) {
    return;
  }
  const days = pendingWindow.toDays({ integral: false });
  if (!Number.isInteger(days) || days < PENDING_DAYS.lowest || days > PENDING_DAYS.highest) {
    refuse(topology, {
      prop: 'keyPendingWindow',
      value: pendingWindow.toHumanString(),
      rule: `AWS KMS waits whole days before it deletes a key, from ${PENDING_DAYS.lowest} to ${PENDING_DAYS.highest}`,
      remedy: `Write for example Duration.days(${PENDING_DAYS.highest}), or leave it out`,
    });
  }
}

/** Whether what stands for a key is only known to be an alias of one. */
export function isAlias(key: kms.IKey): boolean {
  return 'aliasName' in key || JSON.stringify(Stack.of(key).resolve(key.keyArn)).includes(':alias/');
}

/** An alias as errors show it. */
export function describeAlias({ keyId }: kms.IKey): string {
  return Token.isUnresolved(keyId) ? 'an alias' : `the alias "${keyId}"`;
}

function validateGivenKey(topology: DrTopology, prop: string, pair: Partial<CustomerKeyPair> | undefined, region: DrRegion): void {
  // Callers without types may leave out what the types ask for.
  const given: Partial<CustomerKey> | undefined = pair?.[region.role];
  if (!given?.key || !given.aliasName) {
    refuse(topology, {
      prop: given?.key ? `${prop}.aliasName` : given ? `${prop}.key` : prop,
      value: 'not given',
      rule: 'keys are Regional: a purpose has a key in each Region, or none',
      remedy: 'Give { key, aliasName } for both Regions, or leave the purpose out',
    });
  }
  validateAliasName(topology, `${prop}.aliasName`, given.aliasName);
  validateKey(topology, `${prop}.key`, given.key, region);
}

function validateAliasName(topology: DrTopology, prop: string, aliasName: string): void {
  if (!/^alias\/(?!aws\/)[a-zA-Z0-9/_-]{1,250}$/.test(aliasName)) {
    refuse(topology, {
      prop,
      value: `"${aliasName}"`,
      rule: 'the other Region names the key by a customer alias, of letters, digits, "/", "_" and "-"; keys of AWS services cannot be used across Regions',
      remedy: 'Write the alias with its prefix, for example "alias/payments-storage"',
    });
  }
}

function validateKey(topology: DrTopology, prop: string, key: kms.IKey, region: DrRegion): void {
  const { account, region: ownRegion } = key.env;
  if (differs(account, topology.account) || differs(ownRegion, region.name)) {
    refuse(topology, {
      prop,
      value: `a key in ${account}/${ownRegion}`,
      rule: `keys are Regional, and this one must be in ${topology.account}/${region.name}`,
      remedy: 'Give the key of that Region; import it in a scope of that env when it is not of this app',
    });
  }
  if (isAlias(key)) {
    refuse(topology, {
      prop,
      value: describeAlias(key),
      rule: 'the ARN of an alias is no ARN of a key: log groups and vaults do not take it, clusters drift from it, and as Resource of a policy it grants nothing',
      remedy: 'Import the key itself with kms.Key.fromKeyArn() or kms.Key.fromLookup(); the alias goes into aliasName',
    });
  }
}
