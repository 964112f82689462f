"""README.txt of an export: what it is and how it is checked, in both languages, the reader's own first."""

ENGLISH = """\
EVIDENCE
========

Session {session}, {from_utc} to {to_utc}. Case number: {case_number}.

What is here
  manifest.json        what was exported, by whom and why, what is missing, and the SHA-256 and size of every file
  manifest.sig         Ed25519 signature (RFC 8032, 64 bytes) of manifest.json, byte for byte
  station.pub          the station's public key
  verify.py            the script that checks all of it
  video/*/original-*.mp4   the camera's packets as they were received, not encoded anew. They begin with the key frame
                       before the span, without which the first pictures could not be shown.
  video/*/packets.csv  every packet: when it was received, its time stamps, size, SHA-256
  video/*/rendered.mp4 for looking at: time, names and privacy masks are drawn into it. Encoded anew, no original.
  telemetry/*.tlog     MAVLink as it was received; mavlogdump and MAVExplorer read it
  audit/session.*      what the program recorded: states, what was shown, incidents, acts
  audit/book.*         the duty book's rows of the span, with their numbers and hashes in its chain
  audit/head.txt       the end of that chain when this was exported, signed by the station
Which of them there are depends on what was asked for. Where a person corrected a camera's clock, manifest.json has its
offset_s: the span, rendered.mp4 and shown_utc of packets.csv have it in them, received_utc is as it came.

How to check it
  1. Python 3.9 or newer, and the package cryptography (python3 -m pip install cryptography).
  2. python3 verify.py
     It names every file that was changed, that is missing, and that was added.
  3. Compare the key's SHA-256, or its first 16 digits, with what the station says of its key; not with these files.
     Better: get station.pub from the station and say: python3 verify.py --key station.pub
     Whoever could change these files could change verify.py as well: have it from the station, too.
  Without Python: openssl pkeyutl -verify -pubin -inkey station.pub -rawin -in manifest.json -sigfile manifest.sig
  Key of this export: {fingerprint}
  The duty book of the station holds the SHA-256 of manifest.json as well.
"""
CHINESE = """\
证据包
======

录像会话 {session}，{from_utc} 至 {to_utc}。案号：{case_number}。

内容
  manifest.json        导出内容、导出人、事由、缺失情况，以及每个文件的 SHA-256 与大小
  manifest.sig         对 manifest.json 逐字节的 Ed25519 签名（RFC 8032，64 字节）
  station.pub          出具设备的公钥
  verify.py            校验脚本
  video/*/original-*.mp4   摄像头原始数据包，未重新编码。从起始时刻之前的关键帧开始，否则最初的画面无法显示。
  video/*/packets.csv  每个数据包的接收时间、时间戳、大小、SHA-256
  video/*/rendered.mp4 供查看：画面已叠加时间、名称与隐私遮挡；经重新编码，不是原始数据。
  telemetry/*.tlog     收到的 MAVLink 数据，可用 mavlogdump、MAVExplorer 打开
  audit/session.*      程序的记录：状态、显示内容、事件、操作
  audit/book.*         该时段的值班台账，含其在链中的序号与哈希
  audit/head.txt       导出时的链首，由本设备签名
实际包含哪些文件取决于导出时的选择。若有人校正过某摄像头的时钟，manifest.json 中有其 offset_s：所选时段、rendered.mp4
与 packets.csv 的 shown_utc 均已计入，received_utc 为收到时的原值。

如何校验
  1. 需要 Python 3.9 或更高版本，以及 cryptography 软件包（python3 -m pip install cryptography）。
  2. 运行 python3 verify.py
     脚本会指出每一个被改动、缺失或多出的文件。
  3. 将公钥的 SHA-256（或其前 16 位）与出具单位公布的公钥核对，不要与包内文件核对。
     更好的做法：向出具单位索取 station.pub，运行 python3 verify.py --key station.pub
     能改动这些文件的人同样能改动 verify.py：脚本也应向出具单位索取。
  没有 Python 时：openssl pkeyutl -verify -pubin -inkey station.pub -rawin -in manifest.json -sigfile manifest.sig
  本次导出的公钥：{fingerprint}
  出具单位的值班台账中也存有 manifest.json 的 SHA-256。
"""


ENGLISH_FOREIGN = """
NOT RECORDED BY THIS PROGRAM
  Pictures and telemetry were made by others and put together here. Their times are what file names, metadata, or a
  person said. video/*/original-* are their files whole and as they are, also beyond the span, with everything in them,
  sound, too. manifest.json tells their names, and their SHA-256 when they were put together. Telemetry is cut to the
  span; pilots' positions are left out of it or stand in a file of their own, and signing keys are never in it.
"""
CHINESE_FOREIGN = """
非本程序录制
  画面与遥测由他人制作，在此汇集。其时间来自文件名、元数据或人工指定。video/*/original-* 为对方的完整文件，
  未作任何改动，可能超出所选时段，并含文件中的一切内容（包括声音）。manifest.json 列出其文件名及汇集时的 SHA-256。
  遥测截取至所选时段；操控员位置不在其中或另存一个文件，签名密钥从不写入。
"""


def readme(language: str, facts: dict[str, str], *, is_foreign: bool = False) -> str:
    english, chinese = ENGLISH, CHINESE
    if is_foreign:
        english, chinese = english + ENGLISH_FOREIGN, chinese + CHINESE_FOREIGN
    first, second = (chinese, english) if language.startswith("zh") else (english, chinese)
    text = f"{first}\n{second}"
    for name, value in facts.items():
        text = text.replace("{" + name + "}", value or "–")
    return text
