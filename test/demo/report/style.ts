import type { Palette } from './palette';
import { BAND_COLOURS, DARK, LIGHT } from './palette';

const variables = (palette: Palette) => Object.entries(palette).map(([name, colour]) => `--${name}: ${colour};`).join(' ');

/** At an edge behind which a table goes on there is a shadow. At its own end the table brings along what covers that. */
const fade = (degrees: number) => `linear-gradient(${degrees}deg, var(--paper) 40%, transparent)`;
const shadow = (degrees: number) => `linear-gradient(${degrees}deg, var(--edge), transparent)`;

/** Light or dark as the reader's system is, always light on paper; nothing is loaded from elsewhere. */
export const STYLE = `
:root { color-scheme: light dark; ${variables(LIGHT)} }
@media (prefers-color-scheme: dark) { :root { ${variables(DARK)} } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.55 system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif; }
main { max-width: 1168px; margin: 0 auto; padding: 32px 24px 64px; }
h1 { font-size: 32px; line-height: 1.2; letter-spacing: -0.01em; margin: 6px 0 14px; max-width: 30em; text-wrap: balance; }
h2 { font-size: 21px; line-height: 1.3; margin: 0 0 14px; } h3 { font-size: 16px; margin: 0 0 10px; } p { margin: 0 0 12px; max-width: 80ch; }
a { color: var(--link); overflow-wrap: anywhere; } .name { white-space: nowrap; } code { font: 0.92em ui-monospace, 'SF Mono', Menlo, Consolas, monospace; }
.quiet, figcaption, small { color: var(--quiet); } .quiet, figcaption { font-size: 13px; } figcaption { max-width: 110ch; margin-top: 10px; }
.eyebrow { color: var(--quiet); font-size: 13px; margin: 0; } .tag { border: 1px solid currentColor; border-radius: 99px; padding: 1px 10px; margin-right: 10px; font-weight: 600; color: var(--run); white-space: nowrap; }
.summary { font-size: 17px; margin-bottom: 8px; }
.verdict { display: inline-flex; align-items: center; gap: 10px; font-size: 17px; font-weight: 600; margin: 0 0 14px; }
.verdict .sign { display: inline-grid; place-items: center; width: 26px; height: 26px; border-radius: 50%; color: var(--paper); background: currentColor; }
.verdict .sign { background: var(--tone); } .verdict, .key .value { color: var(--tone, inherit); }
.good { --tone: var(--good); } .warning { --tone: var(--warning); } .bad { --tone: var(--bad); }
section, .key { background: var(--paper); border: 1px solid var(--line); border-radius: 12px; }
section { padding: 24px; margin-top: 20px; } section > :last-child { margin-bottom: 0; }
article + article { border-top: 1px solid var(--line); margin-top: 28px; padding-top: 24px; }
dl, dd, ul, ol { margin: 0; padding: 0; }
.figures { display: grid; grid-template-columns: repeat(3, 1fr); gap: 12px; margin-top: 20px; }
.key { padding: 14px 18px 16px; } .key dt { font-size: 13px; font-weight: 600; color: var(--quiet); }
.key .value { font-size: 30px; line-height: 1.25; font-weight: 650; letter-spacing: -0.01em; font-variant-numeric: tabular-nums; }
.key .note { font-size: 13px; color: var(--quiet); }
.meter { height: 6px; border-radius: 3px; background: var(--line); margin: 6px 0 8px; overflow: hidden; } .meter span { display: block; height: 100%; border-radius: 3px; background: var(--tone); }
figure { margin: 0 0 18px; } figure:last-child { margin-bottom: 0; }
.chart { display: block; width: 100%; height: auto; } .chart.narrow { display: none; }
.legend { display: flex; flex-wrap: wrap; gap: 4px 18px; list-style: none; margin-bottom: 14px; font-size: 13px; }
.swatch { display: inline-block; width: 14px; height: 14px; border-radius: 3px; margin-right: 7px; vertical-align: -2px; }
:is(.ink-strong, .ink-quiet) { stroke: var(--paper); stroke-width: 3; stroke-linejoin: round; paint-order: stroke; } .ink-strong { fill: var(--ink); } .ink-quiet { fill: var(--quiet); } .ink-on-band { fill: var(--on-band); } .ink-on-hatch { fill: var(--ink); stroke: var(--paper); stroke-width: 5; stroke-linejoin: round; paint-order: stroke; }
.hatch-ground { fill: var(--paper); } .hatch-line { stroke: var(--unreachable); stroke-width: 1.75; }
.grid, .separator { stroke: var(--line); } .separator { stroke-dasharray: 1 3; } .zero { stroke: var(--ink); stroke-width: 1.5; } .base { stroke: var(--quiet); }
.plot { fill: var(--plot); } .shade { fill: var(--shade); } .stem { stroke: var(--quiet); stroke-dasharray: 1 3; } .dot { fill: var(--run); stroke: var(--paper); stroke-width: 1.5; }
${BAND_COLOURS.map(kind => `.${kind}:is(.band, .area) { fill: var(--${kind}); } .swatch.${kind} { background: var(--${kind}); }`).join('\n')}
.swatch.unreachable { background: repeating-linear-gradient(45deg, var(--unreachable) 0 1.75px, var(--paper) 1.75px 5px); outline: 1px solid var(--unreachable); outline-offset: -1px; } .area.unreachable { stroke: var(--unreachable); stroke-width: 1; }
.band.goal { fill: none; stroke: var(--ink); stroke-dasharray: 5 3; }
.calm:is(.band, .area) { fill: var(--quiet); } .swatch.calm { background: var(--quiet); } .step { fill: var(--run); } .step.open { fill-opacity: 0.5; stroke: var(--run); stroke-dasharray: 4 3; }
.area { stroke: var(--paper); stroke-width: 0.5; } .unknown { fill: var(--quiet); fill-opacity: 0.35; } .swatch.unknown { background: var(--quiet); opacity: 0.35; }
.curve { fill: none; stroke: var(--home); stroke-width: 1.75; stroke-linejoin: round; } .swatch.curve { background: var(--home); height: 3px; vertical-align: 4px; }
.objective { stroke: var(--ink); stroke-width: 1.5; stroke-dasharray: 6 4; }
.facts { display: grid; grid-template-columns: repeat(4, 1fr); gap: 10px 24px; margin-bottom: 18px; font-size: 14px; }
.facts dt { color: var(--quiet); font-size: 12px; font-weight: 600; } .facts dd { overflow-wrap: anywhere; } .facts .broad { grid-column: span 2; } .facts .whole { grid-column: 1 / -1; }
.stepper { display: flex; list-style: none; margin-bottom: 18px; gap: 4px; }
.stepper li { flex: 1; min-width: 0; padding: 8px 10px 9px 26px; background: var(--plot); clip-path: polygon(0 0, calc(100% - 12px) 0, 100% 50%, calc(100% - 12px) 100%, 0 100%, 12px 50%); }
.stepper li:first-child { padding-left: 14px; clip-path: polygon(0 0, calc(100% - 12px) 0, 100% 50%, calc(100% - 12px) 100%, 0 100%); border-radius: 8px 0 0 8px; }
.stepper strong { display: block; text-transform: capitalize; font-size: 13px; } .stepper .took { display: block; font-size: 19px; font-weight: 650; line-height: 1.3; color: var(--run); } .stepper small { font-size: 12px; white-space: nowrap; }
.scrolls { overflow-x: auto; margin-bottom: 16px; background: ${fade(90)} 0 0 / 36px 100% no-repeat local, ${fade(270)} 100% 0 / 36px 100% no-repeat local, ${shadow(90)} 0 0 / 14px 100% no-repeat scroll, ${shadow(270)} 100% 0 / 14px 100% no-repeat scroll; } .scrolls:last-child { margin-bottom: 0; }
table { border-collapse: collapse; width: 100%; font-size: 14px; } caption { text-align: left; font-weight: 600; padding-bottom: 6px; }
th, td { text-align: left; vertical-align: top; padding: 6px 16px 6px 0; } thead th { color: var(--quiet); font-size: 12px; border-bottom: 1px solid var(--line); vertical-align: bottom; }
tbody tr + tr > * { border-top: 1px solid var(--line); } tbody th { font-weight: 500; } .figure { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
table:not(.budget) td:last-child:not(.figure) { width: 50%; }
.budget th small { display: block; font-weight: 400; font-size: 12px; line-height: 1.4; max-width: 44ch; } .budget td:nth-child(2) { width: 26%; min-width: 150px; }
.bullet { position: relative; height: 18px; margin-top: 3px; background: linear-gradient(var(--line), var(--line)) 0 50% / 100% 1px no-repeat; }
.bullet span { position: absolute; } .bullet .range { top: 4px; height: 10px; border-radius: 5px; background: var(--acknowledged); opacity: 0.45; min-width: 4px; }
.bullet .typical { top: 0; width: 2px; height: 18px; margin-left: -1px; background: var(--ink); }
.bullet .actual { top: 3px; width: 12px; height: 12px; margin-left: -6px; background: var(--run); transform: rotate(45deg); border: 2px solid var(--paper); } .bullet .over { background: var(--bad); }
.over { color: var(--bad); font-weight: 600; } .bullet .over { color: inherit; }
.note.good, .note.bad { border-left: 4px solid var(--tone); padding: 4px 0 4px 14px; margin: 0; }
.columns { display: grid; grid-template-columns: repeat(3, 1fr); gap: 8px 28px; margin: 16px 0; } .columns ul { padding-left: 18px; font-size: 14px; } .columns li { margin-bottom: 6px; }
pre { background: var(--plot); border: 1px solid var(--line); border-radius: 8px; padding: 12px 14px; overflow-x: auto; margin: 0 0 12px; }
@media screen and (max-width: 760px) {
  main { padding: 20px 12px 40px; } section { padding: 18px 12px; } h1 { font-size: 25px; } .figures { grid-template-columns: repeat(2, 1fr); gap: 8px; } .key { padding: 11px 12px 13px; } .key .value { font-size: 23px; }
  .chart.wide { display: none; } .chart.narrow { display: block; } .columns { grid-template-columns: 1fr; }
  .facts { grid-template-columns: repeat(2, 1fr); gap: 8px 16px; }
  .stepper { flex-wrap: wrap; } .stepper li, .stepper li:first-child { flex: 1 1 45%; clip-path: none; border-radius: 8px; padding: 8px 10px; } table { min-width: 640px; } .budget th:first-child { min-width: 170px; }
}
@media screen and (max-width: 689px) { caption::after { content: 'scrolls to the right →'; display: block; font-weight: 400; color: var(--quiet); } }
@media print {
  :root { color-scheme: light; ${variables(LIGHT)} --ground: #ffffff; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } @page { margin: 14mm; }
  body { font-size: 11px; } main { padding: 0; max-width: none; } section { border: 0; padding: 0; margin-top: 22px; } .chart.wide { display: block; } .chart.narrow { display: none; }
  figure, .key, tr, .stepper, .facts { break-inside: avoid; } .stepper small { font-size: 9px; } h2, h3, caption { break-after: avoid; } .figures { grid-template-columns: repeat(3, 1fr); } .scrolls { overflow: visible; background: none; } table { min-width: 0; font-size: 10px; } .columns { grid-template-columns: repeat(3, 1fr); }
}
`;
