import { App } from 'aws-cdk-lib';
import { buildPicture } from './build';
import { layout } from './layout';
import type { PictureNode } from './model';
import type { Box, Point, Scene } from './scene';
import { bottomOf, extentOf, rightOf } from './scene';
import { renderSvg } from './svg';
import { GROUND, INK, LINES, NODES, TYPE } from './theme';
import { readApp } from '../app-tree';
import { standInApp } from '../stand-in';

const LONG = 'a-name-that-is-much-longer-than-any-box-can-hold-and-has-no-place-to-break';

function sceneOf(app: App): Scene {
  app.synth();
  return layout(buildPicture(readApp(app)));
}

const scenes: [name: string, scene: Scene][] = ([
  ['the stand-in app', standInApp()],
  ['several stores of each kind', standInApp({ databases: ['main', 'ledger', 'audit'], tables: ['sessions', 'carts'], buckets: ['documents'] })],
  ['one stack per Region', standInApp({ oneStackPerRegion: true })],
  ['no DNS', standInApp({ dns: false })],
  ['no stores', standInApp({ databases: [], tables: [], buckets: [] })],
  ['long names', standInApp({ databases: [LONG], tables: [`${LONG}-table`], buckets: [], workload: 'PaymentsOfTheTeam' })],
  ['an empty app', new App({ analyticsReporting: false })],
] as [string, App][]).map(([name, app]) => [name, sceneOf(app)]);

const overlap = (a: Box, b: Box) => a.x < rightOf(b) && rightOf(a) > b.x && a.y < bottomOf(b) && bottomOf(a) > b.y;
const inside = (inner: Box, outer: Box) => inner.x >= outer.x - 0.01 && rightOf(inner) <= rightOf(outer) + 0.01
  && inner.y >= outer.y - 0.01 && bottomOf(inner) <= bottomOf(outer) + 0.01;
const pairs = <T>(items: readonly T[]) => items.flatMap((first, index) => items.slice(index + 1).map(second => [first, second]));

function segments({ points }: { points: readonly Point[] }): Box[] {
  return points.slice(1).map((end, index) => {
    const start = points[index];
    return { x: Math.min(start.x, end.x), y: Math.min(start.y, end.y), width: Math.abs(start.x - end.x), height: Math.abs(start.y - end.y) };
  });
}

/** Smaller by a little on all sides, because links end at the edges of nodes. */
function core({ x, y, width, height }: Box): Box {
  return { x: x + 1, y: y + 1, width: width - 2, height: height - 2 };
}

describe.each(scenes)('the layout of %s', (_, scene) => {
  test('keeps every text inside its box, and every box on the canvas', () => {
    const canvas = { x: 0, y: 0, width: scene.width, height: scene.height };
    for (const text of scene.texts) {
      const { x, width } = extentOf(text);
      expect({ text: text.text, inside: inside({ ...text.within, x, width }, text.within) }).toEqual({ text: text.text, inside: true });
      expect(inside(text.within, canvas)).toBe(true);
    }
    for (const { box } of [...scene.frames, ...scene.nodes]) {
      expect(inside(box, canvas)).toBe(true);
    }
  });

  test('lets no two nodes overlap, and no two texts', () => {
    expect(pairs(scene.nodes).filter(([a, b]) => overlap(a.box, b.box))).toEqual([]);
    expect(pairs(scene.texts).filter(([a, b]) => overlap(extentOf(a), extentOf(b))).map(([a, b]) => [a.text, b.text])).toEqual([]);
  });

  test('has every node in a card, and every card in a Region', () => {
    const cards = scene.frames.filter(({ style }) => style === 'card');
    const regions = scene.frames.filter(({ style }) => style !== 'card');
    for (const { box } of scene.nodes.filter(({ kind }) => kind !== 'users')) {
      expect(cards.filter(card => inside(box, card.box))).toHaveLength(1);
    }
    for (const { box } of cards.filter(({ tooltip }) => tooltip)) {
      expect(regions.filter(region => inside(box, region.box))).toHaveLength(1);
    }
  });

  test('draws links straight along the axes, and through no node and no heading', () => {
    for (const link of scene.links) {
      for (const segment of segments(link)) {
        expect(Math.min(segment.width, segment.height)).toBeLessThan(0.01);
        expect(scene.nodes.filter(({ box }) => overlap(segment, core(box))).map(({ tooltip }) => tooltip)).toEqual([]);
        expect(scene.texts.filter(text => text.anchor !== 'middle' && overlap(segment, extentOf(text))).map(({ text }) => text)).toEqual([]);
      }
    }
  });
});

