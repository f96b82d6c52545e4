import { RUN } from './aurora';
import { handler } from '../../../src/recovery/handlers/traffic-verifier.lambda';

const resolve4 = jest.fn();
const resolve6 = jest.fn();
const resolveTxt = jest.fn();
const made = jest.fn();
jest.mock('dns/promises', () => ({
  Resolver: class {
    public constructor(options: object) { made(options); }
    public resolve4(name: string) { return resolve4(name); }
    public resolve6(name: string) { return resolve6(name); }
    public resolveTxt(name: string) { return resolveTxt(name); }
  },
}));

const OWN = 'api-eu-central-1.example.com';
const PEER = 'api-eu-west-1.example.com';
const NAME = { ownName: OWN, peerName: PEER };
const REQUEST = { ...RUN, domainName: 'api.example.com' };
let request: jest.SpyInstance;
let log: jest.SpyInstance;

/** What a resolver answers of each name; a name that is left out does not exist. */
function dnsTells(names: { readonly [name: string]: string[] | Error }): void {
  resolve4.mockImplementation(async (name: string) => {
    const answer = names[name] ?? Object.assign(new Error('queryA ENOTFOUND'), { code: 'ENOTFOUND' });
    if (answer instanceof Error) {
      throw answer;
    }
    return answer;
  });
}

function settings(name: object): void {
  process.env.VERIFIER_SETTINGS = JSON.stringify({ region: 'eu-central-1', names: { 'api.example.com': name } });
}

beforeEach(() => {
  jest.clearAllMocks();
  resolve6.mockRejectedValue(Object.assign(new Error('queryAaaa ENODATA'), { code: 'ENODATA' }));
  dnsTells({ 'api.example.com': ['192.0.2.1'], [OWN]: ['192.0.2.1'], [PEER]: ['198.51.100.1'] });
  request = jest.spyOn(globalThis, 'fetch').mockImplementation(async () => new Response('fine'));
  log = jest.spyOn(console, 'log').mockReturnValue(undefined);
  settings({ ...NAME, url: 'https://api.example.com/health', searchString: 'fine' });
});

afterEach(() => {
  jest.restoreAllMocks();
  delete process.env.VERIFIER_SETTINGS;
});

describe('the verification of the traffic', () => {
  test('sees that clients are led to the Region and served there', async () => {
    await expect(handler(REQUEST)).resolves.toMatchObject({ moved: true });
    expect(request.mock.calls.map(([url]) => url)).toEqual(['https://api.example.com/health']);
  });

  test('sees that they are still led to the other one', async () => {
    dnsTells({ 'api.example.com': ['198.51.100.1'], [OWN]: ['192.0.2.1'], [PEER]: ['198.51.100.1'] });
    await expect(handler(REQUEST)).resolves.toMatchObject({ moved: false });
  });

  test('sees that they are not served there', async () => {
    request.mockImplementation(async () => new Response('sorry', { status: 503 }));
    await expect(handler(REQUEST)).resolves.toMatchObject({ moved: false, detail: expect.stringContaining('status 503') });
  });

  test('asks no endpoint that it cannot reach', async () => {
    settings(NAME);
    await expect(handler(REQUEST)).resolves.toMatchObject({ moved: true });
    expect(request).not.toHaveBeenCalled();
  });

  test('a name of the other Region that nobody answers for holds nothing up', async () => {
    dnsTells({ 'api.example.com': ['192.0.2.1'], [OWN]: ['192.0.2.1'], [PEER]: Object.assign(new Error('queryA ETIMEOUT'), { code: 'ETIMEOUT' }) });
    await expect(handler(REQUEST)).resolves.toMatchObject({ moved: true });
    expect(log).toHaveBeenCalledWith(expect.stringContaining('"message":"name not resolved"'));
  });

  test('an error without a code is one, too', async () => {
    dnsTells({ 'api.example.com': new Error('odd'), [OWN]: ['192.0.2.1'] });
    await expect(handler(REQUEST)).resolves.toMatchObject({ moved: false });
  });

  test('compares addresses of both families', async () => {
    dnsTells({});
    resolve6.mockImplementation(async (name: string) => name === PEER ? ['2001:db8::2'] : ['2001:db8::1']);
    await expect(handler(REQUEST)).resolves.toMatchObject({ moved: true, detail: expect.stringContaining('the other one 2001:db8::2') });
  });

  describe('where the name may lead there by more than latches', () => {
    const LATCH = { name: `_latch.${OWN}`, closed: true };
    const LATCHED = { ...REQUEST, latches: [LATCH] };

    test('sees that Route 53 has read the latch', async () => {
      resolveTxt.mockResolvedValue([['clo', 'sed']]);
      await expect(handler(LATCHED)).resolves.toMatchObject({ moved: true });
      expect(resolveTxt.mock.calls).toEqual([[LATCH.name]]);
    });

    test('sees that it has not', async () => {
      resolveTxt.mockResolvedValue([['open']]);
      await expect(handler(LATCHED)).resolves.toMatchObject({ moved: false, detail: expect.stringMatching(/says open, not closed$/) });
    });

    test.each(['ENOTFOUND', 'ETIMEOUT'])('takes no answer for none: %s', async code => {
      resolveTxt.mockRejectedValue(Object.assign(new Error(`queryTxt ${code}`), { code }));
      await expect(handler(LATCHED)).resolves.toMatchObject({ moved: false, detail: expect.stringMatching(/says nothing, not closed$/) });
      expect(log.mock.calls.some(([line]) => line.includes('"message":"name not resolved"'))).toBe(code === 'ETIMEOUT');
    });
  });

  test('asks no name of a latch where latches alone move the traffic', async () => {
    await handler(REQUEST);
    expect(resolveTxt).not.toHaveBeenCalled();
  });

  test('asks a resolver of its own each time, twice and not for long', async () => {
    await handler(REQUEST);
    expect(made.mock.calls).toEqual(Array(3).fill([{ timeout: 2000, tries: 2 }]));
  });
});
