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
        <source>%n alarm(s)</source>
        <translation>
            <numerusform>%n alarm</numerusform>
            <numerusform>%n alarms</numerusform>
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
    <name>Sounding</name>
    <message numerus="yes">
        <source>Notices muted for %n min</source>
        <translation>
            <numerusform>Notices muted for %n min</numerusform>
            <numerusform>Notices muted for %n min</numerusform>
        </translation>
    </message>
</context>
</TS>