describe('the layout of the stand-in app', () => {
  const [[, scene]] = scenes;

  test('has counterparts at one height, so that replication is drawn straight', () => {
    const drawn = scene.links.filter(({ kind, label }) => label && ['replication', 'backup', 'peering'].includes(kind));

    expect(drawn).toHaveLength(5);
    expect(drawn.map(({ points }) => points.length)).toEqual([2, 2, 2, 2, 2]);
  });

  test('mirrors the Regions: what is linked stands beside the other Region', () => {
    const [left, right] = scene.nodes.filter(({ kind }) => kind === 'network').map(({ box }) => box);

    expect(left.x + rightOf(right)).toBeCloseTo(scene.width);
  });

  test('leads from a Region\'s own record down to the endpoint behind it', () => {
    const down = scene.links.filter(({ points: [start, end], kind }) => ['traffic', 'failover'].includes(kind) && start.x === end.x && start.y > 200);

    expect(down.map(({ kind }) => kind)).toEqual(['traffic', 'failover']);
  });

  test('has a number for every step: in the picture and in the words below', () => {
    expect(scene.badges.map(({ number }) => number).sort()).toEqual([1, 1, 2, 2, 3, 3]);
    expect(scene.nodes.filter(({ highlighted }) => highlighted).map(({ kind }) => kind)).toEqual(['database']);
  });

  test('has a legend of the lines that occur, and of no other', () => {
    const legends = (drawn: Scene) => Object.values(LINES).map(({ legend }) => legend)
      .filter(legend => drawn.texts.some(({ text }) => text === legend));

    expect(legends(scene)).toEqual(Object.values(LINES).map(({ legend }) => legend));
    expect(legends(scenes.find(([name]) => name === 'no DNS')![1])).toEqual(['replication', 'backup copies', 'network peering']);
  });
});

test('a link between the Regions passes below everything that stands between them', () => {
  const group = (slot: string, ...nodes: PictureNode[]) => ({ slot, title: slot, caption: '', stack: slot, nodes });
  const node = (id: string): PictureNode => ({ id, kind: 'bucket', title: id, caption: '' });
  const scene = layout({
    title: 'Title',
    subtitle: '',
    regions: [{ name: 'left', role: 'home', groups: [group('data', node('a'))] }, { name: 'right', role: 'standby', groups: [group('data', node('b'))] }],
    shared: [{ name: 'middle', role: 'global', groups: [group('global', ...['c', 'd', 'e', 'f'].map(node))] }],
    links: [{ from: 'a', to: 'b', kind: 'replication', label: 'copies', bothWays: false }],
    path: [],
  });
  const middle = scene.frames.find(({ style }) => style === 'shared')!.box;

  expect(scene.links[0].points[0].y).toBeGreaterThan(bottomOf(middle));
});

describe('the SVG', () => {
  const [[, scene]] = scenes;
  const svg = renderSvg(scene);

  test('has a title and a description in words', () => {
    expect(svg).toContain('<title id="title">Payments</title>');
    expect(svg).toMatch(/<desc id="description">eu-west-1 \(home\) holds .*Failover step 3: Promotion/);
    expect(svg).toContain('role="img" aria-labelledby="title description"');
  });

  test('needs nothing from outside and runs nothing', () => {
    expect(svg.match(/https?:[^"]*/g)).toEqual(['http://www.w3.org/2000/svg']);
    expect(svg).not.toMatch(/<(script|style|image|use|foreignObject|a)\b|\bon[a-z]+=|href|url\(|@import/);
  });

  test('is well-formed: every element is closed, in order', () => {
    const open: string[] = [];
    for (const [, closing, name, selfClosing] of svg.matchAll(/<(\/?)([a-z]+)\b[^<>]*?(\/?)>/g)) {
      if (closing) {
        expect(open.pop()).toBe(name);
      } else if (!selfClosing) {
        open.push(name);
      }
    }
    expect(open).toEqual([]);
    expect(svg).not.toMatch(/NaN|undefined|Infinity|&(?!amp;|lt;|gt;|quot;)/);
  });

  test('escapes what a team may write', () => {
    const odd = renderSvg({ ...scene, title: 'R&D <"core">' });

    expect(odd).toContain('<title id="title">R&amp;D &lt;&quot;core&quot;&gt;</title>');
  });
});

describe('the colours', () => {
  const luminance = (colour: string) => [1, 3, 5].map(index => parseInt(colour.slice(index, index + 2), 16) / 255)
    .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
  const contrast = (a: string, b: string) => {
    const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return (light + 0.05) / (dark + 0.05);
  };

  test.each(Object.entries(NODES))('of text on a node of kind %s have enough contrast', (_, { fill, edge }) => {
    expect(contrast(edge, fill)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(TYPE.caption.colour, fill)).toBeGreaterThanOrEqual(4.5);
  });

  test.each([GROUND.page, GROUND.card, GROUND.home, GROUND.standby, GROUND.shared])('of text on %s have enough contrast', ground => {
    expect(contrast(INK.strong, ground)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(INK.soft, ground)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(Object.entries(LINES))('of labels and lines of kind %s have enough contrast', (_, { colour }) => {
    expect(contrast(colour, GROUND.card)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colour, GROUND.page)).toBeGreaterThanOrEqual(4.5);
  });
});
