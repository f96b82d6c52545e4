import { existsSync, readdirSync, readFileSync } from 'fs';
import { dirname, resolve } from 'path';
import type { DrRegion } from '../../src';
import { MultiRegionDr, StackLayer } from '../../src';
import { projectFile, readProjectFile } from '../project/project-files';
import { ACCOUNT, PRIMARY, SECONDARY, templateOf, testApp } from '../support/environment';
import { resourcesOf } from '../support/templates';

const HANDLERS = projectFile('src', 'recovery', 'handlers');

/** Every module of this library that a module imports, itself included, and every package. */
function importsOf(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) {
    return seen;
  }
  seen.add(file);
  for (const [, imported] of readFileSync(file, 'utf8').matchAll(/^(?:import|export) .*?from '([^']+)';/gms)) {
    const own = imported.startsWith('.') ? `${resolve(dirname(file), imported)}.ts` : undefined;
    if (own && existsSync(own)) {
      importsOf(own, seen);
    } else {
      seen.add(imported);
    }
  }
  return seen;
}

const handlers = readdirSync(HANDLERS).filter(name => name.endsWith('.lambda.ts'));

test('law 1: there are handlers to look at, and the look sees what they import', () => {
  expect(handlers).toContain('state-publisher.lambda.ts');
  expect(importsOf(resolve(HANDLERS, 'state-publisher.lambda.ts'))).toContain('@aws-sdk/client-dynamodb');
  expect(importsOf(projectFile('src', 'network', 'handlers', 'peering-probe.lambda.ts'))).toContain('@aws-sdk/client-ec2');
});

test.each(handlers)('law 1: %s has no client of EC2, so that no call about the peering can stop it', name => {
  expect([...importsOf(resolve(HANDLERS, name))].filter(imported => imported.includes('client-ec2'))).toEqual([]);
});

describe('recovery beside a peering connection', () => {
  const app = testApp();
  const dr = new MultiRegionDr(app, 'Payments', {
    account: ACCOUNT,
    environmentName: 'test',
    primary: { region: PRIMARY },
    secondary: { region: SECONDARY },
    databases: { main: {} },
  });
  const recovery = (region: DrRegion) => region.stack(StackLayer.RECOVERY);

  test.each([[0], [1]])('law 1: no function of recovery in Region %i is in a VPC', index => {
    const functions = resourcesOf(app).filter(({ stack, type }) => type === 'AWS::Lambda::Function' && stack === recovery(dr.topology.regions[index]));
    expect(functions.length).toBeGreaterThan(0);
    expect(functions.filter(({ properties }) => 'VpcConfig' in properties).map(({ logicalId }) => logicalId)).toEqual([]);
  });

  test.each([[0], [1]])('law 1: nothing of recovery in Region %i may ask EC2 anything, or names the connection', index => {
    const text = JSON.stringify(templateOf(recovery(dr.topology.regions[index])).toJSON());
    expect(text).not.toMatch(/"ec2:/);
    expect(text).not.toMatch(/VPCPeeringConnection|pcx-/);
  });
});

test('law 1: the document says which paths replication and recovery take, and that none is the peering', () => {
  const section = readProjectFile('src', 'network', 'README.md').split('## What uses the connection, and what does not')[1].split('\n## ')[0];
  const rows = section.split('\n').filter(line => /^\| (?!what|-)/.test(line)).map(line => line.split('|').map(cell => cell.trim()).slice(1, -1));
  expect(rows.map(([what, , over]) => [what.split(' (')[0], over])).toEqual([
    ['Aurora Global Database', 'no'],
    ['DynamoDB global tables', 'no'],
    ['S3 replication', 'no'],
    ['Secrets Manager, AWS Backup', 'no'],
    ['detection', 'no'],
    ['recovery', 'no'],
    ['traffic of clients', 'no'],
    ['clients of the other Region\'s writer', '**yes**'],
  ]);
});
