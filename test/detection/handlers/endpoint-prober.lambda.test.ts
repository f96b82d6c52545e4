import { createServer } from 'http';
import type { AddressInfo } from 'net';
import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { mockClient } from 'aws-sdk-client-mock';
import { handler } from '../../../src/detection/handlers/endpoint-prober.lambda';

jest.mock('timers/promises', () => ({ setTimeout: jest.fn().mockResolvedValue(undefined) }));

const cloudWatch = mockClient(CloudWatchClient);
const TARGETS = [
  { region: 'eu-west-1', probe: 'shallow', url: 'https://api-eu-west-1.example.com/health' },
  { region: 'eu-west-1', probe: 'deep', url: 'https://api-eu-west-1.example.com/health/deep', searchString: '"status":"OK"' },
];
let request: jest.SpyInstance;

beforeEach(() => {
  cloudWatch.reset();
  cloudWatch.on(PutMetricDataCommand).resolves({});
  process.env.PROBER_SETTINGS = JSON.stringify({ namespace: 'MultiRegionDr/Payments/prod', record: 'api.example.com', targets: TARGETS });
  jest.spyOn(console, 'log').mockReturnValue(undefined);
  request = jest.spyOn(globalThis, 'fetch');
});

afterEach(() => {
  jest.restoreAllMocks();
  delete process.env.PROBER_SETTINGS;
});

describe('the prober', () => {
  test('publishes a data point per probe and round, with a resolution of a second', async () => {
    request.mockImplementation(async url => new Response(`${url}`.endsWith('/deep') ? '{"status":"UNHEALTHY"}' : 'fine'));
    await handler();
    const calls = cloudWatch.commandCalls(PutMetricDataCommand).map(call => call.args[0].input);
    expect(calls).toHaveLength(6);
    for (const { Namespace, MetricData } of calls) {
      expect(Namespace).toBe('MultiRegionDr/Payments/prod');
      expect(MetricData).toEqual([['shallow', 0], ['deep', 1]].map(([probe, value]) => ({
        MetricName: 'EndpointFailed',
        Dimensions: [{ Name: 'Record', Value: 'api.example.com' }, { Name: 'Region', Value: 'eu-west-1' }, { Name: 'Probe', Value: probe }],
        Timestamp: expect.any(Date),
        Value: value,
        StorageResolution: 1,
      })));
    }
  });

  test('follows no redirect and waits six seconds at most, as Route 53 does', async () => {
    const timeout = jest.spyOn(AbortSignal, 'timeout');
    request.mockResolvedValue(new Response(null, { status: 301, headers: { location: 'https://sorry.example.com' } }));
    await handler();
    expect(request).toHaveBeenCalledTimes(12);
    const [url, options] = request.mock.calls[0];
    expect(url).toBe(TARGETS[0].url);
    expect(options.redirect).toBe('manual');
    expect(timeout).toHaveBeenCalledWith(6000);
    expect(options.signal).toBe(timeout.mock.results[0].value);
    expect(cloudWatch.commandCalls(PutMetricDataCommand)[0].args[0].input.MetricData!.map(datum => datum.Value)).toEqual([1, 1]);
  });

  test('looks for the string where Route 53 does, in the first 5,120 bytes, and reads no further', async () => {
    const read: number[] = [];
    request.mockImplementation(async () => {
      const chunks = ['x'.repeat(5000), `${'x'.repeat(107)}"status":"OK"`, 'never read'];
      return new Response(new ReadableStream({
        pull: controller => {
          controller.enqueue(new TextEncoder().encode(chunks.shift()));
          read.push(chunks.length);
        },
      }, { highWaterMark: 0 }));
    });
    process.env.PROBER_SETTINGS = JSON.stringify({ namespace: 'N', record: 'r', targets: [TARGETS[1]] });
    await handler();
    expect(read).toEqual(Array(6).fill([2, 1]).flat());
    expect(cloudWatch.commandCalls(PutMetricDataCommand)[0].args[0].input.MetricData![0].Value).toBe(0);
  });

  test('what stands behind the first 5,120 bytes does not count', async () => {
    request.mockImplementation(async () => new Response('x'.repeat(5108) + '"status":"OK"'));
    process.env.PROBER_SETTINGS = JSON.stringify({ namespace: 'N', record: 'r', targets: [TARGETS[1]] });
    await handler();
    expect(cloudWatch.commandCalls(PutMetricDataCommand)[0].args[0].input.MetricData![0].Value).toBe(1);
  });

  test('connects anew in each round, even where the endpoint would keep the connection', async () => {
    let connections = 0;
    const server = createServer((_request, response) => response.writeHead(200, { 'keep-alive': 'timeout=60', 'connection': 'keep-alive' }).end('fine'));
    server.on('connection', () => { connections += 1; });
    await new Promise<void>(listening => { server.listen(0, '127.0.0.1', listening); });
    const { port } = server.address() as AddressInfo;
    process.env.PROBER_SETTINGS = JSON.stringify({ namespace: 'N', record: 'r', targets: [{ ...TARGETS[0], url: `http://127.0.0.1:${port}/health` }] });
    try {
      await handler();
    } finally {
      await new Promise(closed => { server.close(closed); });
    }
    expect(connections).toBe(6);
    expect(cloudWatch.commandCalls(PutMetricDataCommand).map(call => call.args[0].input.MetricData![0].Value)).toEqual([0, 0, 0, 0, 0, 0]);
  });

  test('fails when CloudWatch takes nothing', async () => {
    request.mockImplementation(async () => new Response('fine'));
    cloudWatch.on(PutMetricDataCommand).rejects(new Error('Throttling'));
    await expect(handler()).rejects.toThrow('the observations of 6 of 6 rounds were not published');
  });
});

describe('a witness', () => {
  const regionsOf = async () => Promise.all(cloudWatch.commandCalls(PutMetricDataCommand)
    .map(async ({ thisValue, args }) => [await (thisValue as CloudWatchClient).config.region(), args[0].input] as const));

  beforeEach(() => {
    process.env.PROBER_SETTINGS = JSON.stringify({
      namespace: 'MultiRegionDr/Payments/prod',
      record: 'api.example.com',
      targets: TARGETS.slice(0, 1),
      witness: { region: 'eu-north-1', tells: ['eu-west-1', 'eu-central-1'] },
    });
    request.mockResolvedValue(new Response('fine'));
  });

  test('tells both Regions what it sees, under its own name, each round', async () => {
    await handler();
    const calls = await regionsOf();
    expect(calls.map(([region]) => region)).toEqual(Array(6).fill(['eu-west-1', 'eu-central-1']).flat());
    for (const [, { MetricData }] of calls) {
      expect(MetricData).toEqual([expect.objectContaining({
        Dimensions: [
          { Name: 'Record', Value: 'api.example.com' }, { Name: 'Region', Value: 'eu-west-1' }, { Name: 'Probe', Value: 'shallow' }, { Name: 'Witness', Value: 'eu-north-1' },
        ],
        Value: 0,
      })]);
    }
  });

  test('a Region that is lost is told six times in vain, and fails nothing', async () => {
    cloudWatch.callsFake(async (_input, getClient) => {
      if (await getClient().config.region() === 'eu-west-1') {
        throw new Error('black hole');
      }
    });
    await expect(handler()).resolves.toBeUndefined();
  });

  test('that nobody can tell fails', async () => {
    cloudWatch.rejects(new Error('no network'));
    await expect(handler()).rejects.toThrow('the observations of 6 of 6 rounds were not published');
  });
});
