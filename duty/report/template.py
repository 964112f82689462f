"""The page that html.render fills in. Every style here is one that Qt's text documents know as well."""

TEMPLATE = """\
<!DOCTYPE html>
<html lang="{{ language }}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{{ f.word(W.SHIFT_REPORT if r.shift_key else W.PERIOD_REPORT) }} {{ precinct }} {{ r.shift_key }}</title>
<style>
body { font-size: 10pt; color: #16202b; background-color: #ffffff; }
h1 { font-size: 18pt; font-weight: 600; margin: 0px 0px 2px 0px; }
h2 { font-size: 12pt; font-weight: 600; margin: 18px 0px 4px 0px; }
h3 { font-size: 10pt; font-weight: 600; margin: 10px 0px 2px 0px; }
p { margin: 1px 0px 1px 0px; }
table { border-collapse: collapse; }
th { text-align: left; font-weight: 600; color: #4a5766; font-size: 8pt; padding: 1px 8px 1px 0px; }
td { padding: 1px 8px 1px 0px; vertical-align: top; font-size: 9pt; }
.rows td { border-bottom: 1px solid #dde3ea; }
.quiet { color: #4a5766; }
.big { font-size: 16pt; font-weight: 600; }
.small { font-size: 8pt; color: #4a5766; }
.bad { color: #a01520; font-weight: 600; }
.mono { font-size: 7pt; }
</style>
{% if not plain %}
<style>
body { font-family: "Noto Sans", "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
  line-height: 1.45; }
.rows td, .rows th { padding-top: 4px; padding-bottom: 4px; }
.mono { font-family: "DejaVu Sans Mono", "Consolas", monospace; overflow-wrap: anywhere; }
td, p { overflow-wrap: anywhere; }
img { max-width: 100%; }
@media screen { body { max-width: 1000px; margin: 32px auto 64px auto; padding: 0 24px; } }
@media print { tr, img { break-inside: avoid; } h2, h3 { break-after: avoid; } }
@page { size: A4; margin: 16mm; }
</style>
{% endif %}
</head>
<body>
{% macro open() %}
<table class="rows" width="100%" cellspacing="0">
<thead><tr>{% for head in varargs %}<th>{{ w(head) }}</th>{% endfor %}</tr></thead>
{% endmacro %}
{% macro nothing() %}<p class="quiet">{{ w(W.NONE) }}</p>
{% endmacro %}
{% macro more(rows) %}{% if rows|length > most %}<p class="quiet">{{ w(W.AND_MORE, n=rows|length - most) }}</p>
{% endif %}{% endmacro %}
{% macro big(word, value, bad=false) %}
<td width="16%"><span class="big{{ ' bad' if bad }}">{{ value }}</span><br><span class="small">{{ w(word) }}</span></td>
{% endmacro %}
<h1>{{ w(W.SHIFT_REPORT if r.shift_key else W.PERIOD_REPORT) }}</h1>
<p><b>{{ precinct }}</b>{% if r.shift_name %} · {{ r.shift_name }}{% endif %}</p>
<p>{{ w(W.FROM_TO, **{"from": f.moment(r.from_wall_ns), "to": f.moment(r.to_wall_ns), "zone": f.zone.key}) }}</p>
{% if r.made_wall_ns < r.to_wall_ns %}
<p class="bad">{{ w(W.NOT_OVER, time=f.moment(r.end_wall_ns)) }}</p>
{% endif %}
<p class="quiet">{{ w(W.HEADING, heading=w(W.ON_DUTY), value=f.operators()) }}</p>
<br>
<table width="100%" cellspacing="0"><tr>
{{ big(W.ON_TIME, f.share(met, missed)) }}
{{ big(W.MISSED, f.number(missed), missed > 0) }}
{{ big(W.CREDITED, f.number(r.credited)) }}
{{ big(W.FINDINGS, f.number(r.findings|length)) }}
{{ big(W.INCIDENTS, f.number(r.incidents|length)) }}
{{ big(W.NOBODY, f.span(r.nobody_s)) }}
</tr></table>

<h2>{{ w(W.COVERAGE) }}</h2>
{{ open(W.TIER, W.CAMERAS, W.SEEN, W.MET, W.MISSED, W.ON_TIME) }}
{% for t in r.tiers %}
<tr><td>{{ f.tier(t.tier) }}</td><td>{{ f.number(t.cameras) }}</td><td>{{ f.number(t.seen) }}</td>\
<td>{{ f.number(t.met) }}</td><td>{{ f.number(t.missed) }}</td><td>{{ f.share(t.met, t.missed) }}</td></tr>
{% endfor %}
</table>
{% if areas %}
<h3>{{ w(W.BY_AREA) }}</h3>
{{ open(W.AREA, W.MET, W.MISSED, W.ON_TIME) }}
{% for area_id, met, missed in areas %}
<tr><td width="40%">{{ f.area(area_id) }}</td><td>{{ f.number(met) }}</td><td>{{ f.number(missed) }}</td>\
<td>{{ f.share(met, missed) }}</td></tr>
{% endfor %}
</table>
{% endif %}
{% if hours %}
<h3>{{ w(W.BY_HOUR) }}</h3>
<table class="rows" width="100%" cellspacing="0">
{% for row in hours|batch(12) %}
<tr><th>{{ w(W.HOUR) }}</th>{% for hour, met, missed in row %}<th>{{ "%02d"|format(hour) }}</th>{% endfor %}</tr>
<tr><td class="small">{{ w(W.ON_TIME) }}</td>{% for hour, met, missed in row %}\
<td class="small">{{ f.share(met, missed) }}</td>{% endfor %}</tr>
<tr><td class="small">{{ w(W.MISSED) }}</td>{% for hour, met, missed in row %}\
<td class="small{{ ' bad' if missed }}">{{ f.number(missed) }}</td>{% endfor %}</tr>
{% endfor %}
</table>
{% endif %}
<h3>{{ w(W.PLANS) }}</h3>
{{ open(W.PLAN, W.SINCE, W.BY) }}
{% for p in r.plans %}
<tr><td>{{ f.plan(p.plan) }}</td><td>{{ f.time(p.from_wall_ns) }}</td><td>{{ f.operator(p.by) }}</td></tr>
{% endfor %}
</table>

<h2>{{ w(W.SIGHTINGS) }}</h2>
<table width="100%" cellspacing="0"><tr>
{{ big(W.STORED, f.number(r.sightings)) }}
{{ big(W.DISPLAYED, f.number(r.displayed)) }}
{{ big(W.LOOKED, f.number(r.looked)) }}
{{ big(W.CREDITED, f.number(r.credited)) }}
{{ big(W.ABNORMAL, f.number(r.abnormal)) }}
{{ big(W.CANNOT_SEE, f.number(r.cannot_see)) }}
</tr></table>

<h2>{{ w(W.LATE_CAMERAS) }}</h2>
{% if r.late %}
{{ open(W.CAMERA, W.AREA, W.MISSED, W.WORST, W.LAST_SEEN) }}
{% for c in r.late[:most] %}
<tr><td>{{ f.camera(c.camera_id) }}</td><td>{{ f.area(c.area_id) }}</td><td>{{ f.number(c.missed) }}</td>\
<td>{{ f.span(c.worst_s) }}</td>\
<td>{{ w(W.NEVER) if c.last_seen_wall_ns is none else f.time(c.last_seen_wall_ns) }}</td></tr>
{% endfor %}
</table>
{{ more(r.late) }}
{% else %}{{ nothing() }}{% endif %}

<h2>{{ w(W.FINDINGS) }}</h2>
{% if r.findings %}
{{ open(W.TIME, W.CAMERA, W.WORD, W.OPERATOR, W.INCIDENT, W.STILL) }}
{% for c in r.findings[:most] %}
<tr><td>{{ f.time(c.at_wall_ns) }}</td><td>{{ f.camera(c.camera_id) }}</td><td>{{ c.word }}</td>\
<td>{{ f.operator(c.operator) }}</td><td>{{ c.incident_number if c.incident_number is not none else "–" }}</td>\
<td>{% if not c.still_path %}–{% elif stills.by_path.get(c.still_path) %}\
<img src="{{ stills.by_path[c.still_path] }}" width="220" alt="{{ f.camera(c.camera_id) }}">\
{% else %}<span class="quiet">{{ w(W.NO_STILL) }}</span>{% endif %}</td></tr>
{% endfor %}
</table>
{{ more(r.findings) }}
{% if stills.left_out %}<p class="quiet">{{ w(W.MORE_STILLS, n=stills.left_out) }}</p>{% endif %}
{% else %}{{ nothing() }}{% endif %}

<h2>{{ w(W.INCIDENTS) }}</h2>
{% if r.incidents %}
{{ open(W.NUMBER, W.WHAT, W.RAISED, W.TO_ACKNOWLEDGE, W.TO_DISPATCH, W.TO_CLOSE, W.RESPONDERS, W.DISPOSITION) }}
{% for i in r.incidents[:most] %}
<tr><td>{{ i.number }}</td><td>{{ f.incident(i) }}<br><span class="small">{{ f.kind(i.kind) }}</span></td>\
<td>{{ f.time(i.raised_wall_ns) }}</td><td>{{ f.span(i.to_acknowledge_s) }}</td><td>{{ f.span(i.to_dispatch_s) }}</td>\
<td>{{ f.span(i.to_close_s) }}</td><td>{{ f.responders(i.responders) }}</td>\
<td>{{ f.disposition(i.disposition) }}</td></tr>
{% endfor %}
</table>
{{ more(r.incidents) }}
{% else %}{{ nothing() }}{% endif %}

<h2>{{ w(W.OUT_CAMERAS) }}</h2>
{% if r.out %}
{{ open(W.CAMERA, W.SINCE, W.UNTIL, W.OUT_FOR, W.WORD) }}
{% for o in r.out[:most] %}
<tr><td>{{ f.camera(o.camera_id) }}</td><td>{{ f.time(o.since_wall_ns) }}</td>\
<td>{{ w(W.STILL_OUT) if o.until_wall_ns is none else f.time(o.until_wall_ns) }}</td>\
<td>{{ f.span(o.out_s) }}</td><td>{{ o.word or "–" }}</td></tr>
{% endfor %}
</table>
{{ more(r.out) }}
{% else %}{{ nothing() }}{% endif %}

<h2>{{ w(W.SORTIES) }}</h2>
{% if r.sorties %}
{{ open(W.DRONE, W.SINCE, W.UNTIL) }}
{% for s in r.sorties[:most] %}
<tr><td>{{ f.drone(s.drone_id) }}</td><td>{{ f.time(s.from_wall_ns) }}</td>\
<td>{{ w(W.NOT_HEARD) if s.to_wall_ns is none else f.time(s.to_wall_ns) }}</td></tr>
{% endfor %}
</table>
{{ more(r.sorties) }}
{% else %}{{ nothing() }}{% endif %}

<h2>{{ w(W.ROUNDS) }}</h2>
{% if r.rounds %}
{{ open(W.SINCE, W.ENDED, W.OPERATOR, W.STORED, W.CREDITED) }}
{% for o in r.rounds[:most] %}
<tr><td>{{ f.time(o.began_wall_ns) }}</td><td>{{ f.time(o.ended_wall_ns) }}</td><td>{{ f.operator(o.operator) }}</td>\
<td>{{ f.number(o.sightings) }}</td><td>{{ f.number(o.credited) }}</td></tr>
{% endfor %}
</table>
{{ more(r.rounds) }}
{% else %}{{ nothing() }}{% endif %}

<br>
<p class="small">{{ w(W.MADE, time=f.moment(r.made_wall_ns)) }} {{ w(W.DEFINED) }}</p>
<p class="small">{{ w(W.CHAIN_HEAD, seq=r.head_seq, hash="") }}<span class="mono">{{ r.head_hash }}</span></p>
</body>
</html>
"""
