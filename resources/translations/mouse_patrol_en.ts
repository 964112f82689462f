<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Banner</name>
    <message numerus="yes">
        <source>1 of %n</source>
        <translation>
            <numerusform>1 of %n</numerusform>
            <numerusform>1 of %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Choices</name>
    <message numerus="yes">
        <source>Last %n day(s)</source>
        <translation>
            <numerusform>Last day</numerusform>
            <numerusform>Last %n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Counted</name>
    <message numerus="yes">
        <source>%n injection(s)</source>
        <translation>
            <numerusform>%n injection</numerusform>
            <numerusform>%n injections</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mark(s)</source>
        <translation>
            <numerusform>%n mark</numerusform>
            <numerusform>%n marks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n time(s) something was named that was not so</source>
        <translation>
            <numerusform>%n time something was named that was not so</numerusform>
            <numerusform>%n times something was named that was not so</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Counts</name>
    <message numerus="yes">
        <source>%n camera(s) without a picture</source>
        <translation>
            <numerusform>%n camera without a picture</numerusform>
            <numerusform>%n cameras without a picture</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n camera(s) deny access</source>
        <translation>
            <numerusform>%n camera denies access</numerusform>
            <numerusform>%n cameras deny access</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lost link(s)</source>
        <translation>
            <numerusform>%n lost link</numerusform>
            <numerusform>%n lost links</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n low batteries</source>
        <translation>
            <numerusform>%n low battery</numerusform>
            <numerusform>%n low batteries</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n zone(s) not in use</source>
        <translation>
            <numerusform>%n zone not in use</numerusform>
            <numerusform>%n zones not in use</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n possible breach(es)</source>
        <translation>
            <numerusform>%n possible breach</numerusform>
            <numerusform>%n possible breaches</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n drones in zones</source>
        <translation>
            <numerusform>%n drone in a zone</numerusform>
            <numerusform>%n drones in zones</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n dock alarm(s)</source>
        <translation>
            <numerusform>%n dock alarm</numerusform>
            <numerusform>%n dock alarms</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n closed link(s)</source>
        <translation>
            <numerusform>%n closed link</numerusform>
            <numerusform>%n closed links</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n frozen picture(s)</source>
        <translation>
            <numerusform>%n frozen picture</numerusform>
            <numerusform>%n frozen pictures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n camera(s) overdue</source>
        <translation>
            <numerusform>%n camera overdue</numerusform>
            <numerusform>%n cameras overdue</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n open incident(s)</source>
        <translation>
            <numerusform>%n open incident</numerusform>
            <numerusform>%n open incidents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n desk(s) with nobody</source>
        <translation>
            <numerusform>%n desk with nobody</numerusform>
            <numerusform>%n desks with nobody</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n alarm(s)</source>
        <translation>
            <numerusform>%n alarm</numerusform>
            <numerusform>%n alarms</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bookmark(s)</source>
        <translation>
            <numerusform>%n bookmark</numerusform>
            <numerusform>%n bookmarks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n session(s)</source>
        <translation>
            <numerusform>%n session</numerusform>
            <numerusform>%n sessions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n camera(s) recorded</source>
        <translation>
            <numerusform>%n camera recorded</numerusform>
            <numerusform>%n cameras recorded</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n packet(s) had to be left out</source>
        <translation>
            <numerusform>%n packet had to be left out</numerusform>
            <numerusform>%n packets had to be left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n camera(s) not recorded</source>
        <translation>
            <numerusform>%n camera not recorded</numerusform>
            <numerusform>%n cameras not recorded</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{names} and %n more</source>
        <translation>
            <numerusform>{names} and %n more</numerusform>
            <numerusform>{names} and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EvidenceCounts</name>
    <message numerus="yes">
        <source>%n original packet(s)</source>
        <translation>
            <numerusform>%n original packet</numerusform>
            <numerusform>%n original packets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n gap(s), {span} in all</source>
        <translation>
            <numerusform>%n gap, {span} in all</numerusform>
            <numerusform>%n gaps, {span} in all</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n camera(s) without a picture in this span</source>
        <translation>
            <numerusform>%n camera without a picture in this span</numerusform>
            <numerusform>%n cameras without a picture in this span</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n masked camera(s) without originals</source>
        <translation>
            <numerusform>%n masked camera without originals</numerusform>
            <numerusform>%n masked cameras without originals</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PatrolCounts</name>
    <message numerus="yes">
        <source>%n camera(s)</source>
        <translation>
            <numerusform>%n camera</numerusform>
            <numerusform>%n cameras</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n camera(s) are due</source>
        <translation>
            <numerusform>%n camera is due</numerusform>
            <numerusform>%n cameras are due</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n step(s)</source>
        <translation>
            <numerusform>%n step</numerusform>
            <numerusform>%n steps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n minute(s)</source>
        <translation>
            <numerusform>about %n minute</numerusform>
            <numerusform>about %n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>at least %n minute(s) left</source>
        <translation>
            <numerusform>at least %n minute left</numerusform>
            <numerusform>at least %n minutes left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>at least %n second(s) left</source>
        <translation>
            <numerusform>at least %n second left</numerusform>
            <numerusform>at least %n seconds left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s) not in the book yet</source>
        <translation>
            <numerusform>%n answer not in the book yet</numerusform>
            <numerusform>%n answers not in the book yet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more camera(s)</source>
        <translation>
            <numerusform>and %n more camera</numerusform>
            <numerusform>and %n more cameras</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n overdue</source>
        <translation>
            <numerusform>%n overdue</numerusform>
            <numerusform>%n overdue</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PlanCard</name>
    <message numerus="yes">
        <source>%n camera(s), {every}</source>
        <translation>
            <numerusform>%n camera, {every}</numerusform>
            <numerusform>%n cameras, {every}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PlanEditor</name>
    <message numerus="yes">
        <source>%n key camera(s) under every plan</source>
        <translation>
            <numerusform>%n key camera under every plan</numerusform>
            <numerusform>%n key cameras under every plan</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PlansDialog</name>
    <message numerus="yes">
        <source>%n officer(s)</source>
        <translation>
            <numerusform>%n officer</numerusform>
            <numerusform>%n officers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Sounding</name>
    <message numerus="yes">
        <source>Notices muted for %n min</source>
        <translation>
            <numerusform>Notices muted for %n min</numerusform>
            <numerusform>Notices muted for %n min</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Trial</name>
    <message numerus="yes">
        <source>Cannot be kept by the %n officer(s) of this shift: {share} of their time.</source>
        <translation>
            <numerusform>Cannot be kept by the one officer of this shift: {share} of the time.</numerusform>
            <numerusform>Cannot be kept by the %n officers of this shift: {share} of their time.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Can just be kept by %n officer(s), with little time left: {share}.</source>
        <translation>
            <numerusform>Can just be kept by one officer, with little time left: {share}.</numerusform>
            <numerusform>Can just be kept by %n officers, with little time left: {share}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Can be kept by the %n officer(s) of this shift: {share} of their time.</source>
        <translation>
            <numerusform>Can be kept by the one officer of this shift: {share} of the time.</numerusform>
            <numerusform>Can be kept by the %n officers of this shift: {share} of their time.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n officer(s) in this shift</source>
        <translation>
            <numerusform>%n officer in this shift</numerusform>
            <numerusform>%n officers in this shift</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cameras a step (people notice less on more pictures)</source>
        <translation>
            <numerusform>%n camera a step (people notice less on more pictures)</numerusform>
            <numerusform>%n cameras a step (people notice less on more pictures)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n step(s)</source>
        <translation>
            <numerusform>%n step</numerusform>
            <numerusform>%n steps</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WeeksPanel</name>
    <message numerus="yes">
        <source>Last %n day(s)</source>
        <translation>
            <numerusform>Last day</numerusform>
            <numerusform>Last %n days</numerusform>
        </translation>
    </message>
</context>
</TS>
