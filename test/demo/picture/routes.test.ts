import type { PictureLink } from './model';
import { routeLinks } from './routes';
import type { Box } from './scene';

const box = (x: number, y: number): Box => ({ x, y, width: 100, height: 50 });
const GUTTER: Box = { x: 100, y: 0, width: 300, height: 1000 };
const FRAME: Box = { x: 190, y: 0, width: 120, height: 300 };

function route(link: Partial<PictureLink>, left: { [id: string]: Box }, options: { right?: { [id: string]: Box }; headers?: Box[] } = {}) {
  const shared = new Map([['record', box(200, 100)]]);
  const { links, badges } = routeLinks([{ from: 'a', to: 'b', kind: 'traffic', label: '', bothWays: false, ...link }], {
    regions: [left, options.right ?? {}].map(nodes => new Map(Object.entries(nodes))),
    shared,
    sharedFrames: new Map([['record', FRAME]]),
    users: { x: 200, y: -100, width: 100, height: 50 },
    headers: options.headers ?? [],
    gutter: GUTTER,
  });
  return { points: links[0]?.points, heads: links[0]?.heads, badges };
}

test('counterparts at one height are joined by a straight line', () => {
  expect(route({}, { a: box(0, 0) }, { right: { b: box(400, 0) } }).points).toEqual([{ x: 100, y: 25 }, { x: 400, y: 25 }]);
});

test('nodes at different heights are joined by a line that bends in the middle', () => {
  expect(route({}, { a: box(0, 0) }, { right: { b: box(400, 200) } }).points)
    .toEqual([{ x: 100, y: 25 }, { x: 250, y: 25 }, { x: 250, y: 225 }, { x: 400, y: 225 }]);
});

test('a line to the middle bends beside the Region, and runs in the direction of the link', () => {
  const { points } = route({ from: 'a', to: 'record' }, { a: box(0, 600) });

  expect(points![0]).toEqual({ x: 100, y: 625 });
  expect(points![points!.length - 1]).toEqual({ x: 200, y: 125 });
  expect(points!.slice(1, 3).every(({ x }) => x > 100 && x < FRAME.x)).toBe(true);
});

test('inside a Region a line leads straight down, beside a heading that is in its way', () => {
  const nodes = { a: box(0, 0), b: box(0, 100) };

  expect(route({}, nodes).points).toEqual([{ x: 50, y: 50 }, { x: 50, y: 100 }]);
  expect(route({}, nodes, { headers: [{ x: 0, y: 60, width: 48, height: 20 }] }).points![0].x).toBeGreaterThan(56);
});

test('inside a Region a line leads straight across', () => {
  expect(route({}, { a: box(0, 0), b: box(150, 0) }).points).toEqual([{ x: 100, y: 25 }, { x: 150, y: 25 }]);
});

test('no line is drawn where another node is in the way, nor to what is not drawn', () => {
  expect(route({}, { a: box(0, 0), other: box(0, 100), b: box(0, 200) }).points).toBeUndefined();
  expect(route({ to: 'nowhere' }, { a: box(0, 0) }).points).toBeUndefined();
});

test('users reach the frame around a record', () => {
  expect(route({ from: 'users', to: 'record' }, {}).points).toEqual([{ x: 250, y: -50 }, { x: 250, y: 0 }]);
});

test('a line has a head where data or traffic arrives, a peering has none', () => {
  const right = { b: box(400, 0) };

  expect(route({}, { a: box(0, 0) }, { right }).heads).toBe('end');
  expect(route({ bothWays: true }, { a: box(0, 0) }, { right }).heads).toBe('both');
  expect(route({ bothWays: true, kind: 'peering' }, { a: box(0, 0) }, { right }).heads).toBe('none');
});

test('the number of a step is in the middle of the longest part of its line', () => {
  expect(route({ step: 2 }, { a: box(0, 0) }, { right: { b: box(400, 0) } }).badges).toEqual([{ x: 250, y: 25, number: 2 }]);
});
