import type { Answer, ProbeTarget } from '../../../src/detection/handlers/endpoint-probe';
import { observe } from '../../../src/detection/handlers/endpoint-probe';

const TARGET: ProbeTarget = { region: 'eu-west-1', probe: 'shallow', url: 'https://api-eu-west-1.example.com/health' };
const STRICT: ProbeTarget = { ...TARGET, searchString: '"status":"OK"' };

async function failureOf(target: ProbeTarget, answer: Answer): Promise<string | undefined> {
  const { failure } = await observe(target, async () => answer);
  return failure;
}

describe('what a probe shows', () => {
  test.each([200, 204, 299])('status %d is healthy', async status => {
    expect(await failureOf(TARGET, { status, body: '' })).toBeUndefined();
  });

  test.each([199, 300, 301, 404, 503])('status %d is a failure, a redirect too: it is not the application that answers', async status => {
    expect(await failureOf(TARGET, { status, body: '' })).toBe(`status ${status}`);
  });

  test('the answer must contain what is searched for, if anything is', async () => {
    expect(await failureOf(STRICT, { status: 200, body: '{"status":"OK"}' })).toBeUndefined();
    expect(await failureOf(STRICT, { status: 200, body: '{"status":"UNHEALTHY"}' })).toBe('no "\\"status\\":\\"OK\\"" in the answer');
    expect(await failureOf(STRICT, { status: 503, body: '{"status":"OK"}' })).toBe('status 503');
  });

  test('the URL of the target is asked', async () => {
    const ask = jest.fn().mockResolvedValue({ status: 200, body: '' });
    expect(await observe(TARGET, ask)).toEqual({ target: TARGET, failure: undefined });
    expect(ask.mock.calls).toEqual([[TARGET.url]]);
  });

  test('no answer is a failure with its reason, and no error', async () => {
    const refused = new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED') });
    expect(await observe(TARGET, () => Promise.reject(refused))).toEqual({ target: TARGET, failure: 'Error: connect ECONNREFUSED' });
    const late = new DOMException('The operation was aborted due to timeout', 'TimeoutError');
    expect(await observe(TARGET, () => Promise.reject(late)))
      .toEqual({ target: TARGET, failure: 'TimeoutError: The operation was aborted due to timeout' });
  });
});
