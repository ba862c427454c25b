"""How a report looks: light, dark and on paper."""

from __future__ import annotations

STYLE = """
:root{color-scheme:light dark;--ink:#1b1f24;--paper:#fff;--faint:#d5dae0;--soft:#5b6570;--mark:#1f6f8b;
--edge:#b3541e}
@media(prefers-color-scheme:dark){:root{--ink:#e6e9ec;--paper:#15181b;--faint:#3a4148;--soft:#a2acb6;
--mark:#5fb3cf;--edge:#f0a36b}}
body{font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);max-width:62rem;
margin:2rem auto;padding:0 1rem}
h1{font-size:1.6rem}h2{font-size:1.25rem;margin-top:2.2rem}h3{font-size:1rem;margin-bottom:.2rem}
caption,dd,small{color:var(--soft)}caption{text-align:left;padding-bottom:.3rem}small{white-space:nowrap}
.wide{overflow-x:auto}table{border-collapse:collapse;font-variant-numeric:tabular-nums;margin:.5rem 0}
th,td{padding:.25rem .6rem;text-align:right;border-bottom:1px solid var(--faint);vertical-align:top}
th:first-child,td.words{text-align:left}tbody th{font-weight:600;overflow-wrap:anywhere;min-width:7.5rem}
svg{width:100%;max-width:760px;height:auto;display:block;margin:.3rem 0}
svg text{fill:currentColor;font-size:12px}
.grid{stroke:var(--faint)}.reach{stroke:var(--edge);stroke-width:2.5}.mean,.bar,.share{fill:var(--mark)}
dt{font-weight:600}dd{margin:0 0 .5rem 0;overflow-wrap:anywhere}summary{cursor:pointer}
@media print{:root{--ink:#000;--paper:#fff;--faint:#ccc;--soft:#333;--mark:#1f6f8b;--edge:#b3541e}
body{max-width:none;margin:0;font-size:11px}table,svg{break-inside:avoid}h2,h3{break-after:avoid}
.wide{overflow:visible}}
"""
