/** The page's style sheet: one column on screens, A4 on paper, no font or picture from elsewhere. */
export const style = `
:root { --ink:#1d2327; --soft:#5c6870; --line:#d9dfe2; --ground:#f5f3ee; --paper:#fff; --accent:#8a4b2a;
  --pass:#2f7d4f; --fail:#b3261e; --advice:#8f5600; --none:#5f6b72; }
* { box-sizing:border-box; }
body { margin:0; background:var(--ground); color:var(--ink); line-height:1.6; word-break:keep-all; overflow-wrap:anywhere;
  font:15px/1.6 Pretendard,"Noto Sans KR","Noto Sans CJK KR","Apple SD Gothic Neo","Malgun Gothic",sans-serif; }
main { max-width:1060px; margin:0 auto; background:var(--paper); padding:56px 64px 72px; }
header { border-bottom:3px solid var(--ink); padding-bottom:26px; margin-bottom:30px; }
.over { letter-spacing:.16em; font-size:12px; color:var(--accent); font-weight:600; margin:0 0 10px; }
h1 { font-size:38px; line-height:1.2; margin:0; letter-spacing:-.02em; }
.sentence { font-size:17px; color:var(--soft); margin:14px 0 0; }
.narrative { margin:18px 0 0; font-size:16px; }
.narrative em { display:block; color:var(--soft); font-size:14px; margin-top:4px; }
h2 { font-size:22px; margin:52px 0 16px; padding-bottom:8px; border-bottom:1px solid var(--line); letter-spacing:-.01em; }
h2 small { display:inline-block; font-size:13px; font-weight:400; color:var(--soft); margin-left:10px; letter-spacing:0; }
h3 { font-size:16px; margin:26px 0 8px; }
.cards { display:grid; grid-template-columns:repeat(4,1fr); gap:1px; background:var(--line); border:1px solid var(--line); margin:0 0 22px; }
.card { background:var(--paper); padding:16px 18px; }
.card b { display:block; font-size:25px; letter-spacing:-.02em; font-variant-numeric:tabular-nums; }
.card b { white-space:nowrap; } .card b small { font-size:.6em; font-weight:600; letter-spacing:0; }
.card span { font-size:13px; color:var(--soft); }
.fail b { color:var(--fail); } .part b { color:var(--advice); } .pass b { color:var(--pass); }
table { border-collapse:collapse; width:100%; font-size:13.5px; }
th,td { text-align:left; vertical-align:top; padding:8px 10px; border-bottom:1px solid var(--line); }
thead th { font-size:12px; color:var(--soft); font-weight:600; border-bottom:1px solid var(--ink); }
td small,th small { color:var(--soft); display:block; font-size:12px; line-height:1.45; }
.facts th { width:21%; background:#faf9f6; font-weight:600; }
.facts td { width:29%; font-variant-numeric:tabular-nums; }
.num { text-align:right; font-variant-numeric:tabular-nums; white-space:nowrap; }
.name { white-space:nowrap; } .whole { overflow-wrap:normal; word-break:keep-all; }
figure { margin:0 0 22px; border:1px solid var(--line); padding:14px; break-inside:avoid; }
.pan { overflow-x:auto; } .sheet img { display:block; width:100%; height:auto; }
figcaption { font-size:13px; color:var(--soft); margin-top:10px; }
.mark { display:inline-block; font-size:11.5px; font-weight:700; padding:1px 8px; border-radius:9px; color:#fff; white-space:nowrap; }
.mark.pass { background:var(--pass); } .mark.fail { background:var(--fail); } .mark.advice { background:var(--advice); } .mark.none { background:var(--none); }
.status { display:inline-block; border:1px solid var(--line); border-radius:3px; font-size:11px; padding:0 5px; color:var(--soft); }
.bar { background:var(--line); height:7px; border-radius:4px; overflow:hidden; min-width:90px; }
.bar i { display:block; height:100%; background:var(--pass); } .bar.low i { background:var(--advice); } .bar.bad i { background:var(--fail); }
ul { padding-left:19px; margin:8px 0; } li { margin:3px 0; }
details summary { cursor:pointer; color:var(--soft); font-size:14px; padding:6px 0; }
.chart { width:100%; height:auto; display:block; }
.aside { font-size:13px; color:var(--soft); margin:8px 0 0; }
.legend { display:flex; flex-wrap:wrap; gap:6px 18px; font-size:12.5px; color:var(--soft); margin:8px 0 18px; }
.legend i { display:inline-block; width:11px; height:11px; margin-right:6px; border-radius:2px; vertical-align:-1px; }
footer { margin-top:56px; padding-top:16px; border-top:1px solid var(--line); font-size:12.5px; color:var(--soft); }
nav { display:flex; flex-wrap:wrap; gap:8px 10px; margin:0 0 8px; font-size:13.5px; }
nav a { color:var(--ink); text-decoration:none; border:1px solid var(--line); border-radius:16px; padding:5px 13px; }
nav a:hover,nav a:focus-visible { border-color:var(--accent); color:var(--accent); } nav span { color:var(--soft); font-size:12px; }
nav .set { background:var(--ink); border-color:var(--ink); color:#fff; } nav .set span { color:#d9dfe2; } nav .set:hover { color:#fff; }
.storeys { display:grid; grid-template-columns:repeat(auto-fill,minmax(380px,1fr)); gap:18px 34px; align-items:start; }
.chain { font-size:14px; color:var(--soft); margin:-8px 0 18px; font-variant-numeric:tabular-nums; } .chain b { color:var(--ink); }
.areas .sum td { font-weight:700; background:#faf9f6; }
@media screen and (max-width:760px) { main { padding:28px 16px; } .cards { grid-template-columns:repeat(2,1fr); } h1 { font-size:28px; }
  table { font-size:12.5px; } th,td { padding:7px 5px; } .facts tr { display:grid; grid-template-columns:38% 62%; } .facts th,.facts td { width:auto; }
  .storeys { display:block; } .storeys table { margin-bottom:16px; } .card b { font-size:20px; }
  .stack thead { position:absolute; width:1px; height:1px; overflow:hidden; clip-path:inset(50%); }
  .stack tr { display:grid; grid-template-columns:1fr 1fr; border-bottom:1px solid var(--line); padding:6px 0; }
  .stack td { border:0; padding:3px 5px; } .stack td:first-child { grid-column:1/-1; font-weight:600; } .stack td small { font-weight:400; }
  .stack td[data-label]::before { content:attr(data-label); display:block; font-size:11px; color:var(--soft); }
  figure { padding:8px; } .sheet.pan { position:relative; scroll-snap-type:x mandatory; }
  .sheet.pan::before { content:""; position:absolute; left:550px; width:1px; height:1px; animation:look .2s forwards; } .pan img { width:1400px; max-width:none; } .pan .chart { width:760px; } .pan + figcaption::after,.pan + .aside::after { content:" · 옆으로 밀어 보세요"; } .bar { min-width:36px; } }
/* A phone begins in the middle of a drawing, not at its empty margin; then it moves freely. */
@keyframes look { from,99% { scroll-snap-align:center; } to { scroll-snap-align:none; } }
@page { size:A4; margin:14mm; }
@page drawing { size:A3 landscape; margin:10mm; }
@media print { nav { display:none; } body { background:#fff; font-size:11.5px; } main { max-width:none; padding:0; }
  h2,h3 { break-after:avoid; } h2 { margin-top:26px; } tr { break-inside:avoid; } thead { display:table-header-group; } table { font-size:10.5px; } td small,th small,thead th { font-size:9.5px; }
  .mark,.bar i,.legend i,.facts th,.areas .sum td { print-color-adjust:exact; -webkit-print-color-adjust:exact; }
  figure { page:drawing; border:0; padding:0; margin:0; break-before:page; break-after:page; } .pan { overflow:visible; }
  .sheet img { width:100%; height:262mm; object-fit:contain; } }
`;
