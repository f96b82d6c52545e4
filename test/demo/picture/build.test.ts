import { App, Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as rds from 'aws-cdk-lib/aws-rds';
import { buildPicture } from './build';
import type { PromotionStep } from './failover';
import type { LinkKind, NodeKind, PictureModel, PictureNode } from './model';
import { USERS } from './model';
import { readApp } from '../app-tree';
import type { StandInOptions } from '../stand-in';
import { DOMAIN, HOME, STANDBY, standInApp } from '../stand-in';

function pictureOf(app: App, promotion?: PromotionStep[]): PictureModel {
  app.synth();
  return buildPicture(readApp(app), promotion);
}

const pictures = new Map<string, PictureModel>();
function picture(options: StandInOptions = {}): PictureModel {
  const key = JSON.stringify(options);
  pictures.set(key, pictures.get(key) ?? pictureOf(standInApp(options)));
  return pictures.get(key)!;
}

function nodes(model: PictureModel, region: string): PictureNode[] {
  return [...model.regions, ...model.shared].filter(({ name }) => name === region).flatMap(({ groups }) => groups).flatMap(group => group.nodes);
}

function titles(model: PictureModel, region: string, ...kinds: NodeKind[]): string[] {
  return nodes(model, region).filter(({ kind }) => kinds.includes(kind)).map(({ title }) => title);
}

/** Links as "from title > to title", with a second head where they go both ways. */
function links(model: PictureModel, kind: LinkKind): string[] {
  const titleOf = (id: string) => [...model.regions, ...model.shared].flatMap(({ name, groups }) => groups.flatMap(group => group.nodes)
    .filter(node => node.id === id).map(({ title }) => `${title} (${name})`))[0] ?? id;
  return model.links.filter(link => link.kind === kind).map(({ from, to, bothWays }) => `${titleOf(from)} ${bothWays ? '<>' : '>'} ${titleOf(to)}`);
}

describe('the picture shows', () => {
  test('the home Region first, the standby second, and what Route 53 keeps apart from both', () => {
    const { regions, shared } = picture();

    expect(regions.map(({ name, role }) => [name, role])).toEqual([[HOME, 'home'], [STANDBY, 'standby']]);
    expect(shared.map(({ name, role }) => [name, role])).toEqual([['us-east-1', 'global']]);
  });

  test('how much there is, and where', () => {
    const app = standInApp();
    app.synth();
    const resources = readApp(app).stacks.flatMap(stack => stack.resources);

    expect(picture().subtitle).toBe(`13 stacks and ${resources.length} resources in ${HOME}, ${STANDBY} and us-east-1`);
  });

  test('every stack as a group, counterparts in one slot', () => {
    const slots = picture().regions.map(({ groups }) => groups.map(({ slot }) => slot).sort());

    expect(slots[0]).toEqual(['Payments-*', 'data', 'edge', 'foundation', 'link', 'recovery']);
    expect(slots[1]).toEqual(slots[0]);
  });

  test('the stores of both Regions, by the names that the team gave them', () => {
    for (const region of [HOME, STANDBY]) {
      expect(titles(picture(), region, 'network', 'database', 'table', 'bucket', 'vault'))
        .toEqual(expect.arrayContaining(['VPC', 'Aurora main', 'Table sessions', 'Bucket documents', 'Backup vault']));
    }
  });

  test('keys, alarms, topics and functions of a stack as one node each, with their number', () => {
    expect(titles(picture(), HOME, 'key', 'alarm', 'topic', 'compute')).toEqual(expect.arrayContaining(['2 KMS keys', '3 alarms', '2 topics', 'Function']));
  });

  test('the latch apart from other alarms, and the state table apart from the stores', () => {
    expect(titles(picture(), STANDBY, 'latch')).toEqual(['Latch']);
    expect(titles(picture(), STANDBY, 'state-table')).toEqual(['State table']);
  });

  test('the machines of recovery by what their runs are, apart from those of the team', () => {
    const plans = (region: string) => picture().regions.find(({ name }) => name === region)!.groups
      .flatMap(group => group.nodes).filter(({ kind }) => kind === 'plan').map(({ title, caption }) => `${title}: ${caption}`).sort();

    expect(plans(HOME)).toEqual(['Drill plan: checks, and moves nothing unasked', `Failback plan: makes ${HOME} active`, 'State machine: recovery']);
    expect(plans(STANDBY)).toEqual(['Drill plan: checks, and moves nothing unasked', 'State machine: recovery', `Switchover plan: makes ${STANDBY} active`]);
  });

  test('no bucket of access logs, which is no store', () => {
    expect(titles(picture(), HOME, 'bucket')).toEqual(['Bucket documents']);
  });

  test('Aurora replication from the home Region, the other stores both ways', () => {
    expect(links(picture(), 'replication')).toEqual([
      `Aurora main (${HOME}) > Aurora main (${STANDBY})`,
      `Table sessions (${HOME}) <> Table sessions (${STANDBY})`,
      `Bucket documents (${HOME}) <> Bucket documents (${STANDBY})`,
    ]);
  });

  test('backup copies and the peering between the networks', () => {
    expect(links(picture(), 'backup')).toEqual([`Backup vault (${HOME}) <> Backup vault (${STANDBY})`]);
    expect(links(picture(), 'peering')).toEqual([`VPC (${HOME}) <> VPC (${STANDBY})`]);
  });

  test('the way of the traffic: users, PRIMARY, the home Region\'s own record, its endpoint', () => {
    expect(links(picture(), 'traffic')).toEqual([
      `${USERS} > PRIMARY (us-east-1)`,
      `PRIMARY (us-east-1) > api-${HOME}.example.com (${HOME})`,
      `api-${HOME}.example.com (${HOME}) > Load balancer (${HOME})`,
    ]);
  });

  test('the failover, numbered: the latch closes, SECONDARY answers, the database is promoted', () => {
    const model = picture();
    const failover = model.links.filter(({ kind }) => kind === 'failover');

    expect(links(model, 'failover')).toEqual([
      `SECONDARY (us-east-1) > api-${STANDBY}.example.com (${STANDBY})`,
      `api-${STANDBY}.example.com (${STANDBY}) > Load balancer (${STANDBY})`,
      `Latch (${STANDBY}) > 4 health checks (us-east-1)`,
    ]);
    expect(failover.map(({ step }) => step)).toEqual([2, undefined, 1]);
    expect(model.path.map(({ title }) => title)).toEqual(['The latch closes', 'SECONDARY answers', 'Promotion']);
    expect(model.path[1].detail).toContain(`${DOMAIN} leads to ${STANDBY}`);
    expect(nodes(model, STANDBY).find(({ id }) => id === model.path[2].node)).toMatchObject({ title: 'Aurora main' });
  });

  test('the latch of the home Region as what it is: not a part of the failover', () => {
    expect(links(picture(), 'control')).toEqual([`Latch (${HOME}) > 4 health checks (us-east-1)`]);
  });

  test('the promotion as the recovery plan has it', () => {
    const promotion: PromotionStep[] = [
      { description: 'Promote main', parameters: { arn: `arn:aws:rds:${STANDBY}:111111111111:cluster:standin-main-${STANDBY}` }, timeout: '15 minutes' },
      { description: 'Start the search index', parameters: {}, timeout: '2 minutes' },
    ];
    const { path } = pictureOf(standInApp(), promotion);

    expect(path.slice(2)).toEqual([
      { title: 'Promotion', detail: `Aurora main becomes the writer in ${STANDBY}; limit 15 minutes`, node: expect.stringContaining(STANDBY) },
      { title: 'Promotion', detail: 'Start the search index; limit 2 minutes', node: undefined },
    ]);
  });
});

describe('the picture of another app', () => {
  test('has every database, table and bucket, each with its own link', () => {
    const model = picture({ databases: ['main', 'ledger'], tables: ['sessions', 'carts'], buckets: ['documents', 'invoices'] });

    expect(links(model, 'replication')).toHaveLength(6);
    expect(new Set(links(model, 'replication')).size).toBe(6);
    expect(model.path.map(({ title }) => title)).toEqual(['The latch closes', 'SECONDARY answers', 'Promotion', 'Promotion']);
  });

  test('has no users and no failover path without DNS', () => {
    const model = picture({ dns: false });

    expect(model.path).toEqual([]);
    expect(model.shared).toEqual([]);
    expect(new Set(model.links.map(({ kind }) => kind))).toEqual(new Set(['replication', 'backup', 'peering']));
  });

  test('begins the failover with the endpoint\'s health where there is no latch', () => {
    expect(picture({ latch: false }).path[0].title).toBe('PRIMARY is unhealthy');
  });

  test('has no promotion without a database', () => {
    expect(picture({ databases: [] }).path.map(({ title }) => title)).toEqual(['The latch closes', 'SECONDARY answers']);
  });

  test('pairs stacks of the team\'s own naming and puts replicas into them', () => {
    const model = picture({ oneStackPerRegion: true });
    const slots = model.regions.map(({ groups }) => groups.map(({ slot }) => slot).sort());

    expect(slots[0]).toEqual(slots[1]);
    expect(model.regions[1].groups.find(({ title }) => title === 'Secondary')!.nodes.map(({ title }) => title)).toContain('Table sessions');
    expect(links(model, 'replication')).toHaveLength(3);
  });

  test('without a topology has the two Regions that hold stores', () => {
    const app = new App({ analyticsReporting: false });
    for (const region of ['ap-south-1', 'ap-south-2']) {
      const stack = new Stack(app, region, { env: { account: '111111111111', region } });
      new rds.CfnDBCluster(stack, 'Cluster', { engine: 'aurora-mysql', globalClusterIdentifier: 'one' });
    }
    const model = pictureOf(app);

    expect(model).toMatchObject({ title: 'ap-south-1 and ap-south-2', regions: [{ name: 'ap-south-1' }, { name: 'ap-south-2' }] });
    expect(links(model, 'replication')).toEqual(['Aurora Cluster (ap-south-1) > Aurora Cluster (ap-south-2)']);
  });

  test('with a table in three Regions shows the third one too', () => {
    const app = new App({ analyticsReporting: false });
    const stack = new Stack(app, 'Own', { env: { account: '111111111111', region: HOME } });
    new rds.CfnDBCluster(new Stack(app, 'Other', { env: { account: '111111111111', region: STANDBY } }), 'Cluster', { engine: 'aurora-mysql' });
    new dynamodb.TableV2(stack, 'Sessions', {
      partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING }, replicas: [{ region: STANDBY }, { region: 'eu-north-1' }],
    });
    const model = pictureOf(app);

    expect(model.shared).toMatchObject([{ name: 'eu-north-1', role: 'replica' }]);
    expect(links(model, 'replication')).toEqual([`Table Sessions (${HOME}) <> Table Sessions (${STANDBY})`, `Table Sessions (${HOME}) <> Table Sessions (eu-north-1)`]);
  });

  test('that adopts a single-Region cluster replicates from that cluster', () => {
    const app = new App({ analyticsReporting: false });
    const [home, standby] = [HOME, STANDBY].map(region => new Stack(app, region, { env: { account: '111111111111', region } }));
    const existing = new rds.CfnDBCluster(home, 'Cluster', { engine: 'aurora-mysql' });
    new rds.CfnGlobalCluster(home, 'Global', { globalClusterIdentifier: 'one', sourceDbClusterIdentifier: existing.ref });
    new rds.CfnDBCluster(standby, 'Cluster', { engine: 'aurora-mysql', globalClusterIdentifier: 'one' });

    expect(links(pictureOf(app), 'replication')).toEqual([`Aurora Cluster (${HOME}) > Aurora Cluster (${STANDBY})`]);
  });

  test('with nothing in it has nothing to show', () => {
    expect(pictureOf(new App({ analyticsReporting: false }))).toMatchObject({ regions: [], shared: [], links: [], path: [] });
  });
});
