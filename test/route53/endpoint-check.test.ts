import { readFileSync } from 'fs';
import * as path from 'path';
import { BODY_SECONDS, CONNECT_SECONDS, STATUS_SECONDS } from './endpoint-check';
import { endpointCheck, endpointThatAnswers, proves } from './fixture';
import { answering } from './observed';
import { PROBE_TIMEOUT_MS } from '../app/handler/health';

const STRING_MATCH = { Type: 'HTTPS_STR_MATCH', SearchString: '"status":"OK"' };

proves('http-status', () => {
  expect([200, 204, 301, 399].map(status => endpointThatAnswers({ status }))).toEqual([true, true, true, true]);
  expect([101, 199, 400, 404, 503].map(status => endpointThatAnswers({ status }))).toEqual([false, false, false, false, false]);
});

proves('http-time', () => {
  const connectingIn = (secondsToConnect: number) =>
    endpointCheck({}, { 443: { protocol: 'HTTPS', secondsToConnect, answers: { '/': { status: 200, secondsToStatus: 2 } } } });
  expect([connectingIn(4), connectingIn(4.1)]).toEqual([true, false]);
  expect([endpointThatAnswers({ secondsToStatus: 2 }), endpointThatAnswers({ secondsToStatus: 2.1 })]).toEqual([true, false]);
});

proves('tcp-time', () => {
  const connectingIn = (secondsToConnect: number) => endpointCheck({ Type: 'TCP', Port: 443 }, { 443: { protocol: 'TCP', secondsToConnect } });
  expect([connectingIn(10), connectingIn(10.1)]).toEqual([true, false]);
});

proves('string-match', () => {
  const bodies = ['{"status":"OK"}', '{"status":"ok"}', '{"status":"UNHEALTHY"}', undefined];
  expect(bodies.map(body => endpointThatAnswers({ body }, STRING_MATCH))).toEqual([true, false, false, false]);
  expect([2, 2.1].map(secondsToBody => endpointThatAnswers({ secondsToBody }, STRING_MATCH))).toEqual([true, false]);
  expect(endpointThatAnswers({ status: 503 }, STRING_MATCH)).toBe(false);
});

proves('string-place', () => {
  const after = (bytes: number) => endpointThatAnswers({ body: `${'-'.repeat(bytes)}"status":"OK"` }, STRING_MATCH);
  expect([after(5120 - '"status":"OK"'.length), after(5121 - '"status":"OK"'.length)]).toEqual([true, false]);
  expect(endpointThatAnswers({ body: `${'€'.repeat(2000)}"status":"OK"` }, STRING_MATCH)).toBe(false);
});

proves('new-check', () => {
  expect(endpointCheck({}, 'not checked yet')).toBe(true);
});

proves('new-inverted-check', () => {
  expect(endpointCheck({ Inverted: true }, 'not checked yet')).toBe(false);
});

proves('inverted', () => {
  expect([200, 503].map(status => endpointThatAnswers({ status }, { Inverted: true }))).toEqual([false, true]);
});

proves('disabled', () => {
  expect(endpointCheck({ Disabled: true }, undefined)).toBe(true);
});

proves('disabled-inverted', () => {
  expect(endpointThatAnswers({}, { Disabled: true, Inverted: true })).toBe(false);
  expect(endpointCheck({ Disabled: true, Inverted: true }, undefined)).toBe(false);
});

test('what does not listen, or not on the port, the path or by the protocol that is asked, is unhealthy', () => {
  expect(endpointCheck({}, undefined)).toBe(false);
  expect(endpointCheck({ Port: 8443 }, answering(['/']))).toBe(false);
  expect(endpointCheck({ ResourcePath: '/health' }, answering(['/']))).toBe(false);
  expect(endpointCheck({ ResourcePath: '/health' }, answering(['/health']))).toBe(true);
  expect(endpointCheck({ Type: 'HTTP', Port: 443 }, answering(['/']))).toBe(false);
  expect(endpointCheck({ Type: 'HTTP' }, { 80: { protocol: 'HTTP', secondsToConnect: 0, answers: { '/': { status: 200, secondsToStatus: 0 } } } })).toBe(true);
});

test('a check of an address is refused: no rule here covers it', () => {
  expect(() => endpointCheck({ FullyQualifiedDomainName: undefined, IPAddress: '192.0.2.1' }, undefined)).toThrow('no rule');
});

test('DNS-04: the page for endpoints states these limits, and less for a dependency than is left until the status, as the example has it', () => {
  const page = readFileSync(path.join(__dirname, '../../src/dns/README.md'), 'utf8').replace(/\s+/g, ' ');
  const [connect, status, body] = [CONNECT_SECONDS, STATUS_SECONDS, BODY_SECONDS].map(seconds => ['none', 'one', 'two', 'three', 'four'][seconds]);
  expect(page).toContain(`Route 53 allows ${connect} seconds to connect, ${status} until the status, and ${body} more for the body`);
  expect(page).toContain('give every dependency less than a second');
  expect(PROBE_TIMEOUT_MS).toBeLessThan(1000);
});
