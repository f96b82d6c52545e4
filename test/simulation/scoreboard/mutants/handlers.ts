import { tapped, withHandler } from './altered-handler';
import { STATE_KIND } from '../../../../src/recovery/regional-state/state-kinds';
import type { Alteration } from '../system';

/** Whoever begins does not see that somebody else holds the lock, and writes it whatever is there. */
export const withoutLock: Alteration = withHandler('run-keeper', handle => async (request, world) => request.action !== 'begin'
  ? handle(request, world)
  : handle(request, tapped(world, 'dynamoDb', {
    ask: (operation, input) => operation === 'TransactWriteItems' ? { ...input, TransactItems: input.TransactItems.map(unconditional) } : input,
    answer: (_, answer) => answer?.Item?.kind?.S === STATE_KIND.lock ? {} : answer,
  })));

/** Every run takes place in the epoch of the one before. */
export const withoutEpoch: Alteration = withHandler('run-keeper', handle => async (request, world) => {
  if (request.action !== 'begin') {
    return handle(request, world);
  }
  const begun: any = await handle(request, tapped(world, 'dynamoDb', {
    ask: (operation, input) => operation === 'TransactWriteItems' ? { ...input, TransactItems: input.TransactItems.map(inOldEpoch) } : input,
  }));
  return { ...begun, epoch: begun.epoch - 1 };
});

/** The promoter never sees that what it is to do is done, or under way. */
export const withoutIdempotence: Alteration = withHandler('aurora-promoter', handle => async (request, world) => handle(request, tapped(world, 'rds', {
  answer: (operation, answer) => {
    switch (operation) {
      case 'DescribeGlobalClusters': return { GlobalClusters: answer.GlobalClusters.map((cluster: any) => untouched(cluster, request.targetClusterArn)) };
      case 'DescribeDBClusters': return { DBClusters: answer.DBClusters.map((cluster: any) => ({ ...cluster, Status: 'available' })) };
      default: return answer;
    }
  },
})));

/** A planned run goes on behind its fence whatever has been copied. */
export const withoutAwaitedReplication: Alteration = withHandler('readiness-checker', handle => async (request, world) => request.awaitedSince === undefined
  ? handle(request, world)
  : { findings: request.checks.map(({ id }: { readonly id: string }) => ({ id, ok: true, detail: 'not looked at' })) });

/** A run is done as soon as the name of clients leads there, by whatever. */
export const withoutReadLatch: Alteration = withHandler('traffic-verifier', handle => async ({ latches: _, ...request }, world) => handle(request, world));

/** Whatever lag was measured, the record says that nobody knows since when writes are suspect. */
export const withoutRecordedLag: Alteration = withHandler('run-keeper', handle => async (request, world) => handle(request, tapped(world, 'dynamoDb', {
  ask: (operation, input) => operation === 'TransactWriteItems' ? { ...input, TransactItems: input.TransactItems.map(sinceUnknown) } : input,
})));

function untouched({ FailoverState: _, ...cluster }: any, targetClusterArn: string): any {
  return {
    ...cluster,
    Status: 'available',
    GlobalClusterMembers: cluster.GlobalClusterMembers.map((member: any) => ({ ...member, IsWriter: member.DBClusterArn !== targetClusterArn })),
  };
}

function unconditional({ Put: put, ...others }: any): any {
  if (put?.Item.kind.S !== STATE_KIND.lock) {
    return { ...others, ...put && { Put: put } };
  }
  const { TableName, Item } = put;
  return { Put: { TableName, Item } };
}

function sinceUnknown(write: any): any {
  const { Update: update } = write;
  const values = update?.ExpressionAttributeValues;
  return values?.[':suspectFrom'] === undefined ? write
    : { Update: { ...update, ExpressionAttributeValues: { ...values, ':suspectFrom': { S: 'unknown' } } } };
}

function inOldEpoch(write: any): any {
  const { Put: put, Update: update } = write;
  const lower = (value: any) => value?.N === undefined ? value : { N: String(Number(value.N) - 1) };
  if (put !== undefined) {
    return { Put: { ...put, Item: { ...put.Item, ...put.Item.epoch && { epoch: lower(put.Item.epoch) } } } };
  }
  const placeholder = /#epoch = (:\w+)/.exec(update?.UpdateExpression ?? '')?.[1];
  const { ExpressionAttributeValues: values } = update ?? {};
  return placeholder === undefined ? write : {
    Update: { ...update, ExpressionAttributeValues: { ...values, [placeholder]: lower(values[placeholder]) } },
  };
}
