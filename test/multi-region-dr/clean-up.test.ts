import type { App } from 'aws-cdk-lib';
import { CfnResource, RemovalPolicy } from 'aws-cdk-lib';
import { pattern, STORES } from './fixture';
import { templateDiff } from './template-diff';
import type { Templates } from './template-rules';
import { templatesOf } from './templates';
import { everyOption } from '../app/every-option';
import { paymentsApp } from '../app/payments-app';
import { readProjectFile } from '../project/project-files';
import { stacksOf, templateOf, testApp } from '../support/environment';

const PAGE = readProjectFile('docs', 'runbooks', 'clean-up.md');

/** The construct that a reader knows, by the role that its resources have, and the id of what made them where a role has two. */
const CONSTRUCTS: { [role: string]: string } = {
  'backup': '`MultiRegionBackup`',
  'chaos': '`ChaosExperiments`',
  'database': '`GlobalAuroraDatabase`',
  'detection': '`FailoverDetection`',
  'dns': '`FailoverDns`',
  'encryption': '`DrTopology`',
  'endpoints': 'Look-ups at deployment',
  'monitoring': '`DrMonitoring`',
  'network': '`MultiRegionNetwork`',
  'recovery': '`FailoverOrchestrator`',
  'recovery-Stacks': '`RecoveryState`',
  'replication': '`ReplicatedBucket`',
  'sessions': '`GlobalSessionTable`',
  'storage': '`ReplicatedBucket`',
};

interface Kept { readonly construct: string; readonly type: string; readonly layer: string; readonly region: string }

/** What the stacks of a `MultiRegionDr` keep when they are deleted. */
function keptBy(app: App, id: string): Kept[] {
  return stacksOf(app).filter(stack => stack.node.path.startsWith(`${id}/Stacks/`)).flatMap(stack => {
    const resources = templateOf(stack).toJSON().Resources as { [id: string]: { Type: string; DeletionPolicy?: string } };
    return stack.node.findAll().filter((construct): construct is CfnResource => CfnResource.isCfnResource(construct)).flatMap(construct => {
      const resource = resources[stack.resolve(construct.logicalId)];
      if (!/^(Retain|Snapshot)/.test(resource.DeletionPolicy ?? '')) {
        return [];
      }
      const { id: scope } = construct.node.scopes[stack.node.scopes.length].node;
      return [{ construct: CONSTRUCTS[scope] ?? CONSTRUCTS[scope.split('-')[0]] ?? scope, type: resource.Type, layer: stack.node.id.split('-')[0], region: stack.region }];
    });
  });
}

/** The rows that the page should have. */
function expectedRows(kept: Kept[]): string[] {
  const kinds = new Map<string, Kept[]>();
  for (const resource of kept) {
    const kind = `${resource.construct} | \`${resource.type}\``;
    kinds.set(kind, [...kinds.get(kind) ?? [], resource]);
  }
  return [...kinds].map(([kind, resources]) => {
    const layers = [...new Set(resources.map(({ layer }) => layer))].sort();
    const homeOnly = resources.every(({ region }) => region === 'us-east-1');
    return `| ${kind} | ${[...layers, ...homeOnly ? ['home'] : []].join(', ')} |`;
  }).sort();
}

