import * as dns from 'dns';
import * as dnsPromises from 'dns/promises';
import * as fs from 'fs';
import * as http from 'http';
import * as https from 'https';
import * as net from 'net';
import * as os from 'os';
import * as path from 'path';
import * as tls from 'tls';
import { promisify } from 'util';
import { DescribeGlobalClustersCommand, RDSClient } from '@aws-sdk/client-rds';

const HOST = 'never.example.com';
/** Of no network: RFC 5737, RFC 3849. */
const [ADDRESS, ADDRESS_6] = ['192.0.2.1', '2001:db8::1'];

const CLIENT = {
  region: 'eu-west-1',
  credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  maxAttempts: 1,
  // Else it has timers for what never was connected.
  requestHandler: { socketAcquisitionWarningTimeout: 1, socketTimeout: 1000, httpsAgent: { keepAlive: false } },
};

/** What a client ends with: it throws, or says so by an event. */
const ending = (open: () => net.Socket | http.ClientRequest) => new Promise((resolve, reject) => {
  open().on('error', reject).on('connect', resolve).on('response', resolve);
});

const ASKING: readonly (readonly [string, string, () => Promise<unknown>])[] = [
  ['fetch', HOST, async () => fetch(`https://${HOST}/`).catch((error: Error) => { throw error.cause; })],
  ['http', HOST, async () => ending(() => http.get(`http://${HOST}/`))],
  ['https', ADDRESS, async () => ending(() => https.get(`https://${ADDRESS}/`))],
  ['a socket', ADDRESS, async () => ending(() => net.connect(443, ADDRESS))],
  ['a socket by options', ADDRESS_6, async () => ending(() => new net.Socket().connect({ port: 443, host: ADDRESS_6 }))],
  ['TLS', HOST, async () => ending(() => tls.connect({ port: 443, host: HOST }))],
  ['dns.lookup', HOST, async () => promisify(dns.lookup)(HOST)],
  ['dns.resolve', HOST, async () => promisify(dns.resolve4)(HOST)],
  ['a resolver', HOST, async () => new dnsPromises.Resolver().resolveTxt(HOST)],
  ['dns.promises', HOST, async () => dnsPromises.lookup(HOST)],
  ['a client of AWS', 'rds.eu-west-1.amazonaws.com', async () => new RDSClient(CLIENT).send(new DescribeGlobalClustersCommand())],
];

test.each(ASKING)('TEST-05: no test has a network: %s is refused at once, with the name of the host', async (_what, host, ask) => {
  await expect(ask()).rejects.toThrow(`a test asks for ${host}: tests have no network`);
});

describe('a server that a test starts itself is reached', () => {
  const server = http.createServer((_request, response) => response.end('here'));
  const listening = async (...given: [number, string] | [string]) => new Promise<void>(resolve => { server.listen(...given as [string], resolve); });

  afterEach(async () => new Promise(resolve => { server.close(resolve); }));

  test.each(['127.0.0.1', 'localhost'])('at %s', async host => {
    await listening(0, host);
    const { port } = server.address() as net.AddressInfo;
    const answer = await fetch(`http://${host}:${port}/`, { headers: { connection: 'close' } });
    expect(await answer.text()).toBe('here');
    await expect(ending(() => net.connect(port, host).on('connect', function (this: net.Socket) { this.destroy(); }))).resolves.toBeUndefined();
    await expect(promisify(dns.lookup)('localhost')).resolves.toHaveProperty('address');
  });

  test('by a path', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'socket-'));
    await listening(path.join(folder, 's'));
    for (const open of [() => net.connect(path.join(folder, 's')), () => net.connect({ path: path.join(folder, 's') })]) {
      await expect(ending(() => open().on('connect', function (this: net.Socket) { this.destroy(); }))).resolves.toBeUndefined();
    }
  });
});
