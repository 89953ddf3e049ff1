"""The style of the HTML report."""

from __future__ import annotations

CSS = """
:root { color-scheme: light dark; --paper: #faf8f4; --card: #fff; --ink: #1e1b16; --soft: #6d665b; --line: #e3ddd1;
  --e: #b3261e; --w: #8f5600; --s: #1b5e98; --ok: #2c6e49;
  --serif: Charter, "Bitstream Charter", "Iowan Old Style", "Source Serif 4", Palatino, Georgia, "Noto Serif", serif;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif;
  --mono: ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; }
@media (prefers-color-scheme: dark) { :root { --paper: #16171a; --card: #1f2125; --ink: #e8e4dc; --soft: #a09a8f;
  --line: #33363c; --e: #ff8f85; --w: #efb65a; --s: #8dbdf5; --ok: #7cc79b; } }
* { box-sizing: border-box; }
html { scroll-padding-top: 5rem; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.125rem/1.6 var(--serif); }
a { color: inherit; }
.e { --c: var(--e); } .w { --c: var(--w); } .s { --c: var(--s); }
.filter { position: absolute; opacity: 0; pointer-events: none; }
.top, .bar, main, footer { max-width: 74rem; margin-inline: auto; padding-inline: 1.5rem; }
.top { padding-top: 2.25rem; font-family: var(--sans); }
.brand { margin: 0; color: var(--soft); font-size: .8rem; letter-spacing: .14em; text-transform: uppercase; }
h1 { margin: .3rem 0 0; font: 600 1.6rem/1.25 var(--sans); overflow-wrap: anywhere; }
.counts { display: flex; flex-wrap: wrap; gap: .25rem 1.75rem; margin: .9rem 0 0; padding: 0; list-style: none; }
.counts b { font-size: 1.5rem; font-weight: 650; font-variant-numeric: tabular-nums; color: var(--c, var(--ink)); }
.counts li { color: var(--soft); font-size: .95rem; }
.bar { position: sticky; top: 0; z-index: 2; display: flex; flex-wrap: wrap; gap: .4rem; align-items: center;
  padding-block: .7rem; background: var(--paper); font: .85rem/1.3 var(--sans); border-bottom: 1px solid var(--line); }
.bar span { flex: 0 0 1px; align-self: stretch; margin-inline: .4rem; background: var(--line); }
.bar label { padding: .28rem .7rem; border: 1px solid var(--line); border-radius: 1rem; background: var(--card);
  cursor: pointer; user-select: none; }
.bar label:hover { border-color: var(--soft); }
.bar label.sev::before { content: ""; display: inline-block; width: .6em; height: .6em; margin-right: .45em;
  border-radius: 50%; border: 2px solid var(--c); }
.bar small { margin-left: .35em; color: var(--soft); font-size: inherit; font-variant-numeric: tabular-nums; }
.file { margin-top: 2rem; }
.file > h2 { margin: 0 0 1rem; font: 600 1.15rem/1.3 var(--sans); overflow-wrap: anywhere; }
.index { margin: 1.5rem 0 0; padding: 0; list-style: none; font: .95rem/1.5 var(--sans); }
.index li { display: flex; flex-wrap: wrap; gap: .2rem 1rem; justify-content: space-between; padding: .35rem 0;
  border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
.index i { font-style: normal; color: var(--soft); }
.row { display: grid; grid-template-columns: 2.2rem minmax(0, 40rem) minmax(15rem, 1fr); column-gap: 1.4rem; }
.row + .row { margin-top: 1.15rem; }
.num, .text { align-self: first baseline; }
.num { color: var(--soft); font: .75rem/1.6 var(--sans); text-align: right; opacity: .75;
  user-select: none;  font-variant-numeric: tabular-nums; }
.text { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: isolate; }
.head { font-weight: 650; font-size: 1.25rem; line-height: 1.3; padding-top: .7rem; }
.title { font-size: 2rem; line-height: 1.15; letter-spacing: -.01em; }
.mk { color: inherit; text-decoration: underline 2px var(--c); text-underline-offset: .22em;
  text-decoration-skip-ink: none; border-radius: 2px; }
.mk.w { text-decoration-style: wavy; text-decoration-thickness: 1.5px; }
.mk.e { text-decoration-style: solid; background: color-mix(in srgb, var(--c) 11%, transparent); }
.mk.s { text-decoration-style: dotted; }
.mk.over { background: color-mix(in srgb, var(--c) 14%, transparent); }
.mk.long { text-decoration: none; background: color-mix(in srgb, var(--c) 9%, transparent);
  -webkit-box-decoration-break: clone; box-decoration-break: clone; }
.mk:hover { background: color-mix(in srgb, var(--c) 22%, transparent); }
.ref { font: 600 .62rem/1 var(--sans); vertical-align: super; margin: 0 .12em; color: var(--c); text-decoration: none;
  scroll-margin-top: 40vh; }
.ref:target { outline: 2px solid var(--c); outline-offset: 2px; border-radius: 3px; }
.ctl { padding: 0 .25em; border: 1px solid var(--line); border-radius: 3px; background: var(--card); color: var(--soft);
  font: .68em/1.4 var(--mono); unicode-bidi: isolate; }
.notes { display: grid; gap: .45rem; align-content: start; padding-top: .2rem; }
.note { position: relative; padding: .45rem .75rem .5rem .8rem; border: 1px solid var(--line); border-radius: 4px;
  border-left: 3px solid var(--c); background: var(--card); font: .86rem/1.4 var(--sans); overflow-wrap: anywhere; }
.note:target { box-shadow: 0 0 0 2px var(--c); }
.note p { margin: 0; }
.note .no { color: var(--c); font-weight: 700; text-decoration: none; margin-right: .35em; }
.note .swap { margin-top: .25rem; font-family: var(--serif); font-size: 1rem; }
.note del { color: var(--soft); text-decoration-color: var(--c); }
.note ins { color: var(--ok); text-decoration: none; font-weight: 600; }
.note .meta { margin-top: .25rem; color: var(--soft); font-size: .88em; }
.note .meta b { font-weight: 600; color: var(--c); }
.note summary { cursor: pointer; list-style: none; }
.note summary::-webkit-details-marker { display: none; }
.note summary u { text-underline-offset: .2em; }
.note details p { margin-top: .35rem; white-space: pre-line; }
.whole { margin-bottom: 2rem; padding: 0; grid-template-columns: repeat(auto-fill, minmax(min(19rem, 100%), 1fr)); }
.plain { margin: .5rem 0 1.2rem; padding: .6rem .8rem; border-left: 3px solid var(--c, var(--line));
  background: var(--card); font: .92rem/1.45 var(--sans); overflow-wrap: anywhere; }
.clean { color: var(--ok); font: 1rem/1.5 var(--sans); }
footer { margin-top: 3rem; padding-block: 1rem 2.5rem; border-top: 1px solid var(--line); color: var(--soft);
  font: .8rem/1.5 var(--sans); }
@media (max-width: 62rem) {
  body { font-size: 1.06rem; }
  .top, .bar, main, footer { padding-inline: 1.1rem; }
  .bar { position: static; }
  .row { grid-template-columns: minmax(0, 1fr); row-gap: .6rem; }
  .num { display: none; }
  .title { font-size: 1.6rem; }
  h1 { font-size: 1.2rem; }
  .notes { padding-left: .6rem; }
}
@media print {
  :root { color-scheme: light; --paper: #fff; --card: #fff; --ink: #000; --soft: #555; --line: #bbb;
    --e: #b3261e; --w: #8f5600; --s: #1b5e98; --ok: #2c6e49; }
  body { font-size: 10.5pt; line-height: 1.45; }
  .bar { display: none; }
  .top, main, footer { max-width: none; padding-inline: 0; }
  .row { grid-template-columns: 1.6rem minmax(0, 1.7fr) minmax(0, 1fr); column-gap: 1rem; }
  .num { display: block; }
  .note { break-inside: avoid; font-size: 8pt; padding: .3rem .5rem; }
  .note .swap { font-size: 9pt; }
  .note details::details-content { content-visibility: visible; block-size: auto; }
  .note summary u, .note .again p { display: none; }
  .mk, .note { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
"""