const rows = PAGE.slice(PAGE.indexOf('## What is kept')).split('\n').filter(line => /^\| .*`AWS::/.test(line));

describe('OPS-09: the page on cleaning up', () => {
  const withoutBundling = { context: { 'aws:cdk:bundling-stacks': [] } };
  const payments = keptBy(paymentsApp(withoutBundling), 'Payments');
  const kept = [...payments, ...keptBy(everyOption(withoutBundling), 'Options')];

  test('has a row for every kind of resource that is kept, by construct and layer, and no other', () => {
    expect(payments.length).toBeGreaterThan(40);
    expect(rows.map(row => row.split('|').slice(0, 4).join('|') + '|').sort()).toEqual(expectedRows(kept));
  });

  test.each(rows.map(row => row.split('|').map(cell => cell.trim())))('says how to remove %s%s %s, and by what to import it', (...cells) => {
    const [, , , , remove, importBy] = cells;
    expect(remove).toMatch(/`aws [a-z0-9-]+ [a-z-]+|goes with its/);
    expect(importBy).toMatch(/^`[A-Z]\w+`|^none: /);
  });

  test('says what to do after a failed first deployment', () => {
    const [, section] = PAGE.split('## After a failed first deployment\n');
    const text = section.split('\n## ')[0].replace(/\s+/g, ' ');
    for (const statement of [
      '`ROLLBACK_COMPLETE`', '**Remove and retry**', '`--force-delete-without-recovery`', '**Import and go on**', '`npx cdk import <stack>`',
      '--retain-except-on-create', 'RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE',
    ]) {
      expect(text).toContain(statement);
    }
  });

  test('has rows for what options add, beside those for the defaults', () => {
    expect(expectedRows(kept)).not.toEqual(expectedRows(payments));
    expect(expectedRows(kept)).toContain('| `ReplicatedBucket` | `AWS::CloudTrail::Trail` | foundation |');
  });

  test('would miss a kind that is new, in another layer or gone', () => {
    const other: Kept = { construct: '`New`', type: 'AWS::A::B', layer: 'data', region: 'us-east-1' };
    expect(expectedRows([other])).toEqual(['| `New` | `AWS::A::B` | data, home |']);
    expect(expectedRows([other, { ...other, layer: 'edge', region: 'us-west-2' }])).toEqual(['| `New` | `AWS::A::B` | data, edge |']);
    expect(expectedRows([...kept, other])).not.toEqual(expectedRows(kept));
  });

  test('DB-17: lets the Region of the writer go last, and the global cluster when it is empty', () => {
    expectInOrder(['Return the writer', 'no-deletion-protection', 'follower leaves', 'remove-from-global-cluster', 'the same for the\n   writer', 'deleted last']);
  });

  test('DB-10: removes the replica of a secret before the secret, which stays recoverable for at least 7 days', () => {
    expectInOrder(['remove-regions-from-replication', 'Then the secret, with a\n   `--recovery-window-in-days` of 7 to 30']);
  });

  test('SEC-01: deletes keys last', () => {
    expectInOrder(['**Databases.**', '**Secret.**', '**Tables, buckets, queues, log groups**', '**Keys last**']);
  });
});

function expectInOrder(texts: string[]): void {
  const procedure = PAGE.slice(PAGE.indexOf('## Deleting an environment'));
  const positions = texts.map(text => procedure.indexOf(text));
  expect(positions).not.toContain(-1);
  expect(positions).toEqual([...positions].sort((a, b) => a - b));
}

describe('law 8: ADR 0020', () => {
  function templates(removalPolicy?: RemovalPolicy): Templates {
    const app = testApp();
    pattern({ ...STORES, removalPolicy }, app);
    return templatesOf(app);
  }

  const byDefault = templates();

  test('what is kept is kept from its creation on, with what an update would replace', () => {
    const policies = Object.values(byDefault).flatMap(({ Resources }) => Object.values(Resources ?? {}))
      .map(resource => resource as { DeletionPolicy?: string; UpdateReplacePolicy?: string })
      .map(({ DeletionPolicy, UpdateReplacePolicy }) => `${DeletionPolicy} ${UpdateReplacePolicy}`);
    expect([...new Set(policies)].sort()).toEqual(['Delete Delete', 'Retain Retain', 'undefined undefined']);
    expect(policies.filter(policy => policy === 'Retain Retain').length).toBeGreaterThan(40);
  });

  /** A digest of a bucket counts its policy. */
  const OTHERWISE = / BucketDefinition: /;

  test('who wants nothing left of a failed first deployment changes that policy alone: deletion protection stays', () => {
    const exceptOnCreate = templates(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    expect(JSON.stringify(exceptOnCreate)).not.toContain('"DeletionPolicy":"Retain"');
    const differences = templateDiff(byDefault, exceptOnCreate).filter(difference => !OTHERWISE.test(difference));
    expect(differences.filter(difference => !/ DeletionPolicy: "Retain" -> "RetainExceptOnCreate"$/.test(difference))).toEqual([]);
    expect(differences.length).toBeGreaterThan(40);
  });
});
