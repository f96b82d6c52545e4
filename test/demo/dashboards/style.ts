import { COLUMNS } from './grid';

/** Light or dark as the reader's system is; nothing is loaded from elsewhere. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #16191f; --quiet: #5f6b7a; --line: #d1d5db; --paper: #ffffff; --ground: #f2f3f3; --mark: #0972d3; --limit: #b3261e; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e9ebed; --quiet: #a3b1c2; --line: #414d5c; --paper: #192534; --ground: #0f1b2a; --mark: #6cb2f7; --limit: #ff9d96; }
}
body { margin: 0 auto; max-width: 1500px; padding: 16px; background: var(--ground); color: var(--ink); font: 13px/1.4 system-ui, sans-serif; }
h1 { font-size: 20px; margin: 0 0 4px; } h2 { font-size: 17px; margin: 24px 0 8px; } h3, h4, h5, h6 { font-size: 13px; margin: 0 0 4px; }
p { margin: 0 0 6px; } a { color: var(--mark); } code { font-size: 12px; } small { color: var(--quiet); overflow-wrap: anywhere; }
nav a { margin-right: 16px; }
table { border-collapse: collapse; } th, td { text-align: left; padding: 2px 10px 2px 0; }
.grid { display: grid; grid-template-columns: repeat(${COLUMNS}, minmax(0, 1fr)); grid-auto-rows: minmax(28px, auto); gap: 8px; }
.widget { background: var(--paper); border: 1px solid var(--line); border-radius: 6px; padding: 8px 10px; overflow-wrap: anywhere; }
.widget ul { list-style: none; margin: 0; padding: 0; } .widget.text ul { list-style: disc; padding-left: 18px; }
.metrics li { border-top: 1px solid var(--line); padding: 3px 0; } .metrics small { display: block; }
.region { color: var(--quiet); margin-left: 8px; } .region.far { color: var(--mark); }
.limits span { border-top: 2px dashed var(--limit); color: var(--limit); margin-right: 12px; }
.alarms { display: flex; flex-wrap: wrap; gap: 4px; } .alarms li { border: 1px solid var(--line); border-radius: 4px; padding: 1px 6px; }
`;