_SEVERITY_RULES = """
#f-{c}:checked ~ .bar [for=f-{c}]::before {{ background: var(--c); }}
#f-{c}:not(:checked) ~ .bar [for=f-{c}] {{ opacity: .55; }}
#f-{c}:focus-visible ~ .bar [for=f-{c}] {{ outline: 2px solid var(--c); outline-offset: 2px; }}
#f-{c}:not(:checked) ~ main .note.{c}, #f-{c}:not(:checked) ~ main .ref.{c} {{ display: none; }}
#f-{c}:not(:checked) ~ main .mk.{c} {{ text-decoration: none; background: none; }}
"""

_CATEGORY_RULES = """
#k{n}:checked ~ .bar [for=k{n}] {{ background: var(--ink); border-color: var(--ink); color: var(--paper); }}
#k{n}:checked ~ .bar [for=k{n}] small {{ color: inherit; }}
#k{n}:focus-visible ~ .bar [for=k{n}] {{ outline: 2px solid var(--soft); outline-offset: 2px; }}
"""

_HIDING_RULES = """
#k{n}:checked ~ main .note:not(.k{n}), #k{n}:checked ~ main .ref:not(.k{n}) {{ display: none; }}
#k{n}:checked ~ main .mk:not(.k{n}) {{ text-decoration: none; background: none; }}
"""


def stylesheet(categories: int) -> str:
    """The style with the filters for so many categories: k0 is all of them, k1 to kN one each."""
    rules = [
        CSS,
        *(_SEVERITY_RULES.format(c=c) for c in "ews"),
        *(_CATEGORY_RULES.format(n=n) for n in range(categories + 1)),
    ]
    return "".join([*rules, *(_HIDING_RULES.format(n=n) for n in range(1, categories + 1))])
