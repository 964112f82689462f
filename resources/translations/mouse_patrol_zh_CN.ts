<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>Acknowledge the alarm</source>
        <translation>确认告警</translation>
    </message>
    <message>
        <source>Acknowledge</source>
        <translation>确认</translation>
    </message>
    <message>
        <source>Show the alarm on the map</source>
        <translation>在地图上查看告警</translation>
    </message>
    <message>
        <source>Show on map</source>
        <translation>在地图上查看</translation>
    </message>
    <message>
        <source>Close the selected incident…</source>
        <translation>办结选中的事件…</translation>
    </message>
    <message>
        <source>Close…</source>
        <translation>办结…</translation>
    </message>
    <message>
        <source>Report upward and send the nearest team…</source>
        <translation>上报并调派最近力量…</translation>
    </message>
    <message>
        <source>Send…</source>
        <translation>调派…</translation>
    </message>
    <message>
        <source>Acknowledge all alarms</source>
        <translation>确认全部告警</translation>
    </message>
    <message>
        <source>Acknowledge all</source>
        <translation>全部确认</translation>
    </message>
    <message>
        <source>The team is on scene</source>
        <translation>处置力量已到场</translation>
    </message>
    <message>
        <source>On scene</source>
        <translation>已到场</translation>
    </message>
    <message>
        <source>New incident…</source>
        <translation>登记事件…</translation>
    </message>
    <message>
        <source>New incident at the selected camera or place…</source>
        <translation>在选中的摄像头或位置登记事件…</translation>
    </message>
    <message>
        <source>Add a word to the selected incident…</source>
        <translation>补充所选事件…</translation>
    </message>
    <message>
        <source>Add a word…</source>
        <translation>补充…</translation>
    </message>
    <message>
        <source>Card of the selected incident, to print or copy…</source>
        <translation>所选事件的卡片（打印或复制）…</translation>
    </message>
    <message>
        <source>Card…</source>
        <translation>卡片…</translation>
    </message>
    <message>
        <source>Go to what needs attention</source>
        <translation>转到待处置</translation>
    </message>
    <message>
        <source>Mute notices for 15 minutes</source>
        <translation>提示音静音 15 分钟</translation>
    </message>
    <message>
        <source>Workspace in a window of its own</source>
        <translation>将当前页面放到独立窗口</translation>
    </message>
    <message>
        <source>Attention panel</source>
        <translation>待处置栏</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>Go to {workspace}</source>
        <translation>转到{workspace}</translation>
    </message>
    <message>
        <source>Sign in or change over…</source>
        <translation>登录或换人…</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>退出登录</translation>
    </message>
    <message>
        <source>Hand over…</source>
        <translation>交接班…</translation>
    </message>
    <message>
        <source>Operators…</source>
        <translation>值守人员…</translation>
    </message>
    <message>
        <source>Plans…</source>
        <translation>勤务方案…</translation>
    </message>
    <message>
        <source>Start or stop recording</source>
        <translation>开始或停止录像</translation>
    </message>
    <message>
        <source>Set a bookmark in the recording…</source>
        <translation>在录像中添加书签…</translation>
    </message>
    <message>
        <source>Change your password…</source>
        <translation>修改本人密码…</translation>
    </message>
    <message>
        <source>List of keys</source>
        <translation>快捷键一览</translation>
    </message>
    <message>
        <source>About Mouse Patrol</source>
        <translation>关于鼠标巡逻</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
</context>
<context>
    <name>Air</name>
    <message>
        <source>OK</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>Silent</source>
        <translation>无信号</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>失联</translation>
    </message>
    <message>
        <source>Never heard</source>
        <translation>从未收到</translation>
    </message>
    <message>
        <source>Battery low</source>
        <translation>电量低</translation>
    </message>
    <message>
        <source>In zone {zones}</source>
        <translation>位于管控区 {zones}</translation>
    </message>
    <message>
        <source>Armed</source>
        <translation>已解锁</translation>
    </message>
    <message>
        <source>Disarmed</source>
        <translation>已上锁</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>No GPS</source>
        <translation>无 GPS</translation>
    </message>
    <message>
        <source>No fix</source>
        <translation>未定位</translation>
    </message>
    <message>
        <source>2D</source>
        <translation>2D</translation>
    </message>
    <message>
        <source>3D</source>
        <translation>3D</translation>
    </message>
    <message>
        <source>DGPS</source>
        <translation>DGPS</translation>
    </message>
    <message>
        <source>RTK float</source>
        <translation>RTK 浮动解</translation>
    </message>
    <message>
        <source>RTK fixed</source>
        <translation>RTK 固定解</translation>
    </message>
    <message>
        <source>Static</source>
        <translation>静态</translation>
    </message>
    <message>
        <source>PPP</source>
        <translation>PPP</translation>
    </message>
    <message>
        <source>Idle</source>
        <translation>空闲</translation>
    </message>
    <message>
        <source>Debug on site</source>
        <translation>现场调试</translation>
    </message>
    <message>
        <source>Remote debug</source>
        <translation>远程调试</translation>
    </message>
    <message>
        <source>Upgrading</source>
        <translation>升级中</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>作业中</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Half open</source>
        <translation>半开</translation>
    </message>
    <message>
        <source>Abnormal</source>
        <translation>异常</translation>
    </message>
    <message>
        <source>Not charging</source>
        <translation>未充电</translation>
    </message>
    <message>
        <source>Charging</source>
        <translation>充电中</translation>
    </message>
    <message>
        <source>Full</source>
        <translation>已充满</translation>
    </message>
    <message>
        <source>Charge fault</source>
        <translation>充电故障</translation>
    </message>
    <message>
        <source>Dry</source>
        <translation>无雨</translation>
    </message>
    <message>
        <source>Light rain</source>
        <translation>小雨</translation>
    </message>
    <message>
        <source>Moderate rain</source>
        <translation>中雨</translation>
    </message>
    <message>
        <source>Heavy rain</source>
        <translation>大雨</translation>
    </message>
    <message>
        <source>Prohibited</source>
        <translation>禁飞</translation>
    </message>
    <message>
        <source>Authorisation required</source>
        <translation>须经批准</translation>
    </message>
    <message>
        <source>Conditional</source>
        <translation>限制飞行</translation>
    </message>
    <message>
        <source>Information</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Remote ID</source>
        <translation>远程识别</translation>
    </message>
    <message>
        <source>ADS-B</source>
        <translation>ADS-B</translation>
    </message>
    <message>
        <source>In breach</source>
        <translation>闯入</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>未闯入</translation>
    </message>
    <message>
        <source>Cannot tell</source>
        <translation>无法判定</translation>
    </message>
    <message>
        <source>it is inside the zone</source>
        <translation>目标位于管控区内</translation>
    </message>
    <message>
        <source>it is outside the zone</source>
        <translation>目标位于管控区外</translation>
    </message>
    <message>
        <source>it flies above the zone&apos;s upper limit</source>
        <translation>目标高于管控区上限</translation>
    </message>
    <message>
        <source>it flies below the zone&apos;s lower limit</source>
        <translation>目标低于管控区下限</translation>
    </message>
    <message>
        <source>the zone is not active now</source>
        <translation>管控区当前未生效</translation>
    </message>
    <message>
        <source>it is our own drone</source>
        <translation>目标是我方无人机</translation>
    </message>
    <message>
        <source>it claims a serial number of ours, but our drone is not there</source>
        <translation>目标使用我方序列号，但我方无人机不在该处</translation>
    </message>
    <message>
        <source>its altitude is unknown</source>
        <translation>目标高度未知</translation>
    </message>
    <message>
        <source>its altitude cannot be compared with the zone&apos;s limits</source>
        <translation>目标高度基准与管控区限高不可比</translation>
    </message>
    <message>
        <source>its position is unknown</source>
        <translation>目标位置未知</translation>
    </message>
    <message>
        <source>its position is out of date</source>
        <translation>目标位置已过时</translation>
    </message>
    <message>
        <source>it says that it is on the ground</source>
        <translation>目标自报在地面</translation>
    </message>
    <message>
        <source>it is nearer to the zone&apos;s edge than its position is exact</source>
        <translation>目标距边界小于其定位误差</translation>
    </message>
    <message>
        <source>In breach of {zone}</source>
        <translation>闯入“{zone}”</translation>
    </message>
    <message>
        <source>Clear of {zone}</source>
        <translation>未闯入“{zone}”</translation>
    </message>
    <message>
        <source>Cannot tell for {zone}</source>
        <translation>是否闯入“{zone}”无法判定</translation>
    </message>
    <message>
        <source>; </source>
        <translation>；</translation>
    </message>
    <message>
        <source>{verdict}: {why}</source>
        <translation>{verdict}：{why}</translation>
    </message>
    <message>
        <source>Emergency</source>
        <translation>紧急</translation>
    </message>
    <message>
        <source>Alert</source>
        <translation>警报</translation>
    </message>
    <message>
        <source>Critical</source>
        <translation>严重</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>注意</translation>
    </message>
    <message>
        <source>Info</source>
        <translation>信息</translation>
    </message>
    <message>
        <source>Debug</source>
        <translation>调试</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待数据</translation>
    </message>
    <message>
        <source>Receiving</source>
        <translation>接收中</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>已结束</translation>
    </message>
    <message>
        <source>The log was played to its end</source>
        <translation>日志已播放完毕</translation>
    </message>
    <message>
        <source>Cannot be opened; trying again. Check the address and the device</source>
        <translation>无法打开，正在重试。请检查地址和设备</translation>
    </message>
    <message>
        <source>Nothing heard yet. Point the telemetry at this address and check the firewall</source>
        <translation>尚未收到数据。请将遥测指向该地址，并检查防火墙</translation>
    </message>
    <message>
        <source>Silent for {age}. Check the radio or the router</source>
        <translation>已 {age} 无数据。请检查电台或路由器</translation>
    </message>
</context>
<context>
    <name>Airspace</name>
    <message>
        <source>active now</source>
        <translation>正在生效</translation>
    </message>
    <message>
        <source>not active</source>
        <translation>未生效</translation>
    </message>
    <message>
        <source>Camera: no picture</source>
        <translation>摄像头：无画面</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>altitude unknown</source>
        <translation>高度未知</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Heard</source>
        <translation>最近收到</translation>
    </message>
    <message>
        <source>Our drone</source>
        <translation>我方无人机</translation>
    </message>
    <message>
        <source>Unknown aircraft</source>
        <translation>不明飞行器</translation>
    </message>
    <message>
        <source>In breach</source>
        <translation>闯入</translation>
    </message>
    <message>
        <source>Dock</source>
        <translation>机巢</translation>
    </message>
    <message>
        <source>Camera, 80 m</source>
        <translation>摄像头，80 m</translation>
    </message>
    <message>
        <source>Zone not active</source>
        <translation>未生效的管控区</translation>
    </message>
    <message>
        <source>In no active zone</source>
        <translation>不在生效的管控区内</translation>
    </message>
    <message>
        <source>Our own drone {name}</source>
        <translation>我方无人机 {name}</translation>
    </message>
    <message>
        <source>not used</source>
        <translation>未启用</translation>
    </message>
    <message>
        <source>Quarantined: {why}</source>
        <translation>已隔离：{why}</translation>
    </message>
    <message>
        <source>at every altitude</source>
        <translation>所有高度</translation>
    </message>
    <message>
        <source>the ground</source>
        <translation>地面</translation>
    </message>
    <message>
        <source>unlimited</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>{lower} to {upper}</source>
        <translation>{lower} 至 {upper}</translation>
    </message>
</context>
<context>
    <name>AirspacePanel</name>
    <message>
        <source>too many: {n} left out</source>
        <translation>数量过多：已舍去 {n} 个</translation>
    </message>
    <message>
        <source>reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>Airspace</source>
        <translation>空域</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>地图</translation>
    </message>
    <message>
        <source>In the air</source>
        <translation>空中目标</translation>
    </message>
    <message>
        <source>Zones</source>
        <translation>管控区</translation>
    </message>
    <message>
        <source>Nothing is on the map yet. Cameras with a latitude and a longitude, zone files and links come from the configuration file.</source>
        <translation>地图上暂无内容。带经纬度的摄像头、管控区文件和链路均来自配置文件。</translation>
    </message>
    <message>
        <source>Wheel or + −: zoom · drag or arrows: move · Home: everything · Tab, Ctrl+arrows: select</source>
        <translation>滚轮或 + −：缩放 · 拖动或方向键：平移 · Home：显示全部 · Tab、Ctrl+方向键：选择</translation>
    </message>
    <message>
        <source>{east} east, {north} north of the centre</source>
        <translation>中心以东 {east}，以北 {north}</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>Trails</source>
        <translation>航迹</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标注</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>显示全部</translation>
    </message>
</context>
<context>
    <name>AirspaceWorkspace</name>
    <message>
        <source>Zoom the map</source>
        <translation>缩放地图</translation>
    </message>
    <message>
        <source>Move the map</source>
        <translation>平移地图</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Select the next or the previous object</source>
        <translation>选择下一个或上一个目标</translation>
    </message>
    <message>
        <source>Select the nearest object in that direction</source>
        <translation>选择该方向上最近的目标</translation>
    </message>
    <message>
        <source>Select nothing</source>
        <translation>取消选择</translation>
    </message>
    <message>
        <source>Follow the selected drone</source>
        <translation>跟随选中的无人机</translation>
    </message>
    <message>
        <source>Copy the place of the selected object</source>
        <translation>复制选中目标的位置</translation>
    </message>
    <message>
        <source>Cameras, zones, trails, labels on or off</source>
        <translation>显示／隐藏摄像头、管控区、航迹、标注</translation>
    </message>
</context>
<context>
    <name>AnswerLine</name>
    <message>
        <source>Take (Enter)</source>
        <translation>登记 (Enter)</translation>
    </message>
    <message>
        <source>Leave (Esc)</source>
        <translation>放弃 (Esc)</translation>
    </message>
</context>
<context>
    <name>Attention</name>
    <message>
        <source>{n} unknown aircraft</source>
        <translation>{n} 个不明飞行器</translation>
    </message>
    <message>
        <source>Unknown aircraft</source>
        <translation>不明飞行器</translation>
    </message>
    <message>
        <source>Possible breach</source>
        <translation>疑似闯入</translation>
    </message>
    <message>
        <source>{subject}: link lost</source>
        <translation>{subject}：失联</translation>
    </message>
    <message>
        <source>{subject}: battery low</source>
        <translation>{subject}：电量低</translation>
    </message>
    <message>
        <source>{subject} is in a zone</source>
        <translation>{subject}：进入管控区</translation>
    </message>
    <message>
        <source>{subject}: dock alarm</source>
        <translation>{subject}：机巢告警</translation>
    </message>
    <message>
        <source>{subject}: no picture</source>
        <translation>{subject}：无画面</translation>
    </message>
    <message>
        <source>{subject}: access denied</source>
        <translation>{subject}：拒绝访问</translation>
    </message>
    <message>
        <source>Link {subject} is closed</source>
        <translation>链路 {subject} 未打开</translation>
    </message>
    <message>
        <source>Zone {subject} is not in use</source>
        <translation>管控区 {subject} 未启用</translation>
    </message>
    <message>
        <source>The duty book cannot be written</source>
        <translation>值班台账无法写入</translation>
    </message>
    <message>
        <source>{subject}: frozen picture</source>
        <translation>{subject}：画面冻结</translation>
    </message>
    <message>
        <source>Nobody at the desk</source>
        <translation>席位无人</translation>
    </message>
    <message>
        <source>The recording is not complete</source>
        <translation>录像不完整</translation>
    </message>
    <message>
        <source>{subject}: not recorded</source>
        <translation>{subject}：未录像</translation>
    </message>
    <message>
        <source>{zone}: {reasons}</source>
        <translation>{zone}：{reasons}</translation>
    </message>
    <message>
        <source>It reports a low battery.</source>
        <translation>无人机报告电量低。</translation>
    </message>
    <message>
        <source>{percent} % left</source>
        <translation>剩余 {percent} %</translation>
    </message>
    <message>
        <source>Last values are kept.</source>
        <translation>保留最后数值。</translation>
    </message>
    <message>
        <source>The emergency stop is pressed.</source>
        <translation>急停按钮已按下。</translation>
    </message>
    <message>
        <source>The dock reports an alarm.</source>
        <translation>机巢报告告警。</translation>
    </message>
    <message>
        <source>Pictures come, and nothing in them changes.</source>
        <translation>有画面传来，但内容毫无变化。</translation>
    </message>
    <message>
        <source>Past the time by which they have to be looked at.</source>
        <translation>已过应查看的时限。</translation>
    </message>
    <message>
        <source>No key and no mouse for a while; the time is not counted.</source>
        <translation>一段时间没有任何操作；这段时间不计入。</translation>
    </message>
    <message>
        <source>Nobody acknowledged it: told further up, level {n}.</source>
        <translation>无人确认：已升级上报，第 {n} 级。</translation>
    </message>
    <message>
        <source>Opened by you: send somebody, or acknowledge it.</source>
        <translation>由您登记：请调派力量，或予以确认。</translation>
    </message>
    <message>
        <source>Look for it on a camera.</source>
        <translation>请用摄像头查找目标。</translation>
    </message>
    <message>
        <source>Call the pilot.</source>
        <translation>请联系飞手。</translation>
    </message>
    <message>
        <source>Ask the pilot to return.</source>
        <translation>请通知飞手返航。</translation>
    </message>
    <message>
        <source>Ask the pilot whether the flight is permitted.</source>
        <translation>请向飞手核实飞行是否获批。</translation>
    </message>
    <message>
        <source>Send someone to the dock.</source>
        <translation>请派人前往机巢。</translation>
    </message>
    <message>
        <source>Check the address and the radio.</source>
        <translation>请检查地址和电台。</translation>
    </message>
    <message>
        <source>Have the zone file corrected.</source>
        <translation>请更正管控区文件。</translation>
    </message>
    <message>
        <source>Write on paper until it is back.</source>
        <translation>恢复前请先纸质记录。</translation>
    </message>
    <message>
        <source>Have the camera started anew.</source>
        <translation>请安排重启该摄像头。</translation>
    </message>
    <message>
        <source>Start a round.</source>
        <translation>请开始一轮巡逻。</translation>
    </message>
</context>
<context>
    <name>AttentionPanel</name>
    <message>
        <source>Needs attention</source>
        <translation>待处置</translation>
    </message>
    <message>
        <source>Nothing needs you now</source>
        <translation>当前无待处置事项</translation>
    </message>
</context>
<context>
    <name>AwayPage</name>
    <message>
        <source>{workspace} is in a window of its own.</source>
        <translation>{workspace}已在独立窗口中打开。</translation>
    </message>
    <message>
        <source>Put it back here</source>
        <translation>收回到此处</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>since {time} ({age})</source>
        <translation>始于 {time}（{age}）</translation>
    </message>
    <message>
        <source>told further up, level {n}</source>
        <translation>已升级上报，第 {n} 级</translation>
    </message>
    <message numerus="yes">
        <source>1 of %n</source>
        <translation>
            <numerusform>第 1 条，共 %n 条</numerusform>
        </translation>
    </message>
    <message>
        <source>Being written…</source>
        <translation>正在写入台账…</translation>
    </message>
    <message>
        <source>Waiting for the book…</source>
        <translation>等待台账恢复…</translation>
    </message>
</context>
<context>
    <name>CameraCard</name>
    <message>
        <source>Your role may not walk rounds, or nobody is signed in</source>
        <translation>您的角色不能巡逻，或无人登录</translation>
    </message>
    <message>
        <source>Show on the wall</source>
        <translation>在监控墙上显示</translation>
    </message>
    <message>
        <source>Round of its area</source>
        <translation>巡逻其所在巡区</translation>
    </message>
</context>
<context>
    <name>CameraChoice</name>
    <message>
        <source>Cameras</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>All cameras</source>
        <translation>全部摄像头</translation>
    </message>
    <message>
        <source>None</source>
        <translation>全不选</translation>
    </message>
    <message>
        <source>{camera}, masked</source>
        <translation>{camera}，有遮挡</translation>
    </message>
</context>
<context>
    <name>Cameras</name>
    <message>
        <source>connecting</source>
        <translation>连接中</translation>
    </message>
    <message>
        <source>live</source>
        <translation>实时</translation>
    </message>
    <message>
        <source>stale</source>
        <translation>画面停滞</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>unauthorised</source>
        <translation>认证失败</translation>
    </message>
    <message>
        <source>unsupported</source>
        <translation>格式不支持</translation>
    </message>
    <message>
        <source>Unknown video format: {codec}</source>
        <translation>视频格式不支持：{codec}</translation>
    </message>
    <message>
        <source>The secret “{name}” is missing</source>
        <translation>缺少密钥“{name}”</translation>
    </message>
    <message>
        <source>Waiting for the first picture</source>
        <translation>等待首帧画面</translation>
    </message>
    <message>
        <source>The address cannot be used</source>
        <translation>地址无效</translation>
    </message>
    <message>
        <source>The camera does not answer</source>
        <translation>摄像头无应答</translation>
    </message>
    <message>
        <source>The camera refuses the connection</source>
        <translation>摄像头拒绝连接</translation>
    </message>
    <message>
        <source>There is no such stream</source>
        <translation>该码流不存在</translation>
    </message>
    <message>
        <source>No more pictures come</source>
        <translation>画面中断</translation>
    </message>
    <message>
        <source>The camera ended the stream</source>
        <translation>摄像头结束了码流</translation>
    </message>
    <message>
        <source>The stream cannot be read</source>
        <translation>码流无法解析</translation>
    </message>
    <message>
        <source>The stream carries no video</source>
        <translation>码流中没有视频</translation>
    </message>
    <message>
        <source>Unknown video format</source>
        <translation>视频格式不支持</translation>
    </message>
    <message>
        <source>Wrong user name or password</source>
        <translation>用户名或密码错误</translation>
    </message>
    <message>
        <source>The password is missing</source>
        <translation>缺少密码</translation>
    </message>
    <message>
        <source>The decoder stopped and is being started again</source>
        <translation>解码进程已停止，正在重启</translation>
    </message>
    <message>
        <source>There is no shared memory left</source>
        <translation>共享内存不足</translation>
    </message>
    <message>
        <source>There is no such file or device</source>
        <translation>没有这个文件或设备</translation>
    </message>
    <message>
        <source>Correct the address in the configuration.</source>
        <translation>请在配置中更正地址。</translation>
    </message>
    <message>
        <source>Check its power and its network.</source>
        <translation>请检查供电和网络。</translation>
    </message>
    <message>
        <source>Check the port and that its video service runs.</source>
        <translation>请检查端口及其视频服务。</translation>
    </message>
    <message>
        <source>Check the path at the end of its address.</source>
        <translation>请检查地址末尾的路径。</translation>
    </message>
    <message>
        <source>Check its network; it may be overloaded.</source>
        <translation>请检查网络，可能拥塞。</translation>
    </message>
    <message>
        <source>It may be restarting.</source>
        <translation>可能正在重启。</translation>
    </message>
    <message>
        <source>Check the camera’s video settings.</source>
        <translation>请检查摄像头的视频设置。</translation>
    </message>
    <message>
        <source>Set the camera to H.264 or H.265.</source>
        <translation>请将摄像头设为 H.264 或 H.265。</translation>
    </message>
    <message>
        <source>Correct user and secret in the configuration.</source>
        <translation>请在配置中更正用户名和密钥。</translation>
    </message>
    <message>
        <source>Store it in the keyring or the environment.</source>
        <translation>请存入系统密钥环或环境变量。</translation>
    </message>
    <message>
        <source>Free memory or show fewer cameras at a time.</source>
        <translation>请释放内存，或减少同屏路数。</translation>
    </message>
    <message>
        <source>Check its path, or plug the device in.</source>
        <translation>请检查路径，或接好设备。</translation>
    </message>
    <message>
        <source>main stream</source>
        <translation>主码流</translation>
    </message>
    <message>
        <source>sub-stream</source>
        <translation>子码流</translation>
    </message>
    <message>
        <source>key frames</source>
        <translation>仅关键帧</translation>
    </message>
    <message>
        <source>&lt; 1 s</source>
        <translation>&lt; 1 秒</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} 秒</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n} 分钟</translation>
    </message>
    <message>
        <source>{n} h</source>
        <translation>{n} 小时</translation>
    </message>
    <message>
        <source>{n} d</source>
        <translation>{n} 天</translation>
    </message>
    <message>
        <source>trying now</source>
        <translation>正在重连</translation>
    </message>
    <message>
        <source>next try in {n} s</source>
        <translation>{n} 秒后重连</translation>
    </message>
    <message>
        <source>next try in {n} min</source>
        <translation>{n} 分钟后重连</translation>
    </message>
    <message>
        <source>since {time} ({age})</source>
        <translation>始于 {time}（{age}）</translation>
    </message>
    <message>
        <source>No new picture for {age}</source>
        <translation>已 {age} 无新画面</translation>
    </message>
    <message>
        <source>no pictures</source>
        <translation>无画面</translation>
    </message>
    <message>
        <source>No pictures of this moment</source>
        <translation>这一时刻没有画面</translation>
    </message>
    <message>
        <source>No picture here: the nearest is {age} away</source>
        <translation>此处没有画面：最近的相差 {age}</translation>
    </message>
    <message>
        <source>frozen</source>
        <translation>画面静止</translation>
    </message>
    <message>
        <source>Frozen picture: nothing new for {age}</source>
        <translation>画面静止：已有{age}无任何变化</translation>
    </message>
    <message>
        <source>{n} fps</source>
        <translation>{n} 帧/秒</translation>
    </message>
</context>
<context>
    <name>CamerasList</name>
    <message>
        <source>Search by name, number or area</source>
        <translation>按名称、编号或巡区搜索</translation>
    </message>
</context>
<context>
    <name>CardPage</name>
    <message>
        <source>Incident {number}</source>
        <translation>事件 {number}</translation>
    </message>
    <message>
        <source>Raised</source>
        <translation>登记</translation>
    </message>
    <message>
        <source>Aircraft</source>
        <translation>飞行器</translation>
    </message>
    <message>
        <source>Zone</source>
        <translation>管控区</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>巡区</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Place to copy</source>
        <translation>坐标（可复制）</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>经过</translation>
    </message>
    <message>
        <source>Stills</source>
        <translation>截图</translation>
    </message>
    <message>
        <source>{n} more stills are kept with the incident.</source>
        <translation>另有 {n} 张截图随事件保存。</translation>
    </message>
    <message>
        <source>Made {time} from the duty book. Personal content is left out.</source>
        <translation>{time} 据值班台账生成，不含个人信息。</translation>
    </message>
    <message>
        <source>Diamond: the incident. Circles: responders, filled and dashed where sent. Squares: cameras.</source>
        <translation>菱形：事件。圆：处置力量，实心并有虚线者已调派。方块：摄像头。</translation>
    </message>
</context>
<context>
    <name>ChangeOperatorDialog</name>
    <message>
        <source>Change operator</source>
        <translation>修改值守人员</translation>
    </message>
    <message>
        <source>{login}: name, role, sign-in</source>
        <translation>{login}：姓名、角色、登录</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>姓名(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Role</source>
        <translation>角色(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;May sign in</source>
        <translation>可以登录(&amp;M)</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>Being written…</source>
        <translation>正在写入台账…</translation>
    </message>
</context>
<context>
    <name>CheckedForm</name>
    <message>
        <source>Checking…</source>
        <translation>核对中…</translation>
    </message>
    <message>
        <source>Login or password is wrong.</source>
        <translation>登录名或密码错误。</translation>
    </message>
    <message>
        <source>Too many wrong tries: locked for another {time}.</source>
        <translation>错误次数过多：还需锁定 {time}。</translation>
    </message>
    <message>
        <source>The lock is over. You can try again.</source>
        <translation>锁定已结束，可以重试。</translation>
    </message>
    <message>
        <source>The duty book cannot be read now: nobody can be checked. Try again.</source>
        <translation>现在读不到值班台账，无法核对身份。请重试。</translation>
    </message>
    <message>
        <source>The password is being checked.</source>
        <translation>正在核对密码。</translation>
    </message>
</context>
<context>
    <name>Choices</name>
    <message numerus="yes">
        <source>Last %n day(s)</source>
        <translation>
            <numerusform>最近 %n 天</numerusform>
        </translation>
    </message>
    <message>
        <source>not over yet</source>
        <translation>尚未结束</translation>
    </message>
</context>
<context>
    <name>ClosingDialog</name>
    <message>
        <source>Close incident {number}</source>
        <translation>办结事件 {number}</translation>
    </message>
    <message>
        <source>What was done, by whom (optional)</source>
        <translation>处置经过、处置人（选填）</translation>
    </message>
    <message>
        <source>How did it end?</source>
        <translation>处置结果</translation>
    </message>
    <message>
        <source>It will be closed as “{how}”. A closed incident cannot be opened again.</source>
        <translation>将以“{how}”办结。办结后不可撤销。</translation>
    </message>
    <message>
        <source>Say in the note how it ended.</source>
        <translation>请在备注中说明处置结果。</translation>
    </message>
    <message>
        <source>A closed incident cannot be opened again.</source>
        <translation>事件办结后不可撤销。</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Close for good</source>
        <translation>确认办结</translation>
    </message>
    <message>
        <source>Close…</source>
        <translation>办结…</translation>
    </message>
</context>
<context>
    <name>Comparison</name>
    <message>
        <source>Comparison of runs</source>
        <translation>训练记录对比</translation>
    </message>
    <message>
        <source>Mark (★ the quickest)</source>
        <translation>评分点（★ 最快）</translation>
    </message>
    <message>
        <source>Named what was not so</source>
        <translation>误报次数</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>得分</translation>
    </message>
</context>
<context>
    <name>Counted</name>
    <message numerus="yes">
        <source>%n injection(s)</source>
        <translation>
            <numerusform>%n 个注入</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mark(s)</source>
        <translation>
            <numerusform>%n 个评分点</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n time(s) something was named that was not so</source>
        <translation>
            <numerusform>%n 次误报</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Counts</name>
    <message numerus="yes">
        <source>%n camera(s) without a picture</source>
        <translation>
            <numerusform>%n 路摄像头无画面</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n camera(s) deny access</source>
        <translation>
            <numerusform>%n 路摄像头拒绝访问</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lost link(s)</source>
        <translation>
            <numerusform>%n 架（座）失联</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n low batteries</source>
        <translation>
            <numerusform>%n 架电量低</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n zone(s) not in use</source>
        <translation>
            <numerusform>%n 个管控区未启用</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n possible breach(es)</source>
        <translation>
            <numerusform>%n 起疑似闯入</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n drones in zones</source>
        <translation>
            <numerusform>%n 架我方无人机在管控区内</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n dock alarm(s)</source>
        <translation>
            <numerusform>%n 座机巢告警</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n closed link(s)</source>
        <translation>
            <numerusform>%n 条链路未打开</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n frozen picture(s)</source>
        <translation>
            <numerusform>%n 路画面冻结</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n camera(s) overdue</source>
        <translation>
            <numerusform>%n 个摄像头逾期未看</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n open incident(s)</source>
        <translation>
            <numerusform>%n 个未办结事件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n desk(s) with nobody</source>
        <translation>
            <numerusform>%n 个席位无人</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n alarm(s)</source>
        <translation>
            <numerusform>%n 条告警</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bookmark(s)</source>
        <translation>
            <numerusform>%n 个书签</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n session(s)</source>
        <translation>
            <numerusform>%n 个录像会话</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n camera(s) recorded</source>
        <translation>
            <numerusform>%n 个摄像头在录像</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n packet(s) had to be left out</source>
        <translation>
            <numerusform>丢弃了 %n 个数据包</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n camera(s) not recorded</source>
        <translation>
            <numerusform>%n 个摄像头未录像</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>另有 %n 项</numerusform>
        </translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message numerus="yes">
        <source>{names} and %n more</source>
        <translation>
            <numerusform>{names}等，另有 %n 项</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Coverage</name>
    <message>
        <source>seen lately</source>
        <translation>近期已看</translation>
    </message>
    <message>
        <source>near its deadline</source>
        <translation>临近时限</translation>
    </message>
    <message>
        <source>overdue</source>
        <translation>超时</translation>
    </message>
    <message>
        <source>out, ticket open</source>
        <translation>故障，已报修</translation>
    </message>
    <message>
        <source>no deadline known</source>
        <translation>时限未知</translation>
    </message>
    <message>
        <source>no good picture now</source>
        <translation>当前无正常画面</translation>
    </message>
    <message>
        <source>no healthy camera looks here</source>
        <translation>盲区：没有正常摄像头看到</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>巡区</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>超时</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>故障</translation>
    </message>
    <message>
        <source>Blind</source>
        <translation>盲区</translation>
    </message>
    <message>
        <source>Share of the squares of the area that no healthy camera looks at</source>
        <translation>该巡区中没有正常摄像头看到的方格所占比例</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>时限</translation>
    </message>
    <message>
        <source>{time} late</source>
        <translation>超时 {time}</translation>
    </message>
    <message>
        <source>no area</source>
        <translation>无巡区</translation>
    </message>
    <message>
        <source>{blind} of {cells} squares</source>
        <translation>{cells} 个方格中的 {blind} 个</translation>
    </message>
    <message>
        <source>Routine</source>
        <translation>常态</translation>
    </message>
    <message>
        <source>Heightened</source>
        <translation>加强</translation>
    </message>
    <message>
        <source>Highest</source>
        <translation>最高</translation>
    </message>
    <message>
        <source>Key cameras</source>
        <translation>重点摄像头</translation>
    </message>
    <message>
        <source>Ordinary cameras</source>
        <translation>一般摄像头</translation>
    </message>
    <message>
        <source>key camera</source>
        <translation>重点摄像头</translation>
    </message>
    <message>
        <source>ordinary camera</source>
        <translation>一般摄像头</translation>
    </message>
    <message>
        <source>once a shift</source>
        <translation>每班一次</translation>
    </message>
    <message>
        <source>every {time}</source>
        <translation>每 {time}</translation>
    </message>
    <message>
        <source>in {time}</source>
        <translation>{time}后</translation>
    </message>
    <message>
        <source>out</source>
        <translation>故障</translation>
    </message>
    <message>
        <source>due now</source>
        <translation>现在到期</translation>
    </message>
    <message>
        <source>{plan} since {time}, {name}</source>
        <translation>{plan}，自 {time} 起，{name}</translation>
    </message>
    <message>
        <source>{plan} since {time}</source>
        <translation>{plan}，自 {time} 起</translation>
    </message>
    <message>
        <source>Nobody is signed in. Sign in first; the switch is written down with a name.</source>
        <translation>无人登录。请先登录，切换会连同姓名记入台账。</translation>
    </message>
    <message>
        <source>Your role may not switch the plan.</source>
        <translation>您的角色不能切换勤务方案。</translation>
    </message>
    <message>
        <source>The plan was not switched: {why}</source>
        <translation>勤务方案未切换：{why}</translation>
    </message>
</context>
<context>
    <name>CoveragePage</name>
    <message>
        <source>Zoom the map</source>
        <translation>缩放地图</translation>
    </message>
    <message>
        <source>Move the map</source>
        <translation>移动地图</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Select the nearest camera in that direction</source>
        <translation>选择该方向最近的摄像头</translation>
    </message>
    <message>
        <source>In the due list: show the camera on the wall; in the areas: begin a round there</source>
        <translation>在到期列表中：在监控墙上显示该摄像头；在巡区列表中：开始巡逻该巡区</translation>
    </message>
    <message>
        <source>Coverage now, coverage over weeks</source>
        <translation>当前覆盖、数周覆盖</translation>
    </message>
    <message>
        <source>Blind squares on or off</source>
        <translation>显示或隐藏盲区方格</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>当前</translation>
    </message>
    <message>
        <source>Weeks</source>
        <translation>数周</translation>
    </message>
</context>
<context>
    <name>CoveragePanel</name>
    <message>
        <source>Due list: {n} overdue</source>
        <translation>到期列表：{n} 个超时</translation>
    </message>
    <message>
        <source>Plans…</source>
        <translation>勤务方案…</translation>
    </message>
    <message>
        <source>Blind squares</source>
        <translation>盲区方格</translation>
    </message>
    <message>
        <source>Hatch the squares that no healthy camera looks at (B)</source>
        <translation>用斜线标出没有正常摄像头看到的方格（B）</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Show everything (Home)</source>
        <translation>显示全部（Home）</translation>
    </message>
    <message>
        <source>Areas</source>
        <translation>巡区</translation>
    </message>
    <message>
        <source>Coverage map</source>
        <translation>覆盖地图</translation>
    </message>
    <message>
        <source>Due list</source>
        <translation>到期列表</translation>
    </message>
    <message>
        <source>Nothing is on the map yet: cameras need a latitude and a longitude in the configuration file.</source>
        <translation>地图上还没有内容：请在配置文件中为摄像头填写纬度和经度。</translation>
    </message>
    <message>
        <source>No area has a ring or a camera with a place: there are no squares to count.</source>
        <translation>没有任何巡区有边界或有位置的摄像头，因此没有可统计的方格。</translation>
    </message>
    <message>
        <source>{blind} of {cells} squares of {side} are blind ({share})</source>
        <translation>{cells} 个边长 {side} 的方格中有 {blind} 个盲区（{share}）</translation>
    </message>
    <message>
        <source>{blind} of {cells} squares of {side} (smaller ones would be too many) are blind ({share})</source>
        <translation>{cells} 个边长 {side} 的方格（更小则过多）中有 {blind} 个盲区（{share}）</translation>
    </message>
    <message>
        <source>in no area</source>
        <translation>不属于任何巡区</translation>
    </message>
    <message>
        <source>Reading the book…</source>
        <translation>正在读取台账…</translation>
    </message>
    <message>
        <source>Last seen {ago}</source>
        <translation>上次查看：{ago}</translation>
    </message>
    <message>
        <source>Due {time} ({when})</source>
        <translation>时限 {time}（{when}）</translation>
    </message>
    <message>
        <source>Out: a repair ticket is open</source>
        <translation>故障：报修单未结</translation>
    </message>
    <message>
        <source>{state}, but the picture is frozen</source>
        <translation>{state}，但画面冻结</translation>
    </message>
    <message>
        <source>{state}, but masked out</source>
        <translation>{state}，但画面被遮蔽</translation>
    </message>
    <message>
        <source>Picture: {state}</source>
        <translation>画面：{state}</translation>
    </message>
    <message>
        <source>Its place, heading or field of view is not known: it counts as seeing nothing here.</source>
        <translation>其位置、朝向或视场角未知：此处按看不到任何区域计算。</translation>
    </message>
</context>
<context>
    <name>Debrief</name>
    <message>
        <source>broken off after {time}</source>
        <translation>{time} 后中止</translation>
    </message>
    <message>
        <source>seed {seed}</source>
        <translation>种子 {seed}</translation>
    </message>
    <message>
        <source>What</source>
        <translation>什么</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>哪里</translation>
    </message>
    <message>
        <source>Began at</source>
        <translation>开始于</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>应有反应</translation>
    </message>
    <message>
        <source>When</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>At</source>
        <translation>时刻</translation>
    </message>
    <message>
        <source>By</source>
        <translation>作者</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Add note</source>
        <translation>添加备注</translation>
    </message>
    <message>
        <source>Back to the runs</source>
        <translation>返回训练记录</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>Show the recording here</source>
        <translation>从这里看录像</translation>
    </message>
    <message>
        <source>There is no recording of this run</source>
        <translation>这次训练没有录像</translation>
    </message>
    <message>
        <source>A note at {time}</source>
        <translation>{time} 处的备注</translation>
    </message>
    <message>
        <source>It was not so</source>
        <translation>并非如此</translation>
    </message>
    <message>
        <source>the run ended first</source>
        <translation>演练已先结束</translation>
    </message>
    <message>
        <source>{aircraft}, with no no-fly zone there</source>
        <translation>{aircraft}，该处没有禁飞区</translation>
    </message>
    <message>
        <source>The note cannot be kept: {why}</source>
        <translation>备注无法保存：{why}</translation>
    </message>
    <message>
        <source>PDF (*.pdf);;Web page (*.html)</source>
        <translation>PDF (*.pdf);;网页 (*.html)</translation>
    </message>
    <message>
        <source>Save the debrief</source>
        <translation>保存讲评</translation>
    </message>
    <message>
        <source>Page {page} of {pages}</source>
        <translation>第 {page} 页，共 {pages} 页</translation>
    </message>
    <message>
        <source>It cannot be saved: {why}</source>
        <translation>无法保存：{why}</translation>
    </message>
</context>
<context>
    <name>DeckKeys</name>
    <message>
        <source>Play or pause</source>
        <translation>播放或暂停</translation>
    </message>
    <message>
        <source>Backward and forward; again for faster</source>
        <translation>倒放、正放；再按加速</translation>
    </message>
    <message>
        <source>A picture back or on while it stands, 5 s while it plays</source>
        <translation>暂停时前后移动一帧，播放时前后跳 5 秒</translation>
    </message>
    <message>
        <source>A minute back or on</source>
        <translation>前后跳一分钟</translation>
    </message>
    <message>
        <source>To the beginning or the end</source>
        <translation>到开头或结尾</translation>
    </message>
    <message>
        <source>To the next or the previous event</source>
        <translation>到下一个或上一个记录点</translation>
    </message>
    <message>
        <source>Begin and end of a loop; no loop</source>
        <translation>循环的起点和终点；取消循环</translation>
    </message>
    <message>
        <source>Write a word at this place</source>
        <translation>在此处写批注</translation>
    </message>
    <message>
        <source>Go to a time</source>
        <translation>跳到某一时间</translation>
    </message>
    <message>
        <source>Choose the camera beside</source>
        <translation>选择相邻的摄像头</translation>
    </message>
    <message>
        <source>Zoom the timeline; the whole of it (on the timeline)</source>
        <translation>缩放时间轴；显示整条（焦点在时间轴上时）</translation>
    </message>
</context>
<context>
    <name>DeckPage</name>
    <message>
        <source>Wall</source>
        <translation>监控墙</translation>
    </message>
    <message>
        <source>Fleet</source>
        <translation>机队</translation>
    </message>
    <message>
        <source>Airspace</source>
        <translation>空域</translation>
    </message>
    <message>
        <source>Incidents</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>What of the replay is shown</source>
        <translation>显示回放的哪一部分</translation>
    </message>
    <message>
        <source>Beside live</source>
        <translation>与实时并排</translation>
    </message>
    <message>
        <source>The live wall at the left, this replay at the right</source>
        <translation>左边是实时监控墙，右边是本回放</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Up to now</source>
        <translation>更新到现在</translation>
    </message>
    <message>
        <source>It is still being recorded: open what came since, and go on from the same moment</source>
        <translation>仍在录制：打开此后录下的内容，并从同一时刻继续</translation>
    </message>
    <message>
        <source>Take pictures and data out as evidence</source>
        <translation>把画面和数据作为证据导出</translation>
    </message>
    <message>
        <source>Close the session</source>
        <translation>关闭录像会话</translation>
    </message>
</context>
<context>
    <name>DeleteDialog</name>
    <message>
        <source>Delete the session</source>
        <translation>删除录像会话</translation>
    </message>
    <message>
        <source>Delete “{title}” for good?</source>
        <translation>永久删除“{title}”？</translation>
    </message>
    <message>
        <source>Delete for good</source>
        <translation>永久删除</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Nothing brings it back.</source>
        <translation>删除后无法恢复。</translation>
    </message>
    <message>
        <source>This is lost:</source>
        <translation>将失去：</translation>
    </message>
    <message>
        <source>video of {cameras}</source>
        <translation>{cameras}的视频</translation>
    </message>
    <message>
        <source>what was recorded of {incidents}</source>
        <translation>以下事件的记录：{incidents}</translation>
    </message>
    <message>
        <source>{size} on the disk</source>
        <translation>磁盘上的 {size}</translation>
    </message>
</context>
<context>
    <name>DemoBadge</name>
    <message>
        <source>DEMO</source>
        <translation>演示</translation>
    </message>
    <message>
        <source>Nothing here is real: made-up cameras, drones and alarms</source>
        <translation>演示环境：摄像头、无人机和告警均为虚构</translation>
    </message>
</context>
<context>
    <name>DetailPanel</name>
    <message>
        <source>None since the program started</source>
        <translation>程序启动以来无消息</translation>
    </message>
    <message>
        <source>Show on map</source>
        <translation>在地图上查看</translation>
    </message>
    <message>
        <source>Show it in the airspace workspace (Ctrl+M)</source>
        <translation>在空域页面查看（Ctrl+M）</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Close the details (Esc)</source>
        <translation>关闭详情（Esc）</translation>
    </message>
    <message>
        <source>Its own messages</source>
        <translation>设备消息</translation>
    </message>
</context>
<context>
    <name>Dispatch</name>
    <message>
        <source>The distance is not known.</source>
        <translation>距离未知。</translation>
    </message>
    <message>
        <source>{distance} in a straight line, from {start} to {end}.</source>
        <translation>直线距离 {distance}，从{start}到{end}。</translation>
    </message>
    <message>
        <source>Bound to the area: asked first.</source>
        <translation>属于该巡区，优先询问。</translation>
    </message>
    <message>
        <source>ask its pilot</source>
        <translation>须询问其飞手</translation>
    </message>
    <message>
        <source>busy with no. {n}</source>
        <translation>正在处置第 {n} 号</translation>
    </message>
    <message>
        <source>its configured place</source>
        <translation>其配置的位置</translation>
    </message>
    <message>
        <source>its dock</source>
        <translation>其机巢</translation>
    </message>
    <message>
        <source>the incident&apos;s place</source>
        <translation>事件位置</translation>
    </message>
    <message>
        <source>where the aircraft was when it was raised</source>
        <translation>登记时飞行器所在处</translation>
    </message>
    <message>
        <source>the camera</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>the middle of the area</source>
        <translation>巡区中心</translation>
    </message>
    <message>
        <source>strong wind</source>
        <translation>大风</translation>
    </message>
    <message>
        <source>rain</source>
        <translation>有雨</translation>
    </message>
</context>
<context>
    <name>DueList</name>
    <message>
        <source>Due</source>
        <translation>待巡</translation>
    </message>
</context>
<context>
    <name>Duty</name>
    <message>
        <source>New</source>
        <translation>新告警</translation>
    </message>
    <message>
        <source>Acknowledged</source>
        <translation>已确认</translation>
    </message>
    <message>
        <source>Dispatched</source>
        <translation>已派出</translation>
    </message>
    <message>
        <source>On scene</source>
        <translation>已到场</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>已办结</translation>
    </message>
    <message>
        <source>Unknown aircraft in a zone</source>
        <translation>不明飞行器闯入管控区</translation>
    </message>
    <message>
        <source>Seen on a camera</source>
        <translation>视频发现</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>电话报警</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Handed over to a team</source>
        <translation>已移交处置力量</translation>
    </message>
    <message>
        <source>Pilot reached</source>
        <translation>已找到飞手</translation>
    </message>
    <message>
        <source>Aircraft left the zone</source>
        <translation>目标已离开管控区</translation>
    </message>
    <message>
        <source>Flight was permitted</source>
        <translation>飞行已获批准</translation>
    </message>
    <message>
        <source>False alarm</source>
        <translation>误报</translation>
    </message>
    <message>
        <source>Settled on the spot</source>
        <translation>现场处置完毕</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>未发现异常</translation>
    </message>
    <message>
        <source>Other (say in the note)</source>
        <translation>其他（请在备注中说明）</translation>
    </message>
    <message>
        <source>To acknowledge</source>
        <translation>至确认</translation>
    </message>
    <message>
        <source>To dispatch</source>
        <translation>至调派</translation>
    </message>
    <message>
        <source>To arrive</source>
        <translation>至到场</translation>
    </message>
    <message>
        <source>To close</source>
        <translation>至办结</translation>
    </message>
    <message>
        <source>not written yet</source>
        <translation>尚未写入台账</translation>
    </message>
    <message>
        <source>{n} unknown aircraft in {zone}</source>
        <translation>{n} 个不明飞行器闯入“{zone}”</translation>
    </message>
    <message>
        <source>Unknown aircraft {subject} in {zone}</source>
        <translation>不明飞行器 {subject} 闯入“{zone}”</translation>
    </message>
    <message>
        <source>; </source>
        <translation>；</translation>
    </message>
</context>
<context>
    <name>DutyField</name>
    <message>
        <source>Nobody is signed in</source>
        <translation>无人登录</translation>
    </message>
    <message>
        <source>Sign in, change over, hand over, switch the plan</source>
        <translation>登录、换人、交接班、切换方案</translation>
    </message>
    <message>
        <source>Operator: {name}, {role}</source>
        <translation>值守人员：{name}，{role}</translation>
    </message>
    <message>
        <source>Shift: {name}</source>
        <translation>班次：{name}</translation>
    </message>
    <message>
        <source>Plan: {name}</source>
        <translation>方案：{name}</translation>
    </message>
</context>
<context>
    <name>EndedPage</name>
    <message>
        <source>seen</source>
        <translation>已查看</translation>
    </message>
    <message>
        <source>of them late</source>
        <translation>其中超时</translation>
    </message>
    <message>
        <source>abnormal</source>
        <translation>异常</translation>
    </message>
    <message>
        <source>could not be seen</source>
        <translation>无法查看</translation>
    </message>
    <message>
        <source>Back  {key}</source>
        <translation>返回  {key}</translation>
    </message>
    <message>
        <source>The round is finished</source>
        <translation>本轮巡逻已完成</translation>
    </message>
    <message>
        <source>The round was ended early</source>
        <translation>本轮巡逻提前结束</translation>
    </message>
    <message>
        <source>Every camera has its answer</source>
        <translation>每个摄像头都已有结果</translation>
    </message>
    <message>
        <source>{n} of {all} cameras</source>
        <translation>摄像头 {n}/{all}</translation>
    </message>
    <message>
        <source>✓ Every answer is in the book</source>
        <translation>✓ 全部结果已入台账</translation>
    </message>
</context>
<context>
    <name>Evidence</name>
    <message>
        <source>Original packets of the cameras</source>
        <translation>摄像头原始数据包</translation>
    </message>
    <message>
        <source>Clips with time and masks burned in</source>
        <translation>叠加时间与遮挡的视频</translation>
    </message>
    <message>
        <source>Telemetry (MAVLink)</source>
        <translation>遥测数据（MAVLink）</translation>
    </message>
    <message>
        <source>What was recorded and done (session, duty book)</source>
        <translation>记录与操作（会话、值班台账）</translation>
    </message>
    <message>
        <source>Unmasked originals of masked cameras</source>
        <translation>有遮挡摄像头的未遮挡原始数据</translation>
    </message>
    <message>
        <source>Pilots&apos; positions (restricted telemetry)</source>
        <translation>飞手位置（受限遥测数据）</translation>
    </message>
    <message>
        <source>Clips of {span} in all</source>
        <translation>视频总长 {span}</translation>
    </message>
    <message>
        <source>Telemetry, about {size}</source>
        <translation>遥测数据约 {size}</translation>
    </message>
    <message>
        <source>About {size} in all; {free} are free there</source>
        <translation>共约 {size}；该处剩余空间 {free}</translation>
    </message>
    <message>
        <source>It was begun before and goes on where it stopped.</source>
        <translation>此前已开始导出，将从中断处继续。</translation>
    </message>
    <message>
        <source>Originals of {camera}</source>
        <translation>{camera} 的原始数据</translation>
    </message>
    <message>
        <source>Clip of {camera}</source>
        <translation>{camera} 的视频</translation>
    </message>
    <message>
        <source>Telemetry {log}</source>
        <translation>遥测数据 {log}</translation>
    </message>
    <message>
        <source>What was recorded and done</source>
        <translation>记录与操作</translation>
    </message>
    <message>
        <source>Writing it into the duty book</source>
        <translation>正在写入值班台账</translation>
    </message>
</context>
<context>
    <name>EvidenceCounts</name>
    <message numerus="yes">
        <source>%n original packet(s)</source>
        <translation>
            <numerusform>%n 个原始数据包</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n gap(s), {span} in all</source>
        <translation>
            <numerusform>%n 处缺失，共 {span}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n camera(s) without a picture in this span</source>
        <translation>
            <numerusform>%n 个摄像头在此时段没有画面</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n masked camera(s) without originals</source>
        <translation>
            <numerusform>%n 个有遮挡的摄像头不含原始数据</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EvidenceDialog</name>
    <message>
        <source>Export evidence</source>
        <translation>导出证据</translation>
    </message>
    <message>
        <source>It is written in the duty book with your name and your reason before anything is copied.</source>
        <translation>复制任何内容之前，您的姓名与事由会先写入值班台账。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Stopped. What is finished is kept: “Go on” continues from there.</source>
        <translation>已停止。已完成的部分保留，点“继续”从该处接着导出。</translation>
    </message>
    <message>
        <source>The evidence is in {folder}

SHA-256 of manifest.json: {sha256}

To check it, on any machine with Python and the package cryptography: python3 verify.py in that folder. Give the station&apos;s public key by another way than the evidence.</source>
        <translation>证据位于 {folder}

manifest.json 的 SHA-256：{sha256}

校验方法：在任何装有 Python 和 cryptography 软件包的机器上，于该文件夹中运行 python3 verify.py。本设备的公钥请通过证据以外的途径提供。</translation>
    </message>
    <message>
        <source>Your role may not export evidence.</source>
        <translation>您的角色不能导出证据。</translation>
    </message>
    <message>
        <source>The span ends before it begins.</source>
        <translation>结束时间早于开始时间。</translation>
    </message>
    <message>
        <source>Choose what is to be exported.</source>
        <translation>请选择要导出的内容。</translation>
    </message>
    <message>
        <source>Choose a camera.</source>
        <translation>请选择摄像头。</translation>
    </message>
    <message>
        <source>Say why it is exported.</source>
        <translation>请写明导出事由。</translation>
    </message>
    <message>
        <source>Choose where it goes.</source>
        <translation>请选择导出位置。</translation>
    </message>
    <message>
        <source>There is not enough room at that place.</source>
        <translation>该处空间不足。</translation>
    </message>
    <message>
        <source>Span</source>
        <translation>时段</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>事由(&amp;R)</translation>
    </message>
    <message>
        <source>Why it is handed out, to whom</source>
        <translation>为何提供、提供给谁</translation>
    </message>
    <message>
        <source>Case &amp;number</source>
        <translation>案号(&amp;N)</translation>
    </message>
    <message>
        <source>Optional; it is burned into the clips</source>
        <translation>可不填；会叠加到视频画面上方</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>&amp;Folder</source>
        <translation>文件夹(&amp;F)</translation>
    </message>
    <message>
        <source>Progress of the export</source>
        <translation>导出进度</translation>
    </message>
    <message>
        <source>Show folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>What is exported</source>
        <translation>导出内容</translation>
    </message>
    <message>
        <source>Where the evidence goes</source>
        <translation>证据导出到何处</translation>
    </message>
</context>
<context>
    <name>Figures</name>
    <message>
        <source>Unknown: nothing was reported yet</source>
        <translation>未知：尚未上报</translation>
    </message>
    <message>
        <source>{metres} above sea level</source>
        <translation>海拔 {metres}</translation>
    </message>
    <message>
        <source>{metres} above the WGS84 ellipsoid</source>
        <translation>WGS84 椭球高 {metres}</translation>
    </message>
    <message>
        <source>{metres} above home</source>
        <translation>距起飞点高 {metres}</translation>
    </message>
    <message>
        <source>{metres} above ground</source>
        <translation>离地 {metres}</translation>
    </message>
    <message>
        <source>{metres} pressure altitude</source>
        <translation>气压高度 {metres}</translation>
    </message>
    <message>
        <source>{metres} AMSL</source>
        <translation>海拔 {metres}</translation>
    </message>
    <message>
        <source>{metres} WGS84</source>
        <translation>椭球 {metres}</translation>
    </message>
    <message>
        <source>{metres} rel.</source>
        <translation>相对 {metres}</translation>
    </message>
    <message>
        <source>{metres} AGL</source>
        <translation>离地 {metres}</translation>
    </message>
    <message>
        <source>{metres} press.</source>
        <translation>气压 {metres}</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} 秒</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n} 分钟</translation>
    </message>
    <message>
        <source>{n} h</source>
        <translation>{n} 小时</translation>
    </message>
    <message>
        <source>{n} d</source>
        <translation>{n} 天</translation>
    </message>
    <message>
        <source>never</source>
        <translation>从未</translation>
    </message>
    <message>
        <source>{age} ago</source>
        <translation>{age}前</translation>
    </message>
    <message>
        <source>E</source>
        <translation>E</translation>
    </message>
    <message>
        <source>N</source>
        <translation>N</translation>
    </message>
    <message>
        <source>S</source>
        <translation>S</translation>
    </message>
    <message>
        <source>W</source>
        <translation>W</translation>
    </message>
</context>
<context>
    <name>Fleet</name>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Dock</source>
        <translation>机巢</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>模式</translation>
    </message>
    <message>
        <source>Cover</source>
        <translation>舱盖</translation>
    </message>
    <message>
        <source>Drone in it</source>
        <translation>在库无人机</translation>
    </message>
    <message>
        <source>Charge</source>
        <translation>充电</translation>
    </message>
    <message>
        <source>Inside</source>
        <translation>舱内</translation>
    </message>
    <message>
        <source>Temperature inside the dock</source>
        <translation>机巢舱内温度</translation>
    </message>
    <message>
        <source>Outside</source>
        <translation>舱外</translation>
    </message>
    <message>
        <source>Temperature outside the dock</source>
        <translation>机巢舱外温度</translation>
    </message>
    <message>
        <source>Humidity</source>
        <translation>湿度</translation>
    </message>
    <message>
        <source>Relative humidity</source>
        <translation>相对湿度</translation>
    </message>
    <message>
        <source>Wind</source>
        <translation>风速</translation>
    </message>
    <message>
        <source>Rain</source>
        <translation>雨量</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Quality of its network, 0 none to 5 best</source>
        <translation>网络质量，0 无信号至 5 最佳</translation>
    </message>
    <message>
        <source>Heard</source>
        <translation>最近收到</translation>
    </message>
    <message>
        <source>Time since its last heartbeat</source>
        <translation>距上次心跳的时间</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>链路</translation>
    </message>
    <message>
        <source>Dock {id}</source>
        <translation>机巢 {id}</translation>
    </message>
    <message>
        <source>Emergency stop</source>
        <translation>急停</translation>
    </message>
    <message>
        <source>Alarm</source>
        <translation>告警</translation>
    </message>
    <message>
        <source>Cover abnormal</source>
        <translation>舱盖异常</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>Home of {drone}</source>
        <translation>{drone} 的机巢</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>空</translation>
    </message>
    <message>
        <source>Drone</source>
        <translation>无人机</translation>
    </message>
    <message>
        <source>Armed</source>
        <translation>已解锁</translation>
    </message>
    <message>
        <source>Battery</source>
        <translation>电量</translation>
    </message>
    <message>
        <source>Altitude</source>
        <translation>高度</translation>
    </message>
    <message>
        <source>With what it is measured from: relative to home, sea level (AMSL), ground (AGL)</source>
        <translation>附高度基准：相对起飞点、海平面（AMSL）、地面（AGL）</translation>
    </message>
    <message>
        <source>From home</source>
        <translation>距起飞点</translation>
    </message>
    <message>
        <source>Distance from home</source>
        <translation>与起飞点的距离</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Speed over ground</source>
        <translation>地速</translation>
    </message>
    <message>
        <source>GPS</source>
        <translation>GPS</translation>
    </message>
    <message>
        <source>Fix and satellites</source>
        <translation>定位状态和卫星数</translation>
    </message>
    <message>
        <source>Messages lost on the way, counted by sequence</source>
        <translation>按序号统计的丢包数</translation>
    </message>
    <message>
        <source>Lost msg.</source>
        <translation>丢包</translation>
    </message>
    <message>
        <source>Vehicle {id}</source>
        <translation>载具 {id}</translation>
    </message>
    <message>
        <source>Drone {id}</source>
        <translation>无人机 {id}</translation>
    </message>
    <message>
        <source>since {time}</source>
        <translation>始于 {time}</translation>
    </message>
    <message>
        <source>now</source>
        <translation>刚刚</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>In zones</source>
        <translation>所在管控区</translation>
    </message>
    <message>
        <source>Voltage</source>
        <translation>电压</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Heading</source>
        <translation>航向</translation>
    </message>
    <message>
        <source>Climb</source>
        <translation>升降率</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>起飞点</translation>
    </message>
    <message>
        <source>Satellites</source>
        <translation>卫星数</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>消息数</translation>
    </message>
    <message>
        <source>Lost messages</source>
        <translation>丢包数</translation>
    </message>
    <message>
        <source>Task step</source>
        <translation>任务步骤</translation>
    </message>
    <message>
        <source>Drone&apos;s battery</source>
        <translation>无人机电量</translation>
    </message>
    <message>
        <source>Backup battery</source>
        <translation>备用电池</translation>
    </message>
    <message>
        <source>Supply</source>
        <translation>供电电压</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>链路</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Gaps in the sequence numbers, ground stations left out</source>
        <translation>序号缺口，不含地面站</translation>
    </message>
    <message>
        <source>Bad</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Frames with a wrong checksum, and bytes that are no frame</source>
        <translation>校验错误的帧，以及不成帧的字节</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Messages of kinds that this program does not know</source>
        <translation>本程序不认识的消息类型</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>处置建议</translation>
    </message>
    <message>
        <source>{n}/s</source>
        <translation>{n}/秒</translation>
    </message>
    <message>
        <source>No link is configured</source>
        <translation>未配置链路</translation>
    </message>
    <message>
        <source>Add a link to the configuration file and start the program again, for example:</source>
        <translation>请在配置文件中添加链路后重新启动程序，例如：</translation>
    </message>
    <message>
        <source>Send the telemetry (MAVLink) of the drones or of the radio to this computer at that address, and let its port through the firewall. Vehicles appear here by themselves.</source>
        <translation>请将无人机或电台的遥测（MAVLink）发送到本机该地址，并在防火墙放行端口。设备会自动出现在此处。</translation>
    </message>
    <message>
        <source>Nothing heard yet on {addresses}</source>
        <translation>{addresses} 尚未收到数据</translation>
    </message>
    <message>
        <source>Battery, % over minutes</source>
        <translation>电量，%（分钟）</translation>
    </message>
    <message>
        <source>Altitude, m over minutes</source>
        <translation>高度，m（分钟）</translation>
    </message>
</context>
<context>
    <name>FleetWorkspace</name>
    <message>
        <source>Drones</source>
        <translation>无人机</translation>
    </message>
    <message>
        <source>Docks</source>
        <translation>机巢</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>链路</translation>
    </message>
    <message>
        <source>Fleet</source>
        <translation>机队</translation>
    </message>
    <message>
        <source>Filter by name, id, mode, state or link (Ctrl+F)</source>
        <translation>按名称、编号、模式、状态或链路筛选（Ctrl+F）</translation>
    </message>
    <message>
        <source>Select a row</source>
        <translation>选择一行</translation>
    </message>
    <message>
        <source>Show the selected one on the map</source>
        <translation>在地图上查看选中项</translation>
    </message>
    <message>
        <source>Close the details</source>
        <translation>关闭详情</translation>
    </message>
    <message>
        <source>Filter the tables</source>
        <translation>筛选表格</translation>
    </message>
</context>
<context>
    <name>ForeignDialog</name>
    <message>
        <source>Open other material</source>
        <translation>打开其他材料</translation>
    </message>
    <message>
        <source>Telemetry logs (.tlog), folders of clips, and clips are shown on one clock. They stay where they are; a session that points to them is added to the list.</source>
        <translation>遥测日志（.tlog）、视频文件夹和视频文件将按同一时间显示。它们留在原处；列表中会添加一个指向它们的录像会话。</translation>
    </message>
    <message>
        <source>&amp;Title</source>
        <translation>标题(&amp;T)</translation>
    </message>
    <message>
        <source>Material</source>
        <translation>材料</translation>
    </message>
    <message>
        <source>Begins at (local)</source>
        <translation>开始时间（本地）</translation>
    </message>
    <message>
        <source>Offset</source>
        <translation>时间偏移</translation>
    </message>
    <message>
        <source>Add &amp;files…</source>
        <translation>添加文件(&amp;F)…</translation>
    </message>
    <message>
        <source>Add a f&amp;older…</source>
        <translation>添加文件夹(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>移除(&amp;R)</translation>
    </message>
    <message>
        <source>Put together</source>
        <translation>合成</translation>
    </message>
    <message>
        <source>in the log</source>
        <translation>见日志</translation>
    </message>
    <message>
        <source>from the file</source>
        <translation>取自文件</translation>
    </message>
    <message>
        <source>A log carries its own times</source>
        <translation>日志自带时间</translation>
    </message>
    <message>
        <source>Such as 2026-11-22 14:05:09; empty: from its name, its metadata or its file&apos;s time</source>
        <translation>例如 2026-11-22 14:05:09；留空则取自文件名、元数据或文件时间</translation>
    </message>
    <message>
        <source>Added to its times, where its clock was wrong</source>
        <translation>加到它的时间上，用于校正走错的时钟</translation>
    </message>
    <message>
        <source>Add files</source>
        <translation>添加文件</translation>
    </message>
    <message>
        <source>Add a folder of clips</source>
        <translation>添加视频文件夹</translation>
    </message>
    <message>
        <source>Add at least one log, clip or folder; they can be dropped here, too.</source>
        <translation>请至少添加一个日志、视频或文件夹；也可以拖放到这里。</translation>
    </message>
    <message>
        <source>A beginning is written such as 2026-11-22 14:05:09.</source>
        <translation>开始时间的写法例如 2026-11-22 14:05:09。</translation>
    </message>
    <message>
        <source>Cancelled; nothing was added.</source>
        <translation>已取消，未添加任何内容。</translation>
    </message>
</context>
<context>
    <name>Form</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>FullScreenWall</name>
    <message>
        <source>Mouse Patrol: wall</source>
        <translation>鼠标巡逻：监控墙</translation>
    </message>
</context>
<context>
    <name>GoToDialog</name>
    <message>
        <source>Go to a time</source>
        <translation>跳到某一时间</translation>
    </message>
    <message>
        <source>The tape goes from {first} to {last}.</source>
        <translation>录像从 {first} 到 {last}。</translation>
    </message>
    <message>
        <source>&amp;Time</source>
        <translation>时间(&amp;T)</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>跳转</translation>
    </message>
    <message>
        <source>Such as 14:05, 14:05:09.5, 2026-11-22 14:05, +90 or −1:30.</source>
        <translation>例如 14:05、14:05:09.5、2026-11-22 14:05、+90 或 −1:30。</translation>
    </message>
    <message>
        <source>That is beyond the tape: it goes to its nearest end.</source>
        <translation>超出了录像范围：将跳到最近的一端。</translation>
    </message>
    <message>
        <source>Enter goes to {time}.</source>
        <translation>按回车跳到 {time}。</translation>
    </message>
</context>
<context>
    <name>HandOverDialog</name>
    <message>
        <source>Hand over</source>
        <translation>交接班</translation>
    </message>
    <message>
        <source>What stands below is written in the duty book with both names. The wall goes on.</source>
        <translation>以下内容连同双方姓名写入值班台账，监控墙不中断。</translation>
    </message>
    <message>
        <source>Demo: every password is “demo”.</source>
        <translation>演示：所有密码均为“demo”。</translation>
    </message>
    <message>
        <source>{name} hands over</source>
        <translation>{name} 交班</translation>
    </message>
    <message>
        <source>N&amp;ote</source>
        <translation>备注(&amp;O)</translation>
    </message>
    <message>
        <source>What the next officer has to know (optional)</source>
        <translation>接班人需要知道的事（可不填）</translation>
    </message>
    <message>
        <source>Next officer&apos;s &amp;login</source>
        <translation>接班人登录名(&amp;L)</translation>
    </message>
    <message>
        <source>Their &amp;password</source>
        <translation>接班人密码(&amp;P)</translation>
    </message>
    <message>
        <source>The next officer is somebody else.</source>
        <translation>接班人须为另一人。</translation>
    </message>
</context>
<context>
    <name>HandOverPage</name>
    <message>
        <source>From</source>
        <translation>交班</translation>
    </message>
    <message>
        <source>To</source>
        <translation>接班</translation>
    </message>
    <message>
        <source>At</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Hand-over</source>
        <translation>交接班</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Head of the duty book</source>
        <translation>值班台账链首</translation>
    </message>
    <message>
        <source>Keep this line: with it the book can be verified later.</source>
        <translation>请保存此行：日后可据此校验台账。</translation>
    </message>
    <message>
        <source>Open incidents</source>
        <translation>未办结事件</translation>
    </message>
    <message>
        <source>Overdue cameras</source>
        <translation>超时摄像头</translation>
    </message>
    <message>
        <source>Broken cameras</source>
        <translation>故障摄像头</translation>
    </message>
    <message>
        <source>Signature, handing over</source>
        <translation>交班人签字</translation>
    </message>
    <message>
        <source>Signature, taking over</source>
        <translation>接班人签字</translation>
    </message>
</context>
<context>
    <name>HeatModel</name>
    <message>
        <source>All</source>
        <translation>全天</translation>
    </message>
    <message>
        <source>No deadline fell due</source>
        <translation>没有到期时限</translation>
    </message>
    <message>
        <source>{met} of {all} deadlines were met ({share})</source>
        <translation>{all} 个时限中按时 {met} 个（{share}）</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>Opened</source>
        <translation>登记</translation>
    </message>
    <message>
        <source>Raised by the program</source>
        <translation>由程序登记</translation>
    </message>
    <message>
        <source>Acknowledged</source>
        <translation>确认</translation>
    </message>
    <message>
        <source>{who} is on scene</source>
        <translation>{who}已到场</translation>
    </message>
    <message>
        <source>{who} sent</source>
        <translation>调派{who}</translation>
    </message>
    <message>
        <source>by {channel}</source>
        <translation>经 {channel}</translation>
    </message>
    <message>
        <source>told: {name}</source>
        <translation>应答：{name}</translation>
    </message>
    <message>
        <source>read back: “{words}”</source>
        <translation>复述：“{words}”</translation>
    </message>
    <message>
        <source>reported upward to {whom}</source>
        <translation>已上报：{whom}</translation>
    </message>
    <message>
        <source>Closed: {how}</source>
        <translation>办结：{how}</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>办结</translation>
    </message>
</context>
<context>
    <name>IncidentDetail</name>
    <message>
        <source>No incident selected</source>
        <translation>未选中事件</translation>
    </message>
    <message>
        <source>Being written…</source>
        <translation>正在写入台账…</translation>
    </message>
    <message>
        <source>Caller</source>
        <translation>报警人</translation>
    </message>
    <message>
        <source>told further up {n} ×</source>
        <translation>已升级 {n} 次</translation>
    </message>
    <message>
        <source>kept on this machine, joins the book later</source>
        <translation>暂存本机，稍后并入台账</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>经过</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Aircraft</source>
        <translation>飞行器</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Zone</source>
        <translation>管控区</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>巡区</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>判定依据</translation>
    </message>
    <message>
        <source>Seen at</source>
        <translation>发现位置</translation>
    </message>
    <message>
        <source>Raised</source>
        <translation>告警时间</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>{n} aircraft</source>
        <translation>{n} 个飞行器</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>办结</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
</context>
<context>
    <name>IncidentModel</name>
    <message>
        <source>No.</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Raised</source>
        <translation>告警时间</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>历时</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>判定依据</translation>
    </message>
    <message>
        <source>Being written…</source>
        <translation>正在写入台账…</translation>
    </message>
</context>
<context>
    <name>IncidentWiring</name>
    <message>
        <source>Incident card</source>
        <translation>事件卡片</translation>
    </message>
</context>
<context>
    <name>IncidentsWorkspace</name>
    <message>
        <source>{open} open · {all} in the book</source>
        <translation>{open} 起未办结 · 台账共 {all} 起</translation>
    </message>
    <message>
        <source>The book cannot be written: {why}</source>
        <translation>值班台账无法写入：{why}</translation>
    </message>
    <message>
        <source>Incidents</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>No incidents.</source>
        <translation>暂无事件。</translation>
    </message>
    <message>
        <source>One is raised by itself when an aircraft that is not ours is in an active zone.</source>
        <translation>非我方飞行器进入生效的管控区时，系统会自动登记事件。</translation>
    </message>
    <message>
        <source>What was seen on a round becomes one too; for a call, open one here.</source>
        <translation>巡逻中的发现也会登记为事件；接到来电，可在此新建。</translation>
    </message>
</context>
<context>
    <name>KeysDialog</name>
    <message>
        <source>List of keys</source>
        <translation>快捷键一览</translation>
    </message>
</context>
<context>
    <name>LibraryDetail</name>
    <message>
        <source>No session selected</source>
        <translation>未选择录像会话</translation>
    </message>
    <message>
        <source>(no words)</source>
        <translation>（无说明）</translation>
    </message>
    <message>
        <source>Began</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Begun by</source>
        <translation>录制人</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>being recorded</source>
        <translation>正在录像</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>Incidents</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Bookmarks</source>
        <translation>书签</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Open (Enter)</source>
        <translation>打开（回车）</translation>
    </message>
    <message>
        <source>Rename… (R)</source>
        <translation>重命名…（R）</translation>
    </message>
    <message>
        <source>Unprotect</source>
        <translation>取消保护</translation>
    </message>
    <message>
        <source>Protect</source>
        <translation>保护</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>删除…</translation>
    </message>
    <message>
        <source>It is being recorded: stop the recording first.</source>
        <translation>它正在录像：请先停止录像。</translation>
    </message>
    <message>
        <source>It is protected: take the protection off before it can be deleted.</source>
        <translation>它受保护：取消保护后才能删除。</translation>
    </message>
</context>
<context>
    <name>LibraryModel</name>
    <message>
        <source>Session</source>
        <translation>录像会话</translation>
    </message>
    <message>
        <source>Began</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>Incidents</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Bookmarks</source>
        <translation>书签</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Protected</source>
        <translation>受保护</translation>
    </message>
    <message>
        <source>being recorded</source>
        <translation>正在录像</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
</context>
<context>
    <name>LibraryPage</name>
    <message>
        <source>{n} of {all}</source>
        <translation>{n} 个，共 {all}</translation>
    </message>
    <message>
        <source>No session matches</source>
        <translation>没有符合的录像会话</translation>
    </message>
    <message>
        <source>No session of this kind has these words.</source>
        <translation>此类录像会话中没有包含这些词的。</translation>
    </message>
    <message>
        <source>Reading the sessions…</source>
        <translation>正在读取录像会话…</translation>
    </message>
    <message>
        <source>No session has been recorded yet</source>
        <translation>还没有录像会话</translation>
    </message>
    <message>
        <source>{key}, or the field “not recording” at the bottom of the window, starts a recording. What is recorded appears here and can be replayed.</source>
        <translation>按 {key}，或点击窗口底部的“未录像”，即可开始录像。录下的内容会出现在这里，可以回放。</translation>
    </message>
    <message>
        <source>Telemetry logs and clips from elsewhere can be opened, too.</source>
        <translation>也可以打开来自别处的遥测日志和视频。</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>录像会话</translation>
    </message>
    <message>
        <source>Search titles, cameras, incidents, notes (Ctrl+F)</source>
        <translation>搜索标题、摄像头、事件、备注（Ctrl+F）</translation>
    </message>
    <message>
        <source>Search sessions</source>
        <translation>搜索录像会话</translation>
    </message>
    <message>
        <source>Open other material…</source>
        <translation>打开其他材料…</translation>
    </message>
    <message>
        <source>Show all sessions</source>
        <translation>显示全部录像会话</translation>
    </message>
    <message>
        <source>Rename the session</source>
        <translation>重命名录像会话</translation>
    </message>
    <message>
        <source>Delete the session</source>
        <translation>删除录像会话</translation>
    </message>
    <message>
        <source>Read the folder again</source>
        <translation>重新读取文件夹</translation>
    </message>
    <message>
        <source>All sessions</source>
        <translation>全部录像会话</translation>
    </message>
    <message>
        <source>Only: {kind}</source>
        <translation>仅：{kind}</translation>
    </message>
    <message>
        <source>With incidents</source>
        <translation>有事件的</translation>
    </message>
    <message>
        <source>With bookmarks</source>
        <translation>有书签的</translation>
    </message>
    <message>
        <source>Protected</source>
        <translation>受保护</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>已损坏</translation>
    </message>
    <message>
        <source>Which sessions</source>
        <translation>哪些录像会话</translation>
    </message>
    <message>
        <source>Open the session</source>
        <translation>打开录像会话</translation>
    </message>
</context>
<context>
    <name>LiveBand</name>
    <message>
        <source>LIVE</source>
        <translation>实时</translation>
    </message>
    <message>
        <source>Live: what is happening now</source>
        <translation>实时：现在正在发生的</translation>
    </message>
    <message>
        <source>What is happening now</source>
        <translation>现在正在发生的</translation>
    </message>
</context>
<context>
    <name>MainMenu</name>
    <message>
        <source>Full screen on</source>
        <translation>全屏显示到</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>音量</translation>
    </message>
    <message>
        <source>Dark, for the command room</source>
        <translation>深色（指挥室）</translation>
    </message>
    <message>
        <source>Light, for daytime desks</source>
        <translation>浅色（日间工位）</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>{precinct} – Mouse Patrol</source>
        <translation>{precinct} – 鼠标巡逻</translation>
    </message>
    <message>
        <source>DEMO</source>
        <translation>演示</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>全局</translation>
    </message>
    <message>
        <source>A police precinct&apos;s video wall and drone fleet in one window.</source>
        <translation>派出所的监控墙与无人机机队，尽在一个窗口。</translation>
    </message>
    <message>
        <source>It flags and hands over to people: it steers nothing and identifies nobody.</source>
        <translation>只提示、只移交：不操控任何设备，不识别任何人。</translation>
    </message>
    <message>
        <source>Apache License 2.0. Made with Qt, under the LGPL version 3.</source>
        <translation>Apache License 2.0。基于 Qt（LGPL 第 3 版）构建。</translation>
    </message>
    <message>
        <source>About Mouse Patrol</source>
        <translation>关于鼠标巡逻</translation>
    </message>
    <message>
        <source>Mouse Patrol</source>
        <translation>鼠标巡逻</translation>
    </message>
</context>
<context>
    <name>NewIncidentDialog</name>
    <message>
        <source>New incident</source>
        <translation>登记事件</translation>
    </message>
    <message>
        <source>&amp;Kind</source>
        <translation>类型(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;What and where</source>
        <translation>何事何地(&amp;W)</translation>
    </message>
    <message>
        <source>C&amp;amera</source>
        <translation>摄像头(&amp;A)</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>A&amp;rea</source>
        <translation>巡区(&amp;R)</translation>
    </message>
    <message>
        <source>Ca&amp;ller (personal)</source>
        <translation>报警人（个人信息）(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Phone (personal)</source>
        <translation>电话（个人信息）(&amp;P)</translation>
    </message>
    <message>
        <source>Kept apart from the rest, and can be erased</source>
        <translation>单独保存，可以清除</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>登记</translation>
    </message>
    <message>
        <source>Place: {place}</source>
        <translation>位置：{place}</translation>
    </message>
    <message>
        <source>Without a place no nearest team can be named: choose a camera or an area.</source>
        <translation>没有位置就无法推荐最近力量：请选择摄像头或巡区。</translation>
    </message>
    <message>
        <source>There is no “{name}”.</source>
        <translation>没有“{name}”。</translation>
    </message>
    <message>
        <source>Say in a few words what it is and where.</source>
        <translation>请简要写明何事何地。</translation>
    </message>
</context>
<context>
    <name>NewOperatorDialog</name>
    <message>
        <source>&amp;Login</source>
        <translation>登录名(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>姓名(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Role</source>
        <translation>角色(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>密码(&amp;P)</translation>
    </message>
    <message>
        <source>Password a&amp;gain</source>
        <translation>再次输入密码(&amp;G)</translation>
    </message>
    <message>
        <source>First start</source>
        <translation>首次启动</translation>
    </message>
    <message>
        <source>Make the first supervisor</source>
        <translation>建立第一位带班领导</translation>
    </message>
    <message>
        <source>The duty book knows nobody yet. The first one is a supervisor and can add the others. The password is kept as a hash only: nobody can read it, and nobody can bring it back.</source>
        <translation>值班台账中还没有任何人。第一位是带班领导，由其添加其他人。密码只以散列保存：谁也读不到，也无法找回。</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>稍后</translation>
    </message>
    <message>
        <source>New operator</source>
        <translation>新建值守人员</translation>
    </message>
    <message>
        <source>Make</source>
        <translation>建立</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Being written…</source>
        <translation>正在写入台账…</translation>
    </message>
    <message>
        <source>The two passwords differ.</source>
        <translation>两次输入的密码不同。</translation>
    </message>
</context>
<context>
    <name>NoticeDialog</name>
    <message>
        <source>What is wrong?</source>
        <translation>哪里不对？</translation>
    </message>
    <message>
        <source>&amp;What</source>
        <translation>什么(&amp;W)</translation>
    </message>
    <message>
        <source>W&amp;ith</source>
        <translation>哪一个(&amp;I)</translation>
    </message>
    <message>
        <source>Say so</source>
        <translation>报告</translation>
    </message>
</context>
<context>
    <name>OpenAtStart</name>
    <message>
        <source>There is no session or file “{name}”.</source>
        <translation>没有名为“{name}”的录像会话或文件。</translation>
    </message>
</context>
<context>
    <name>OperatorsDialog</name>
    <message>
        <source>Operators</source>
        <translation>值守人员</translation>
    </message>
    <message>
        <source>&amp;Add…</source>
        <translation>添加(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;Change…</source>
        <translation>修改(&amp;C)…</translation>
    </message>
    <message>
        <source>Set &amp;password…</source>
        <translation>设置密码(&amp;P)…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Nobody is ever removed: what they did stays in the book. Who left is made inactive.</source>
        <translation>人员从不删除：其所做之事留在台账中。离岗者设为不可登录。</translation>
    </message>
    <message>
        <source>Login</source>
        <translation>登录名</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>May sign in</source>
        <translation>可登录</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
</context>
<context>
    <name>PaperDialog</name>
    <message>
        <source>&amp;Print…</source>
        <translation>打印(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;Save as PDF…</source>
        <translation>另存为 PDF(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Copy as text</source>
        <translation>复制为文本(&amp;C)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>已复制。</translation>
    </message>
    <message>
        <source>It cannot be written: {why}</source>
        <translation>无法写入：{why}</translation>
    </message>
    <message>
        <source>Saved: {file}</source>
        <translation>已保存：{file}</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>另存为 PDF</translation>
    </message>
</context>
<context>
    <name>PasswordDialog</name>
    <message>
        <source>New password</source>
        <translation>新密码</translation>
    </message>
    <message>
        <source>New password for {name}</source>
        <translation>{name} 的新密码</translation>
    </message>
    <message>
        <source>It is kept as a hash only. That it was changed, and by whom, is written in the duty book.</source>
        <translation>密码只以散列保存。何人修改了密码会写入值班台账。</translation>
    </message>
    <message>
        <source>&amp;New password</source>
        <translation>新密码(&amp;N)</translation>
    </message>
    <message>
        <source>A&amp;gain</source>
        <translation>再次输入(&amp;G)</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Being written…</source>
        <translation>正在写入台账…</translation>
    </message>
    <message>
        <source>The two passwords differ.</source>
        <translation>两次输入的密码不同。</translation>
    </message>
</context>
<context>
    <name>Patrol</name>
    <message>
        <source>No picture yet</source>
        <translation>尚无画面</translation>
    </message>
    <message>
        <source>Not live</source>
        <translation>非实时</translation>
    </message>
    <message>
        <source>Old picture</source>
        <translation>画面陈旧</translation>
    </message>
    <message>
        <source>Frozen picture</source>
        <translation>画面冻结</translation>
    </message>
    <message>
        <source>Picture too small</source>
        <translation>画面太小</translation>
    </message>
    <message>
        <source>Not in view</source>
        <translation>不在视野内</translation>
    </message>
    <message>
        <source>Masked out</source>
        <translation>已被遮挡</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>Abnormal</source>
        <translation>异常</translation>
    </message>
    <message>
        <source>Cannot see</source>
        <translation>无法查看</translation>
    </message>
    <message>
        <source>being saved</source>
        <translation>正在保存</translation>
    </message>
    <message>
        <source>kept here, joins the book later</source>
        <translation>暂存本机，稍后入账</translation>
    </message>
    <message>
        <source>in the book</source>
        <translation>已入台账</translation>
    </message>
    <message>
        <source>the book refused it</source>
        <translation>台账拒收</translation>
    </message>
    <message>
        <source>Too early: the pictures have not been shown for long enough.</source>
        <translation>太早：画面显示的时间还不够。</translation>
    </message>
    <message>
        <source>The key was held down: let it go, look, and press it again.</source>
        <translation>按键一直按着：请松开，看过之后再按。</translation>
    </message>
    <message>
        <source>Not every camera has a fresh picture: wait, or choose it and press N.</source>
        <translation>并非每个摄像头都有新鲜画面：请等待，或选中后按 N。</translation>
    </message>
    <message>
        <source>A word is needed: what is abnormal?</source>
        <translation>请说明：哪里异常？</translation>
    </message>
    <message>
        <source>The round is paused: P goes on.</source>
        <translation>本轮已暂停：按 P 继续。</translation>
    </message>
    <message>
        <source>No round is running.</source>
        <translation>没有正在进行的巡逻。</translation>
    </message>
    <message>
        <source>Choose a camera first: press its number.</source>
        <translation>请先选择摄像头：按它的数字键。</translation>
    </message>
    <message>
        <source>Nobody is signed in: sign in first (Ctrl+L).</source>
        <translation>无人登录：请先登录 (Ctrl+L)。</translation>
    </message>
    <message>
        <source>Your role may not walk rounds.</source>
        <translation>您的角色不能巡逻。</translation>
    </message>
    <message>
        <source>No shift is on now: a round belongs to a shift.</source>
        <translation>当前没有班次：每轮巡逻都属于一个班次。</translation>
    </message>
    <message>
        <source>Nothing is due now.</source>
        <translation>当前没有待巡项。</translation>
    </message>
    <message>
        <source>The round is paused</source>
        <translation>本轮已暂停</translation>
    </message>
    <message>
        <source>An alarm has paused the round</source>
        <translation>告警已暂停本轮巡逻</translation>
    </message>
    <message>
        <source>Nobody seems to be at the desk</source>
        <translation>席位似乎无人</translation>
    </message>
    <message>
        <source>Nobody is signed in</source>
        <translation>无人登录</translation>
    </message>
    <message>
        <source>Time on screen is not counted. P goes on where you were.</source>
        <translation>暂停期间不计时。按 P 从原处继续。</translation>
    </message>
    <message>
        <source>See to the alarm first (F2 acknowledges it). P goes on where you were.</source>
        <translation>请先处理告警（F2 确认）。按 P 从原处继续。</translation>
    </message>
    <message>
        <source>There was no input for too long, so the time is not counted. P goes on.</source>
        <translation>太久没有操作，这段时间不计。按 P 继续。</translation>
    </message>
    <message>
        <source>Sightings are written down with a name. Sign in (Ctrl+L), then P goes on.</source>
        <translation>查看记录要署名。登录 (Ctrl+L) 后按 P 继续。</translation>
    </message>
    <message>
        <source>What is due</source>
        <translation>待巡项</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>巡区</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>巡线</translation>
    </message>
    <message>
        <source>All cameras</source>
        <translation>全部摄像头</translation>
    </message>
    <message>
        <source>Too early: {n} s more on the screen.</source>
        <translation>太早：画面还需显示 {n} 秒。</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>已看够</translation>
    </message>
    <message>
        <source>Not to be ticked: {cameras}. Wait, or choose it and press N.</source>
        <translation>不能打勾：{cameras}。请等待，或选中后按 N。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>PatrolCounts</name>
    <message numerus="yes">
        <source>%n camera(s)</source>
        <translation>
            <numerusform>%n 个摄像头</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n camera(s) are due</source>
        <translation>
            <numerusform>%n 个摄像头待巡</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n step(s)</source>
        <translation>
            <numerusform>%n 步</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n minute(s)</source>
        <translation>
            <numerusform>约 %n 分钟</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>at least %n minute(s) left</source>
        <translation>
            <numerusform>至少还需 %n 分钟</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>at least %n second(s) left</source>
        <translation>
            <numerusform>至少还需 %n 秒</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s) not in the book yet</source>
        <translation>
            <numerusform>%n 条结果尚未入台账</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more camera(s)</source>
        <translation>
            <numerusform>另有 %n 个摄像头</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n overdue</source>
        <translation>
            <numerusform>%n 个超时</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PatrolWorkspace</name>
    <message>
        <source>Pages of the patrol</source>
        <translation>巡逻页面</translation>
    </message>
    <message>
        <source>Round</source>
        <translation>巡逻</translation>
    </message>
    <message>
        <source>Coverage</source>
        <translation>覆盖</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Go to the page {page}</source>
        <translation>转到“{page}”页</translation>
    </message>
</context>
<context>
    <name>PausedCover</name>
    <message>
        <source>Go on  {key}</source>
        <translation>继续  {key}</translation>
    </message>
    <message>
        <source>Sign in…  {key}</source>
        <translation>登录…  {key}</translation>
    </message>
</context>
<context>
    <name>People</name>
    <message>
        <source>Duty officer</source>
        <translation>值班民警</translation>
    </message>
    <message>
        <source>Pilot</source>
        <translation>飞手</translation>
    </message>
    <message>
        <source>Trainer</source>
        <translation>教官</translation>
    </message>
    <message>
        <source>Supervisor</source>
        <translation>带班领导</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Only these may do it: {roles}</source>
        <translation>仅限：{roles}</translation>
    </message>
    <message>
        <source>The duty book cannot be written now. Try again.</source>
        <translation>现在无法写入值班台账。请重试。</translation>
    </message>
    <message>
        <source>Somebody has this login already.</source>
        <translation>该登录名已被使用。</translation>
    </message>
    <message>
        <source>The password is too short or too simple, or holds the name: at least {n} characters.</source>
        <translation>密码过短、过于简单或包含姓名：至少 {n} 个字符。</translation>
    </message>
    <message>
        <source>The last supervisor must stay one, and active.</source>
        <translation>最后一位带班领导必须保留，且可登录。</translation>
    </message>
    <message>
        <source>Only a supervisor may do this.</source>
        <translation>仅带班领导可以操作。</translation>
    </message>
    <message>
        <source>A login has no spaces, and a name is not empty.</source>
        <translation>登录名不含空格，姓名不能为空。</translation>
    </message>
    <message>
        <source>The next officer is somebody else.</source>
        <translation>接班人须为另一人。</translation>
    </message>
    <message>
        <source>Nobody has this login.</source>
        <translation>没有这个登录名。</translation>
    </message>
</context>
<context>
    <name>PeopleWiring</name>
    <message>
        <source>Hand-over</source>
        <translation>交接班</translation>
    </message>
    <message>
        <source>Operator and plan</source>
        <translation>值守人员与方案</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>勤务方案</translation>
    </message>
</context>
<context>
    <name>Personal</name>
    <message>
        <source>Erase…</source>
        <translation>清除…</translation>
    </message>
    <message>
        <source>Who looks at it is written in the duty book.</source>
        <translation>何人查看会写入值班台账。</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>隐藏</translation>
    </message>
    <message>
        <source>Being fetched…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>It cannot be shown: {why}</source>
        <translation>无法显示：{why}</translation>
    </message>
    <message>
        <source>It was erased.</source>
        <translation>已清除。</translation>
    </message>
    <message>
        <source>Caller</source>
        <translation>报警人</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>电话</translation>
    </message>
</context>
<context>
    <name>PlanCard</name>
    <message>
        <source>in force</source>
        <translation>执行中</translation>
    </message>
    <message>
        <source>Switch to this plan…</source>
        <translation>切换到此方案…</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message numerus="yes">
        <source>%n camera(s), {every}</source>
        <translation>
            <numerusform>%n 个，{every}</numerusform>
        </translation>
    </message>
    <message>
        <source>Key cameras</source>
        <translation>重点摄像头</translation>
    </message>
    <message>
        <source>Ordinary cameras</source>
        <translation>一般摄像头</translation>
    </message>
    <message>
        <source>On the screen for</source>
        <translation>停留时间</translation>
    </message>
    <message>
        <source>Cameras a step</source>
        <translation>每步摄像头数</translation>
    </message>
    <message>
        <source>Wholly key areas</source>
        <translation>整区为重点的巡区</translation>
    </message>
</context>
<context>
    <name>PlanColumn</name>
    <message>
        <source>once a shift</source>
        <translation>每班一次</translation>
    </message>
    <message>
        <source> min</source>
        <translation> 分钟</translation>
    </message>
    <message>
        <source> s</source>
        <translation> 秒</translation>
    </message>
</context>
<context>
    <name>PlanEditor</name>
    <message>
        <source>Edit the plans</source>
        <translation>编辑勤务方案</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Save a copy…</source>
        <translation>另存副本…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>The dry run goes on when nothing is wrong in the fields.</source>
        <translation>各字段无误后继续试算。</translation>
    </message>
    <message>
        <source>The file was saved, but the plans count only after a new start: {why}</source>
        <translation>文件已保存，但方案要在重新启动后才生效：{why}</translation>
    </message>
    <message>
        <source>Save a copy</source>
        <translation>另存副本</translation>
    </message>
    <message>
        <source>Configuration (*.toml)</source>
        <translation>配置文件 (*.toml)</translation>
    </message>
    <message>
        <source>Saved as {path}. It counts when the program is started with --config and this file.</source>
        <translation>已保存为 {path}。用 --config 加此文件启动程序后生效。</translation>
    </message>
    <message>
        <source>There are changes that were not saved. Once more gives them up.</source>
        <translation>有未保存的更改。再按一次将放弃。</translation>
    </message>
    <message>
        <source>Give them up</source>
        <translation>放弃更改</translation>
    </message>
    <message numerus="yes">
        <source>%n key camera(s) under every plan</source>
        <translation>
            <numerusform>各方案下均为重点的摄像头：%n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>This is the demo: it has no file, so changes can only be saved as a copy elsewhere.</source>
        <translation>这是演示：没有配置文件，更改只能另存为副本。</translation>
    </message>
    <message>
        <source>Only a supervisor who is signed in may edit the plans.</source>
        <translation>只有已登录的带班领导可以编辑勤务方案。</translation>
    </message>
    <message>
        <source>Plans</source>
        <translation>勤务方案</translation>
    </message>
    <message>
        <source>Shifts</source>
        <translation>班次</translation>
    </message>
    <message>
        <source>Key cameras</source>
        <translation>重点摄像头</translation>
    </message>
    <message>
        <source>Routes</source>
        <translation>巡线</translation>
    </message>
</context>
<context>
    <name>Plans</name>
    <message>
        <source>Give it a name.</source>
        <translation>请填写名称。</translation>
    </message>
    <message>
        <source>A name has at most {n} characters.</source>
        <translation>名称最多 {n} 个字符。</translation>
    </message>
    <message>
        <source>A route needs a camera.</source>
        <translation>巡线至少要有一个摄像头。</translation>
    </message>
    <message>
        <source>A route has at most {n} cameras.</source>
        <translation>一条巡线最多 {n} 个摄像头。</translation>
    </message>
    <message>
        <source>There must be a shift.</source>
        <translation>至少要有一个班次。</translation>
    </message>
</context>
<context>
    <name>PlansDialog</name>
    <message>
        <source>Plans</source>
        <translation>勤务方案</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>编辑…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message numerus="yes">
        <source>%n officer(s)</source>
        <translation>
            <numerusform>%n 名警员</numerusform>
        </translation>
    </message>
    <message>
        <source>{shift} (now)</source>
        <translation>{shift}（当前）</translation>
    </message>
    <message>
        <source>In force: {plan}</source>
        <translation>执行中：{plan}</translation>
    </message>
    <message>
        <source>Sign in to switch the plan or to edit the plans.</source>
        <translation>登录后才能切换或编辑勤务方案。</translation>
    </message>
    <message>
        <source>Your role may neither switch nor edit the plans.</source>
        <translation>您的角色不能切换或编辑勤务方案。</translation>
    </message>
    <message>
        <source>Only a supervisor may edit the plans.</source>
        <translation>只有带班领导可以编辑勤务方案。</translation>
    </message>
    <message>
        <source>Try for the shift</source>
        <translation>按班次试算</translation>
    </message>
</context>
<context>
    <name>PlansTab</name>
    <message>
        <source>Why 4 cameras a step: in a study people found 74 % of the events on four pictures, 58 % on six and 53 % on nine. The time on the screen counts from the first fresh picture.</source>
        <translation>为什么每步 4 个：研究中，同看四路画面能发现 74 % 的事件，六路 58 %，九路 53 %。停留时间从第一幅新鲜画面算起。</translation>
    </message>
    <message>
        <source>Key cameras every</source>
        <translation>重点摄像头每隔</translation>
    </message>
    <message>
        <source>Ordinary cameras every</source>
        <translation>一般摄像头每隔</translation>
    </message>
    <message>
        <source>On the screen for</source>
        <translation>停留时间</translation>
    </message>
    <message>
        <source>Cameras a step</source>
        <translation>每步摄像头数</translation>
    </message>
    <message>
        <source>Wholly key areas</source>
        <translation>整区为重点的巡区</translation>
    </message>
</context>
<context>
    <name>Preparing</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Drawing the demo precinct&apos;s camera clips (only once)…</source>
        <translation>正在生成演示摄像头画面（仅首次）…</translation>
    </message>
</context>
<context>
    <name>ProgressPage</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>PurgeDialog</name>
    <message>
        <source>Erase personal content</source>
        <translation>清除个人信息</translation>
    </message>
    <message>
        <source>Erase the personal content of incident {number}?</source>
        <translation>清除事件 {number} 的个人信息？</translation>
    </message>
    <message>
        <source>Names and phone numbers are gone for good. That they were erased, by whom and why, stays.</source>
        <translation>姓名与电话将永久清除；何人、为何清除会留存。</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>理由(&amp;R)</translation>
    </message>
    <message>
        <source>Erase for good</source>
        <translation>永久清除</translation>
    </message>
    <message>
        <source>Being erased…</source>
        <translation>正在清除…</translation>
    </message>
    <message>
        <source>It was not erased: {why}</source>
        <translation>未能清除：{why}</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
</context>
<context>
    <name>RecordField</name>
    <message>
        <source>Stop recording</source>
        <translation>停止录像</translation>
    </message>
    <message>
        <source>Start recording</source>
        <translation>开始录像</translation>
    </message>
    <message>
        <source>Cameras that are not recorded…</source>
        <translation>未录像的摄像头…</translation>
    </message>
    <message>
        <source>{size} free</source>
        <translation>剩余 {size}</translation>
    </message>
    <message>
        <source>REC since {time}</source>
        <translation>录像中，自 {time} 起</translation>
    </message>
    <message>
        <source>REC</source>
        <translation>录像中</translation>
    </message>
    <message>
        <source>recording ends…</source>
        <translation>正在结束录像…</translation>
    </message>
    <message>
        <source>not recording</source>
        <translation>未录像</translation>
    </message>
    <message>
        <source>all sessions together: {size}</source>
        <translation>全部录像会话共 {size}</translation>
    </message>
    <message>
        <source>free on their disk: {size}</source>
        <translation>所在磁盘剩余 {size}</translation>
    </message>
    <message>
        <source>bookmark set</source>
        <translation>已添加书签</translation>
    </message>
    <message>
        <source>A word, if you like; Enter sets the bookmark</source>
        <translation>可写一句说明；按回车添加书签</translation>
    </message>
    <message>
        <source>Word for the bookmark</source>
        <translation>书签说明</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>录像</translation>
    </message>
</context>
<context>
    <name>ReferencePanel</name>
    <message>
        <source>Reference picture of {camera}</source>
        <translation>{camera} 的参考图</translation>
    </message>
    <message>
        <source>No reference picture is kept of this camera.</source>
        <translation>此摄像头还没有参考图。</translation>
    </message>
    <message>
        <source>The file {path} cannot be read.</source>
        <translation>无法读取文件 {path}。</translation>
    </message>
    <message>
        <source>Kept {time}</source>
        <translation>保存于 {time}</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>参考图</translation>
    </message>
    <message>
        <source>Keep the present picture  {key}</source>
        <translation>保存当前画面  {key}</translation>
    </message>
    <message>
        <source>Close  {key}</source>
        <translation>关闭  {key}</translation>
    </message>
</context>
<context>
    <name>RenameDialog</name>
    <message>
        <source>Rename the session</source>
        <translation>重命名录像会话</translation>
    </message>
    <message>
        <source>Without a title it is called by the time when it began.</source>
        <translation>没有标题时，以开始时间称呼它。</translation>
    </message>
    <message>
        <source>&amp;Title</source>
        <translation>标题(&amp;T)</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
</context>
<context>
    <name>ReplayBand</name>
    <message>
        <source>REPLAY</source>
        <translation>回放</translation>
    </message>
    <message>
        <source>Session “{title}”</source>
        <translation>录像会话“{title}”</translation>
    </message>
    <message>
        <source>Replay: nothing here is now</source>
        <translation>回放：这里的一切都不是现在</translation>
    </message>
    <message>
        <source>What is shown here was recorded: nothing here is now</source>
        <translation>这里显示的是录像，都不是现在发生的</translation>
    </message>
</context>
<context>
    <name>ReplayIncidents</name>
    <message>
        <source>{open} open at this moment · {all} so far</source>
        <translation>此刻 {open} 起未结 · 至此共 {all} 起</translation>
    </message>
    <message>
        <source>No incident was open or raised up to this moment of the session.</source>
        <translation>到此刻为止，此会话中没有事件。</translation>
    </message>
</context>
<context>
    <name>ReplayWallView</name>
    <message>
        <source>Replayed camera wall</source>
        <translation>回放监控墙</translation>
    </message>
</context>
<context>
    <name>ReplayWorkspace</name>
    <message>
        <source>Opening “{title}”…</source>
        <translation>正在打开“{title}”…</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>录像会话</translation>
    </message>
    <message>
        <source>Open session</source>
        <translation>打开的会话</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Pages of Replay</source>
        <translation>回放的各页</translation>
    </message>
    <message>
        <source>No session is open</source>
        <translation>没有打开的录像会话</translation>
    </message>
    <message>
        <source>Choose one under Sessions and press Enter.</source>
        <translation>请在“录像会话”中选择一个并按回车。</translation>
    </message>
    <message>
        <source>Sessions cannot be used</source>
        <translation>无法使用录像会话</translation>
    </message>
    <message>
        <source>This run of the program has no folder for sessions.</source>
        <translation>本次运行没有存放录像会话的文件夹。</translation>
    </message>
</context>
<context>
    <name>Report</name>
    <message>
        <source>Shift report</source>
        <translation>班次报告</translation>
    </message>
    <message>
        <source>Patrol report</source>
        <translation>巡逻报告</translation>
    </message>
    <message>
        <source>Coverage</source>
        <translation>巡查覆盖</translation>
    </message>
    <message>
        <source>Sightings</source>
        <translation>查看记录</translation>
    </message>
    <message>
        <source>By area</source>
        <translation>按巡区</translation>
    </message>
    <message>
        <source>By hour of the day</source>
        <translation>按时段</translation>
    </message>
    <message>
        <source>Plans in force</source>
        <translation>执行的方案</translation>
    </message>
    <message>
        <source>Late cameras</source>
        <translation>超时摄像头</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>发现</translation>
    </message>
    <message>
        <source>Incidents</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Cameras out</source>
        <translation>故障摄像头</translation>
    </message>
    <message>
        <source>Drone sorties</source>
        <translation>无人机架次</translation>
    </message>
    <message>
        <source>Rounds</source>
        <translation>巡逻轮次</translation>
    </message>
    <message>
        <source>{from} to {to} ({zone})</source>
        <translation>{from} 至 {to}（{zone}）</translation>
    </message>
    <message>
        <source>Made {time}.</source>
        <translation>生成于 {time}。</translation>
    </message>
    <message>
        <source>Not over yet: counted until {time}.</source>
        <translation>尚未结束：统计至 {time}。</translation>
    </message>
    <message>
        <source>On duty</source>
        <translation>值班人员</translation>
    </message>
    <message>
        <source>The book&apos;s chain ends at {seq}: {hash}</source>
        <translation>台账链末端 {seq}：{hash}</translation>
    </message>
    <message>
        <source>How each figure is counted stands in the manual, under “The shift report”.</source>
        <translation>各项数字的统计方法见手册“班次报告”一节。</translation>
    </message>
    <message>
        <source>Page {page} of {pages}</source>
        <translation>第 {page} 页，共 {pages} 页</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>应答</translation>
    </message>
    <message>
        <source>Displayed</source>
        <translation>已显示</translation>
    </message>
    <message>
        <source>Looked at</source>
        <translation>已查看</translation>
    </message>
    <message>
        <source>Credited</source>
        <translation>计入</translation>
    </message>
    <message>
        <source>Abnormal</source>
        <translation>异常</translation>
    </message>
    <message>
        <source>Cannot see</source>
        <translation>无法查看</translation>
    </message>
    <message>
        <source>On time</source>
        <translation>按时率</translation>
    </message>
    <message>
        <source>Deadlines met</source>
        <translation>按时</translation>
    </message>
    <message>
        <source>Deadlines missed</source>
        <translation>超时</translation>
    </message>
    <message>
        <source>Nobody at the desk</source>
        <translation>无人值守</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>等级</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>摄像头数</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>Camera&apos;s name</source>
        <translation>摄像头名称</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>已巡查</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>巡区</translation>
    </message>
    <message>
        <source>Hour</source>
        <translation>时</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>勤务方案</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>By</source>
        <translation>操作人</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Latest by</source>
        <translation>最长超时</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>最近查看</translation>
    </message>
    <message>
        <source>Word</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Still</source>
        <translation>截图</translation>
    </message>
    <message>
        <source>Incident</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Raised</source>
        <translation>登记</translation>
    </message>
    <message>
        <source>Acknowledged after</source>
        <translation>确认用时</translation>
    </message>
    <message>
        <source>Dispatched after</source>
        <translation>调派用时</translation>
    </message>
    <message>
        <source>Closed after</source>
        <translation>办结用时</translation>
    </message>
    <message>
        <source>Responders</source>
        <translation>处置力量</translation>
    </message>
    <message>
        <source>Disposition</source>
        <translation>处置结果</translation>
    </message>
    <message>
        <source>Out for</source>
        <translation>停用时长</translation>
    </message>
    <message>
        <source>Drone</source>
        <translation>无人机</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>操作员</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Latest by (s)</source>
        <translation>最长超时（秒）</translation>
    </message>
    <message>
        <source>Acknowledged after (s)</source>
        <translation>确认用时（秒）</translation>
    </message>
    <message>
        <source>Dispatched after (s)</source>
        <translation>调派用时（秒）</translation>
    </message>
    <message>
        <source>Closed after (s)</source>
        <translation>办结用时（秒）</translation>
    </message>
    <message>
        <source>Out for (s)</source>
        <translation>停用时长（秒）</translation>
    </message>
    <message>
        <source>Nobody at the desk (s)</source>
        <translation>无人值守（秒）</translation>
    </message>
    <message>
        <source>Begins</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>结束时间</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>生成时间</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>班次</translation>
    </message>
    <message>
        <source>Key cameras</source>
        <translation>重点摄像头</translation>
    </message>
    <message>
        <source>Ordinary cameras</source>
        <translation>一般摄像头</translation>
    </message>
    <message>
        <source>Routine</source>
        <translation>常态</translation>
    </message>
    <message>
        <source>Heightened</source>
        <translation>加强</translation>
    </message>
    <message>
        <source>Highest</source>
        <translation>最高</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Unknown aircraft {subject} in {zone}</source>
        <translation>不明飞行器 {subject} 进入 {zone}</translation>
    </message>
    <message>
        <source>Still out</source>
        <translation>仍停用</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>未办结</translation>
    </message>
    <message>
        <source>Not heard</source>
        <translation>未收到</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>从未</translation>
    </message>
    <message>
        <source>No area</source>
        <translation>无巡区</translation>
    </message>
    <message>
        <source>None.</source>
        <translation>无。</translation>
    </message>
    <message>
        <source>The picture is not there any more</source>
        <translation>截图已不存在</translation>
    </message>
    <message>
        <source>… and {n} more: the CSV has them all.</source>
        <translation>……另有 {n} 行，全部见 CSV。</translation>
    </message>
    <message>
        <source>{n} more stills are kept and not shown here.</source>
        <translation>另有 {n} 张截图已保存，此处未显示。</translation>
    </message>
    <message>
        <source>{heading}: {value}</source>
        <translation>{heading}：{value}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>{s} s</source>
        <translation>{s} 秒</translation>
    </message>
    <message>
        <source>{min} min</source>
        <translation>{min} 分钟</translation>
    </message>
    <message>
        <source>{h} h {min} min</source>
        <translation>{h} 小时 {min} 分钟</translation>
    </message>
</context>
<context>
    <name>ReportsPage</name>
    <message>
        <source>Sign in to see the reports</source>
        <translation>登录后可查看报告</translation>
    </message>
    <message>
        <source>Reports are not for everybody</source>
        <translation>无权查看报告</translation>
    </message>
    <message>
        <source>Reading the book…</source>
        <translation>正在读取台账……</translation>
    </message>
    <message>
        <source>Writing {file}…</source>
        <translation>正在写入 {file}……</translation>
    </message>
    <message>
        <source>Cancelled: no file was written.</source>
        <translation>已取消：未写入文件。</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Choose a shift, or read the book again (Ctrl+R).</source>
        <translation>请选择班次，或重新读取台账（Ctrl+R）。</translation>
    </message>
    <message>
        <source>Choose a shift or a period</source>
        <translation>选择班次或时段</translation>
    </message>
    <message>
        <source>Save the report as PDF</source>
        <translation>将报告保存为 PDF</translation>
    </message>
    <message>
        <source>Save the report as a web page</source>
        <translation>将报告保存为网页</translation>
    </message>
    <message>
        <source>Save the report&apos;s tables as CSV</source>
        <translation>将报告表格保存为 CSV</translation>
    </message>
    <message>
        <source>Print the report</source>
        <translation>打印报告</translation>
    </message>
    <message>
        <source>Read the reports again</source>
        <translation>重新读取报告</translation>
    </message>
    <message>
        <source>Cancel what is being made</source>
        <translation>取消正在进行的操作</translation>
    </message>
    <message>
        <source>Shifts and periods</source>
        <translation>班次与时段</translation>
    </message>
    <message>
        <source>The report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>保存为 PDF…</translation>
    </message>
    <message>
        <source>Web page…</source>
        <translation>网页…</translation>
    </message>
    <message>
        <source>CSV…</source>
        <translation>CSV…</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>打印…</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>重新读取</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Nothing to report yet</source>
        <translation>暂无报告</translation>
    </message>
    <message>
        <source>A shift is listed here as soon as its book has something in it. Begin with a round (Alt+1).</source>
        <translation>台账中有该班次的记录后，班次会列在这里。请先开始一轮巡逻（Alt+1）。</translation>
    </message>
    <message>
        <source>Setting the pages…</source>
        <translation>正在排版……</translation>
    </message>
    <message>
        <source>The book could not be read</source>
        <translation>无法读取台账</translation>
    </message>
    <message>
        <source>Saved: {file}</source>
        <translation>已保存：{file}</translation>
    </message>
    <message>
        <source>It cannot be written: {why}</source>
        <translation>无法写入：{why}</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>保存报告</translation>
    </message>
</context>
<context>
    <name>RoundActs</name>
    <message>
        <source>{n} {camera} is abnormal:</source>
        <translation>{n} {camera} 异常：</translation>
    </message>
    <message>
        <source>What do you see?</source>
        <translation>看到了什么？</translation>
    </message>
    <message>
        <source>There is no picture of it now: noted without a still.</source>
        <translation>此刻没有它的画面：登记时不附截图。</translation>
    </message>
    <message>
        <source>{n} {camera} cannot be seen:</source>
        <translation>{n} {camera} 无法查看：</translation>
    </message>
    <message>
        <source>Why? (may stay empty)</source>
        <translation>原因？（可留空）</translation>
    </message>
    <message>
        <source>Only a fresh picture can be the reference.</source>
        <translation>只有新鲜的画面才能作为参考图。</translation>
    </message>
    <message>
        <source>Replace the reference of {camera} by the present picture?</source>
        <translation>用当前画面替换 {camera} 的参考图？</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>保留原图</translation>
    </message>
    <message>
        <source>End the round here? What has been answered stays in the book.</source>
        <translation>就此结束本轮巡逻？已作答的结果保留在台账中。</translation>
    </message>
    <message>
        <source>End it</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>The disk takes too long: noted without its still.</source>
        <translation>磁盘太慢：登记时不附截图。</translation>
    </message>
    <message>
        <source>The round is paused: Enter goes on with it and notes this.</source>
        <translation>本轮已暂停：按 Enter 继续并登记此项。</translation>
    </message>
    <message>
        <source>Noted without its still: {why}</source>
        <translation>已登记，但没有截图：{why}</translation>
    </message>
    <message>
        <source>The reference was not kept: {why}</source>
        <translation>参考图未能保存：{why}</translation>
    </message>
    <message>
        <source>The present picture is the reference of {camera} now.</source>
        <translation>当前画面已成为 {camera} 的参考图。</translation>
    </message>
    <message>
        <source>{camera} has its answer already.</source>
        <translation>{camera} 已有结果。</translation>
    </message>
</context>
<context>
    <name>RoundKeys</name>
    <message>
        <source>Space</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>All normal, and on to the next step</source>
        <translation>全部正常，进入下一步</translation>
    </message>
    <message>
        <source>Choose a camera of the step</source>
        <translation>选择本步的摄像头</translation>
    </message>
    <message>
        <source>The chosen camera is abnormal: a still, a word, an incident</source>
        <translation>所选摄像头异常：截图、说明、登记事件</translation>
    </message>
    <message>
        <source>The chosen camera cannot be seen: a repair ticket</source>
        <translation>所选摄像头无法查看：报修</translation>
    </message>
    <message>
        <source>Its reference picture beside it, and away again</source>
        <translation>在旁显示或收起其参考图</translation>
    </message>
    <message>
        <source>Keep its present picture as the reference</source>
        <translation>把当前画面存为参考图</translation>
    </message>
    <message>
        <source>Pause the round and go on</source>
        <translation>暂停与继续巡逻</translation>
    </message>
    <message>
        <source>Back; end the round</source>
        <translation>返回；结束本轮</translation>
    </message>
    <message>
        <source>Before a round: begin what is due</source>
        <translation>开始前：巡查待巡项</translation>
    </message>
</context>
<context>
    <name>RoundPage</name>
    <message>
        <source>No cameras are configured</source>
        <translation>未配置摄像头</translation>
    </message>
    <message>
        <source>A round needs cameras: add [[cameras]] sections.</source>
        <translation>巡逻需要摄像头：请添加 [[cameras]] 段。</translation>
    </message>
    <message>
        <source>Reading the book</source>
        <translation>正在读取台账</translation>
    </message>
    <message>
        <source>What was seen before comes from the book. A moment.</source>
        <translation>以前的查看记录来自台账，请稍候。</translation>
    </message>
    <message>
        <source>A round is walked by somebody: what was seen is written down with a name.</source>
        <translation>巡逻须有责任人：查看记录要署名。</translation>
    </message>
    <message>
        <source>Nobody is signed in</source>
        <translation>无人登录</translation>
    </message>
    <message>
        <source>Sign in…  {key}</source>
        <translation>登录…  {key}</translation>
    </message>
    <message>
        <source>No shift is on now</source>
        <translation>当前没有班次</translation>
    </message>
    <message>
        <source>A round belongs to a shift. The shifts are: {shifts}.</source>
        <translation>每轮巡逻都属于一个班次。班次有：{shifts}。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>RoundProgress</name>
    <message>
        <source>Step {n} of {all}</source>
        <translation>第 {n} 步，共 {all} 步</translation>
    </message>
    <message>
        <source>{n} of {all} cameras</source>
        <translation>摄像头 {n}/{all}</translation>
    </message>
    <message>
        <source>✓ Every answer is in the book</source>
        <translation>✓ 全部结果已入台账</translation>
    </message>
</context>
<context>
    <name>RoutesTab</name>
    <message>
        <source>Name of the route</source>
        <translation>巡线名称</translation>
    </message>
    <message>
        <source>New route</source>
        <translation>新巡线</translation>
    </message>
    <message>
        <source>Remove route</source>
        <translation>删除巡线</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Take off</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Routes</source>
        <translation>巡线</translation>
    </message>
    <message>
        <source>Cameras in walking order</source>
        <translation>按行走顺序的摄像头</translation>
    </message>
    <message>
        <source>Alt+↑</source>
        <translation>Alt+↑</translation>
    </message>
    <message>
        <source>Alt+↓</source>
        <translation>Alt+↓</translation>
    </message>
    <message>
        <source>All cameras: Enter takes one</source>
        <translation>全部摄像头：按 Enter 加入</translation>
    </message>
    <message>
        <source>Alt+↑ and Alt+↓ move a camera, Delete takes it off.</source>
        <translation>Alt+↑ 和 Alt+↓ 移动摄像头，Delete 移除。</translation>
    </message>
</context>
<context>
    <name>RunPage</name>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>End</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>All normal</source>
        <translation>全部正常</translation>
    </message>
    <message>
        <source>Abnormal</source>
        <translation>异常</translation>
    </message>
    <message>
        <source>Cannot see</source>
        <translation>无法查看</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>参考图</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>选择</translation>
    </message>
</context>
<context>
    <name>RunTimeline</name>
    <message>
        <source>Named what was not so</source>
        <translation>误报次数</translation>
    </message>
    <message>
        <source>The run along its time</source>
        <translation>训练过程时间轴</translation>
    </message>
</context>
<context>
    <name>RunsPanel</name>
    <message>
        <source>You have made no run of this script yet: “Start a run…” begins one. Others see their own.</source>
        <translation>您还没有进行过此脚本的训练：点击“开始训练…”即可开始。他人的训练只有本人能看到。</translation>
    </message>
    <message>
        <source>Nobody has made a run of this script yet.</source>
        <translation>还没有人进行过此脚本的训练。</translation>
    </message>
    <message>
        <source>“Start a run…” opens the same dashboard in a window of its own. When it is over, its debrief opens, and the run is kept here to be compared.</source>
        <translation>“开始训练…”会在单独的窗口中打开同样的界面。结束后会打开讲评，训练记录保存在这里，可供对比。</translation>
    </message>
    <message>
        <source>Debrief</source>
        <translation>讲评</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Choose up to six runs with Ctrl or Shift</source>
        <translation>按住 Ctrl 或 Shift 最多选择六次训练</translation>
    </message>
    <message>
        <source>Delete the run…</source>
        <translation>删除训练记录…</translation>
    </message>
    <message>
        <source>Runs of this script</source>
        <translation>此脚本的训练记录</translation>
    </message>
    <message>
        <source>When</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Trainee</source>
        <translation>受训人</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>Delete the run of {trainee}, {when}, with its notes for good?</source>
        <translation>永久删除 {trainee} 于 {when} 的训练记录及其备注？</translation>
    </message>
</context>
<context>
    <name>ScriptEditor</name>
    <message>
        <source>Training script</source>
        <translation>训练脚本</translation>
    </message>
    <message>
        <source>&amp;Title</source>
        <translation>标题(&amp;T)</translation>
    </message>
    <message>
        <source>Length, &amp;minutes</source>
        <translation>时长，分钟(&amp;M)</translation>
    </message>
    <message>
        <source>Takes &amp;place in</source>
        <translation>训练场景(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;From, minutes:seconds</source>
        <translation>起点，分:秒(&amp;F)</translation>
    </message>
    <message>
        <source>For naming what is &amp;not so</source>
        <translation>误报扣分(&amp;N)</translation>
    </message>
    <message>
        <source>N&amp;otes for the trainer</source>
        <translation>给教官的说明(&amp;O)</translation>
    </message>
    <message>
        <source>What goes wrong</source>
        <translation>出什么问题</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>What</source>
        <translation>什么</translation>
    </message>
    <message>
        <source>At, s</source>
        <translation>时刻，秒</translation>
    </message>
    <message>
        <source>Up to later, s</source>
        <translation>最多推迟，秒</translation>
    </message>
    <message>
        <source>For, s</source>
        <translation>持续，秒</translation>
    </message>
    <message>
        <source>Where (ids; empty: any)</source>
        <translation>哪里（编号；留空：任意）</translation>
    </message>
    <message>
        <source>What should be done about it</source>
        <translation>应当怎样处置</translation>
    </message>
    <message>
        <source>Id of what goes wrong</source>
        <translation>问题编号</translation>
    </message>
    <message>
        <source>Reaction</source>
        <translation>反应</translation>
    </message>
    <message>
        <source>All points within, s</source>
        <translation>满分时限，秒</translation>
    </message>
    <message>
        <source>Half until, s</source>
        <translation>半分时限，秒</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>分值</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>the simulator</source>
        <translation>模拟器</translation>
    </message>
    <message>
        <source>{session} (not in the library)</source>
        <translation>{session}（不在录像会话列表中）</translation>
    </message>
    <message>
        <source>A run begins four seconds after the beginning of the session at the earliest</source>
        <translation>训练最早从录像会话开始后四秒起</translation>
    </message>
    <message>
        <source>The simulator has only one beginning</source>
        <translation>模拟器只能从头开始</translation>
    </message>
    <message>
        <source>line {number}</source>
        <translation>第 {number} 行</translation>
    </message>
</context>
<context>
    <name>ScriptProblems</name>
    <message>
        <source>a number is needed</source>
        <translation>需要填写数字</translation>
    </message>
    <message>
        <source>a whole number is needed</source>
        <translation>需要填写整数</translation>
    </message>
    <message>
        <source>it must be more than {limit}</source>
        <translation>必须大于 {limit}</translation>
    </message>
    <message>
        <source>at least {limit} is needed</source>
        <translation>不能小于 {limit}</translation>
    </message>
    <message>
        <source>at most {limit} is possible</source>
        <translation>不能大于 {limit}</translation>
    </message>
    <message>
        <source>something must stand here</source>
        <translation>不能为空</translation>
    </message>
    <message>
        <source>at most {limit} characters</source>
        <translation>最多 {limit} 个字符</translation>
    </message>
    <message>
        <source>1 to 40 plain letters, digits, dots, dashes or underscores</source>
        <translation>1 至 40 个英文字母、数字、点、短横线或下划线</translation>
    </message>
    <message>
        <source>half of the points cannot end before all of them do</source>
        <translation>半分的时限不能早于满分的时限</translation>
    </message>
    <message>
        <source>What goes wrong: the id “{id}” stands in more than one line</source>
        <translation>出什么问题：编号“{id}”出现在多行中</translation>
    </message>
    <message>
        <source>What should be done about it, line {line}: nothing that goes wrong is “{id}”</source>
        <translation>应当怎样处置，第 {line} 行：没有编号为“{id}”的问题</translation>
    </message>
    <message>
        <source>What goes wrong: “{id}” may begin only after the run&apos;s end</source>
        <translation>出什么问题：“{id}”可能在训练结束后才开始</translation>
    </message>
</context>
<context>
    <name>Section</name>
    <message>
        <source>Urgent first</source>
        <translation>紧急优先</translation>
    </message>
    <message>
        <source>{column} ↑</source>
        <translation>{column} ↑</translation>
    </message>
    <message>
        <source>{column} ↓</source>
        <translation>{column} ↓</translation>
    </message>
    <message>
        <source>The order of the rows; a click on a column&apos;s title does the same</source>
        <translation>排序方式；点击列标题效果相同</translation>
    </message>
    <message>
        <source>Order of the rows</source>
        <translation>排序方式</translation>
    </message>
</context>
<context>
    <name>SelectionCard</name>
    <message>
        <source>Copy place</source>
        <translation>复制位置</translation>
    </message>
    <message>
        <source>Copy latitude and longitude ({key})</source>
        <translation>复制经纬度（{key}）</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>跟随</translation>
    </message>
    <message>
        <source>Keep this drone in view (F)</source>
        <translation>保持该无人机在视野内（F）</translation>
    </message>
</context>
<context>
    <name>SendDialog</name>
    <message>
        <source>Report upward and send</source>
        <translation>上报并调派</translation>
    </message>
    <message>
        <source>place unknown</source>
        <translation>位置未知</translation>
    </message>
    <message>
        <source>{age} ago</source>
        <translation>{age}前</translation>
    </message>
    <message>
        <source>&amp;Channel</source>
        <translation>通道(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Who answered</source>
        <translation>应答人(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Read back</source>
        <translation>复述(&amp;R)</translation>
    </message>
    <message>
        <source>What they repeated: place and task</source>
        <translation>对方复述的地点与任务</translation>
    </message>
    <message>
        <source>Reported &amp;upward to</source>
        <translation>上报对象(&amp;U)</translation>
    </message>
    <message>
        <source>They are on their way</source>
        <translation>已出发</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>力量</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>距离</translation>
    </message>
    <message>
        <source>Reached by</source>
        <translation>联络方式</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>There is nobody who could be sent: no responder is configured, or all were sent.</source>
        <translation>没有可调派的力量：未配置，或均已调派。</translation>
    </message>
    <message>
        <source>Say by which channel they were told.</source>
        <translation>请写明经何通道通知。</translation>
    </message>
    <message>
        <source>Nobody is on the way before they have read it back: write what they repeated.</source>
        <translation>未复述即未出发：请写下对方的复述。</translation>
    </message>
</context>
<context>
    <name>Sessions</name>
    <message>
        <source>damaged</source>
        <translation>已损坏</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>手动</translation>
    </message>
    <message>
        <source>incident</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>continuous</source>
        <translation>连续录像</translation>
    </message>
    <message>
        <source>training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>other material</source>
        <translation>其他材料</translation>
    </message>
    <message>
        <source>stopped by hand</source>
        <translation>手动停止</translation>
    </message>
    <message>
        <source>continued in the next session</source>
        <translation>在下一个会话中继续</translation>
    </message>
    <message>
        <source>the incident was over</source>
        <translation>事件结束</translation>
    </message>
    <message>
        <source>the program was closed</source>
        <translation>程序关闭</translation>
    </message>
    <message>
        <source>the disk took no more</source>
        <translation>磁盘无法再写入</translation>
    </message>
    <message>
        <source>cut off: the program did not end in order</source>
        <translation>中断：程序未正常结束</translation>
    </message>
    <message>
        <source>about {age} left</source>
        <translation>约剩 {age}</translation>
    </message>
    <message>
        <source>The disk for recordings is full.</source>
        <translation>录像磁盘已满。</translation>
    </message>
    <message>
        <source>The disk is too slow: parts of the recording are being lost.</source>
        <translation>磁盘太慢：部分录像正在丢失。</translation>
    </message>
    <message>
        <source>The folder for recordings is gone or cannot be written.</source>
        <translation>录像文件夹不存在或无法写入。</translation>
    </message>
    <message>
        <source>The recorder stopped by itself and is being started again.</source>
        <translation>录像程序意外停止，正在重新启动。</translation>
    </message>
    <message>
        <source>disk full</source>
        <translation>磁盘已满</translation>
    </message>
    <message>
        <source>disk too slow</source>
        <translation>磁盘太慢</translation>
    </message>
    <message>
        <source>disk gone</source>
        <translation>磁盘不可用</translation>
    </message>
    <message>
        <source>recorder restarts</source>
        <translation>录像程序重启中</translation>
    </message>
    <message>
        <source>Delete or take the protection off old sessions, or add space.</source>
        <translation>请删除旧会话或取消其保护，或增加空间。</translation>
    </message>
    <message>
        <source>Stop other work on that disk, or use a faster one.</source>
        <translation>请停止该磁盘上的其他工作，或换用更快的磁盘。</translation>
    </message>
    <message>
        <source>Plug the disk in again; recording goes on by itself.</source>
        <translation>请重新接上磁盘；录像会自动继续。</translation>
    </message>
    <message>
        <source>If it comes again, tell whoever looks after this machine.</source>
        <translation>如再次出现，请告知本机维护人员。</translation>
    </message>
    <message>
        <source>not recorded</source>
        <translation>未录像</translation>
    </message>
    <message>
        <source>waits for the first key frame</source>
        <translation>等待第一个关键帧</translation>
    </message>
    <message>
        <source>recorded</source>
        <translation>录像中</translation>
    </message>
    <message>
        <source>recorded as masked key frames</source>
        <translation>仅录遮挡后的关键帧</translation>
    </message>
    <message>
        <source>not recorded: the disk is full</source>
        <translation>未录像：磁盘已满</translation>
    </message>
    <message>
        <source>parts are lost: the disk is too slow</source>
        <translation>部分丢失：磁盘太慢</translation>
    </message>
    <message>
        <source>not recorded: the folder is gone</source>
        <translation>未录像：文件夹不可用</translation>
    </message>
    <message>
        <source>not recorded: its video format cannot be kept</source>
        <translation>未录像：其视频格式无法保存</translation>
    </message>
    <message>
        <source>not recorded: its main stream cannot be opened</source>
        <translation>未录像：主码流无法打开</translation>
    </message>
    <message>
        <source>Incident</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>研判</translation>
    </message>
    <message>
        <source>Bookmark</source>
        <translation>书签</translation>
    </message>
    <message>
        <source>Camera out</source>
        <translation>摄像头中断</translation>
    </message>
    <message>
        <source>Link lost</source>
        <translation>失联</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>发现</translation>
    </message>
    <message>
        <source>Act</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Annotation</source>
        <translation>批注</translation>
    </message>
    <message>
        <source>Injection</source>
        <translation>注入故障</translation>
    </message>
</context>
<context>
    <name>ShiftsTab</name>
    <message>
        <source>Add a shift</source>
        <translation>添加班次</translation>
    </message>
    <message>
        <source>Times are those of the clock of the precinct. A shift that ends no later than it begins ends on the next day. A change of the clock makes a shift longer or shorter, never double.</source>
        <translation>时间以辖区时钟为准。结束时间不晚于开始时间的班次在次日结束。时钟调整会使班次变长或变短，但不会重复。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Nobody is on duty {times}.</source>
        <translation>{times} 无人值班。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Begins</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>Officers</source>
        <translation>警员数</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>New shift</source>
        <translation>新班次</translation>
    </message>
</context>
<context>
    <name>SideColumn</name>
    <message>
        <source>Plan: {plan}</source>
        <translation>勤务方案：{plan}</translation>
    </message>
    <message>
        <source>No shift is on now</source>
        <translation>当前没有班次</translation>
    </message>
    <message>
        <source>Shift: {name}, until {time}</source>
        <translation>班次：{name}，至 {time}</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>待巡</translation>
    </message>
</context>
<context>
    <name>SignInDialog</name>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Nobody is signed in</source>
        <translation>无人登录</translation>
    </message>
    <message>
        <source>What you do from now on is written in the duty book with your name.</source>
        <translation>此后您的操作将以您的姓名写入值班台账。</translation>
    </message>
    <message>
        <source>{name} is signed in</source>
        <translation>当前值守：{name}</translation>
    </message>
    <message>
        <source>Whoever signs in now takes over at once; the wall goes on.</source>
        <translation>现在登录者即刻接手，监控墙不中断。</translation>
    </message>
    <message>
        <source>&amp;Login</source>
        <translation>登录名(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>密码(&amp;P)</translation>
    </message>
    <message>
        <source>Demo: every password is “demo”.</source>
        <translation>演示：所有密码均为“demo”。</translation>
    </message>
    <message>
        <source>Demo: sign in as {logins}. Every password is “demo”.</source>
        <translation>演示：可登录 {logins}，密码均为“demo”。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>Sounding</name>
    <message>
        <source>No sound device</source>
        <translation>无音频设备</translation>
    </message>
    <message numerus="yes">
        <source>Notices muted for %n min</source>
        <translation>
            <numerusform>提示音静音，剩余 %n 分钟</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SpanChoice</name>
    <message>
        <source>Whole session</source>
        <translation>整个会话</translation>
    </message>
    <message>
        <source>The loop</source>
        <translation>循环区间</translation>
    </message>
    <message>
        <source>From here</source>
        <translation>从此处起</translation>
    </message>
    <message>
        <source>To here</source>
        <translation>到此处止</translation>
    </message>
    <message>
        <source>From</source>
        <translation>起</translation>
    </message>
    <message>
        <source>To</source>
        <translation>止</translation>
    </message>
</context>
<context>
    <name>StartDialog</name>
    <message>
        <source>Start a run</source>
        <translation>开始训练</translation>
    </message>
    <message>
        <source>&amp;Trainee</source>
        <translation>受训人(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Seed</source>
        <translation>种子(&amp;S)</translation>
    </message>
    <message>
        <source>The same seed gives the same run: the same things at the same moments</source>
        <translation>同一种子得到同样的训练：同样的事在同样的时刻发生</translation>
    </message>
    <message>
        <source>&amp;Another seed</source>
        <translation>换一个种子(&amp;A)</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Say who is trained: runs are kept by name.</source>
        <translation>请填写受训人：训练记录按姓名保存。</translation>
    </message>
    <message>
        <source>The seed is a whole number.</source>
        <translation>种子应为整数。</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Nothing is due now</source>
        <translation>当前没有待巡项</translation>
    </message>
    <message>
        <source>{cost}: due, and due soon</source>
        <translation>{cost}：待巡及即将到时</translation>
    </message>
    <message>
        <source>Oldest: {camera}, {late}</source>
        <translation>最久：{camera}，{late}</translation>
    </message>
    <message>
        <source>Next: {camera}, {time}</source>
        <translation>下一个：{camera}，{time}</translation>
    </message>
    <message>
        <source>{n} at a time, each for at least {seconds} s: the plan says so. People found 74 % of events on four pictures, 58 % on six and 53 % on nine, so four is the usual step.</source>
        <translation>按勤务方案每步 {n} 个画面，至少看 {seconds} 秒。研究表明：四个画面能发现 74 % 的事件，六个为 58 %，九个为 53 %，所以通常每步四个。</translation>
    </message>
    <message>
        <source>Walk what is due  {key}</source>
        <translation>巡查待巡项  {key}</translation>
    </message>
    <message>
        <source>All cameras</source>
        <translation>全部摄像头</translation>
    </message>
    <message>
        <source>By area</source>
        <translation>按巡区</translation>
    </message>
    <message>
        <source>By route</source>
        <translation>按巡线</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>Cameras {live}/{all} live</source>
        <translation>摄像头 {live}/{all} 在线</translation>
    </message>
    <message>
        <source>Drones {live}/{all}</source>
        <translation>无人机 {live}/{all}</translation>
    </message>
    <message>
        <source>Docks {live}/{all}</source>
        <translation>机巢 {live}/{all}</translation>
    </message>
    <message>
        <source>Drones heard within two seconds, of all that were heard or are configured</source>
        <translation>两秒内有信号的无人机／全部已收到或已配置的无人机</translation>
    </message>
    <message>
        <source>Docks heard within two seconds, of all that were heard or are configured</source>
        <translation>两秒内有信号的机巢／全部已收到或已配置的机巢</translation>
    </message>
    <message>
        <source>{name}  loss {loss}</source>
        <translation>{name}  丢包 {loss}</translation>
    </message>
    <message>
        <source>Links {live}/{all}  loss {loss}</source>
        <translation>链路 {live}/{all}  丢包 {loss}</translation>
    </message>
    <message>
        <source>messages/s</source>
        <translation>条/秒</translation>
    </message>
    <message>
        <source>lost {lost}, bad {bad}, unknown {unknown}</source>
        <translation>丢包 {lost}，错误 {bad}，未知 {unknown}</translation>
    </message>
    <message>
        <source>oldest value {n} s</source>
        <translation>最旧数据 {n} 秒</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>A picture of the wall is kept in {path}</source>
        <translation>监控墙截图保存在 {path}</translation>
    </message>
    <message>
        <source>{seconds} s · cameras live {live}/{cameras} · drones {drones} · docks {docks} · messages {messages}, lost {lost}, bad {bad} · tracks {tracks} · incidents open {open}</source>
        <translation>{seconds} 秒 · 摄像头在线 {live}/{cameras} · 无人机 {drones} · 机巢 {docks} · 消息 {messages}，丢包 {lost}，错误 {bad} · 空中目标 {tracks} · 未办结事件 {open}</translation>
    </message>
</context>
<context>
    <name>StepPictures</name>
    <message>
        <source>Pictures of the round</source>
        <translation>巡逻画面</translation>
    </message>
</context>
<context>
    <name>StillDialog</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>Stills</name>
    <message>
        <source>The file is none of this program&apos;s.</source>
        <translation>该文件不属于本程序。</translation>
    </message>
    <message>
        <source>The file is missing.</source>
        <translation>文件缺失。</translation>
    </message>
    <message>
        <source>The file was changed after it was taken.</source>
        <translation>文件在保存后被改动过。</translation>
    </message>
    <message>
        <source>The file is not a picture.</source>
        <translation>该文件不是图片。</translation>
    </message>
</context>
<context>
    <name>SwitchPlanDialog</name>
    <message>
        <source>Switch the plan</source>
        <translation>切换勤务方案</translation>
    </message>
    <message>
        <source>Switch to “{plan}”?</source>
        <translation>切换为“{plan}”？</translation>
    </message>
    <message>
        <source>It counts from now on for everybody, and is written in the duty book with your name.</source>
        <translation>即刻对所有人生效，并以您的姓名写入值班台账。</translation>
    </message>
    <message>
        <source>Switch</source>
        <translation>切换</translation>
    </message>
    <message>
        <source>every {time}</source>
        <translation>每 {time}</translation>
    </message>
    <message>
        <source>once a shift</source>
        <translation>每班一次</translation>
    </message>
    <message>
        <source>Key cameras</source>
        <translation>重点摄像头</translation>
    </message>
    <message>
        <source>Ordinary cameras</source>
        <translation>一般摄像头</translation>
    </message>
    <message>
        <source>On the screen for</source>
        <translation>停留</translation>
    </message>
    <message>
        <source>Cameras a step</source>
        <translation>每步摄像头数</translation>
    </message>
    <message>
        <source>All cameras are key in</source>
        <translation>整区列为重点</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>The plan was not switched: you may not, or nobody is signed in.</source>
        <translation>方案未切换：无权限，或无人登录。</translation>
    </message>
    <message>
        <source>Being written…</source>
        <translation>正在写入台账…</translation>
    </message>
</context>
<context>
    <name>TierCard</name>
    <message>
        <source>{tier}, {every}</source>
        <translation>{tier}，{every}</translation>
    </message>
    <message>
        <source>Reading the book…</source>
        <translation>正在读取台账…</translation>
    </message>
    <message>
        <source>until the next deadline</source>
        <translation>距下一个时限</translation>
    </message>
    <message>
        <source>no deadline ahead</source>
        <translation>没有将到的时限</translation>
    </message>
    <message>
        <source>{late} of {all} overdue</source>
        <translation>{late}/{all} 超时</translation>
    </message>
    <message>
        <source>{n} of {all} on time</source>
        <translation>{n}/{all} 按时</translation>
    </message>
    <message>
        <source>no cameras</source>
        <translation>没有摄像头</translation>
    </message>
</context>
<context>
    <name>TierLine</name>
    <message>
        <source>Until the next deadline</source>
        <translation>距下一个时限</translation>
    </message>
    <message>
        <source>Until the next deadline: {time}</source>
        <translation>距下一个时限：{time}</translation>
    </message>
    <message>
        <source>{n} of {all} overdue</source>
        <translation>{n}/{all} 超时</translation>
    </message>
    <message>
        <source>{n} of {all} on time</source>
        <translation>{n}/{all} 按时</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>Everything</source>
        <translation>全部</translation>
    </message>
</context>
<context>
    <name>TimelineView</name>
    <message>
        <source>Timeline</source>
        <translation>时间轴</translation>
    </message>
</context>
<context>
    <name>TornWindow</name>
    <message>
        <source>{workspace} – Mouse Patrol</source>
        <translation>{workspace} – 鼠标巡逻</translation>
    </message>
    <message>
        <source>Put back</source>
        <translation>收回</translation>
    </message>
</context>
<context>
    <name>TrackChoice</name>
    <message>
        <source>What is grey needs a right that you do not have.</source>
        <translation>灰色项目需要您没有的权限。</translation>
    </message>
</context>
<context>
    <name>Training</name>
    <message>
        <source>Link lost</source>
        <translation>失联</translation>
    </message>
    <message>
        <source>Rain at a dock</source>
        <translation>机巢下雨</translation>
    </message>
    <message>
        <source>Dock cover jammed</source>
        <translation>机巢舱盖卡住</translation>
    </message>
    <message>
        <source>Camera picture frozen</source>
        <translation>摄像机画面冻结</translation>
    </message>
    <message>
        <source>Unknown aircraft</source>
        <translation>不明飞行器</translation>
    </message>
    <message>
        <source>Said what is wrong</source>
        <translation>指出异常</translation>
    </message>
    <message>
        <source>Acknowledged the incident</source>
        <translation>确认事件</translation>
    </message>
    <message>
        <source>Sent a responder</source>
        <translation>派出处置力量</translation>
    </message>
    <message>
        <source>Closed the incident</source>
        <translation>办结事件</translation>
    </message>
    <message>
        <source>Opened an incident</source>
        <translation>登记事件</translation>
    </message>
    <message>
        <source>Reported the camera in a round</source>
        <translation>在巡逻中报告该摄像机</translation>
    </message>
    <message>
        <source>not at all</source>
        <translation>没有</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
    <message>
        <source>{points} of {most} points</source>
        <translation>{points} 分（满分 {most}）</translation>
    </message>
    <message>
        <source>{points} points in all</source>
        <translation>共 {points} 分</translation>
    </message>
    <message>
        <source>within {within} s: {points} points, until {late} s half of them</source>
        <translation>{within} 秒内 {points} 分，{late} 秒内得一半</translation>
    </message>
</context>
<context>
    <name>TrainingBand</name>
    <message>
        <source>TRAINING</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Training: nothing here is real</source>
        <translation>训练：这里的一切都不是真的</translation>
    </message>
    <message>
        <source>Nothing here is real, and nothing that is done here reaches anybody</source>
        <translation>这里的一切都不是真的，所做的操作不会传到任何人</translation>
    </message>
    <message>
        <source>What is wrong?  F12</source>
        <translation>哪里不对？ F12</translation>
    </message>
    <message>
        <source>End the run</source>
        <translation>结束训练</translation>
    </message>
    <message>
        <source>noted: {what}</source>
        <translation>已记下：{what}</translation>
    </message>
    <message>
        <source>begins in {time}</source>
        <translation>{time} 后开始</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>剩余 {time}</translation>
    </message>
    <message>
        <source>over</source>
        <translation>已结束</translation>
    </message>
</context>
<context>
    <name>TrainingPage</name>
    <message>
        <source>In a run: say what is wrong</source>
        <translation>训练中：报告异常</translation>
    </message>
    <message>
        <source>Start a run…</source>
        <translation>开始训练…</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>编辑…</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>删除…</translation>
    </message>
    <message>
        <source>Training scripts</source>
        <translation>训练脚本</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>No training script</source>
        <translation>没有训练脚本</translation>
    </message>
    <message>
        <source>Put a script into {folder} and come back, or ask somebody who has one.</source>
        <translation>请把脚本放入 {folder} 后再回来，或向有脚本的人索取。</translation>
    </message>
    <message>
        <source>on the session {session}</source>
        <translation>基于录像会话“{session}”</translation>
    </message>
    <message>
        <source>Delete the script “{title}” for good? Its runs stay.</source>
        <translation>永久删除脚本“{title}”？训练记录会保留。</translation>
    </message>
    <message>
        <source>Delete?</source>
        <translation>删除？</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Preparing the run “{title}”…</source>
        <translation>正在准备训练“{title}”…</translation>
    </message>
    <message>
        <source>Scripts that play on a recorded session cannot be run here.</source>
        <translation>基于录像会话的脚本不能在此运行。</translation>
    </message>
</context>
<context>
    <name>TrainingWindow</name>
    <message>
        <source>TRAINING – {title}</source>
        <translation>训练 – {title}</translation>
    </message>
    <message>
        <source>What is wrong?</source>
        <translation>哪里不对？</translation>
    </message>
    <message>
        <source>The run is over</source>
        <translation>训练结束</translation>
    </message>
    <message>
        <source>The run is over: the debrief comes next.</source>
        <translation>训练已结束，接下来是讲评。</translation>
    </message>
    <message>
        <source>End the run?</source>
        <translation>结束训练？</translation>
    </message>
    <message>
        <source>End the run now? What was done so far is scored and kept.</source>
        <translation>现在结束训练？到目前为止的表现会评分并保存。</translation>
    </message>
    <message>
        <source>End the run</source>
        <translation>结束训练</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
</context>
<context>
    <name>Transport</name>
    <message>
        <source>To the beginning (Home)</source>
        <translation>到开头（Home）</translation>
    </message>
    <message>
        <source>Previous event (P)</source>
        <translation>上一个记录点（P）</translation>
    </message>
    <message>
        <source>Backward, faster (J)</source>
        <translation>倒放，再按加速（J）</translation>
    </message>
    <message>
        <source>One picture back (←)</source>
        <translation>后退一帧（←）</translation>
    </message>
    <message>
        <source>Play or pause (Space)</source>
        <translation>播放或暂停（空格）</translation>
    </message>
    <message>
        <source>One picture on (→)</source>
        <translation>前进一帧（→）</translation>
    </message>
    <message>
        <source>Forward, faster (L)</source>
        <translation>正放，再按加速（L）</translation>
    </message>
    <message>
        <source>Next event (N)</source>
        <translation>下一个记录点（N）</translation>
    </message>
    <message>
        <source>To the end (End)</source>
        <translation>到结尾（End）</translation>
    </message>
    <message>
        <source>The loop begins here (I)</source>
        <translation>循环从这里开始（I）</translation>
    </message>
    <message>
        <source>The loop ends here (O)</source>
        <translation>循环到这里结束（O）</translation>
    </message>
    <message>
        <source>No loop (X)</source>
        <translation>取消循环（X）</translation>
    </message>
    <message>
        <source>Go to a time (G)</source>
        <translation>跳到某一时间（G）</translation>
    </message>
    <message>
        <source>gap: nothing was recorded here</source>
        <translation>空缺：此处没有录像</translation>
    </message>
    <message>
        <source>at the end</source>
        <translation>已到结尾</translation>
    </message>
    <message>
        <source>seeking…</source>
        <translation>正在定位…</translation>
    </message>
    <message>
        <source>key frames only</source>
        <translation>仅关键帧</translation>
    </message>
    <message>
        <source>telemetry {age} behind</source>
        <translation>遥测滞后 {age}</translation>
    </message>
    <message>
        <source>loop</source>
        <translation>循环</translation>
    </message>
    <message>
        <source>Speed; above 2× and backward video shows key frames only</source>
        <translation>速度；高于 2× 和倒放时视频仅显示关键帧</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>At which events N and P stop</source>
        <translation>N 和 P 停在哪些记录点</translation>
    </message>
    <message>
        <source>Kinds of events</source>
        <translation>记录点类型</translation>
    </message>
    <message>
        <source>A word at this place; Enter writes it down</source>
        <translation>在此处写批注；按回车记下</translation>
    </message>
    <message>
        <source>A word at this place</source>
        <translation>此处的批注</translation>
    </message>
    <message>
        <source>Write a word at this place (B)</source>
        <translation>在此处写批注（B）</translation>
    </message>
    <message>
        <source>no later event</source>
        <translation>后面没有记录点了</translation>
    </message>
    <message>
        <source>no earlier event</source>
        <translation>前面没有记录点了</translation>
    </message>
</context>
<context>
    <name>Trial</name>
    <message>
        <source>fits: {share}</source>
        <translation>可行：{share}</translation>
    </message>
    <message>
        <source>too much: {share}</source>
        <translation>超出：{share}</translation>
    </message>
    <message numerus="yes">
        <source>Cannot be kept by the %n officer(s) of this shift: {share} of their time.</source>
        <translation>
            <numerusform>本班 %n 名警员无法完成：需要其 {share} 的时间。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Can just be kept by %n officer(s), with little time left: {share}.</source>
        <translation>
            <numerusform>%n 名警员勉强可以完成，余下时间很少：{share}。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Can be kept by the %n officer(s) of this shift: {share} of their time.</source>
        <translation>
            <numerusform>本班 %n 名警员可以完成：需要其 {share} 的时间。</numerusform>
        </translation>
    </message>
    <message>
        <source>Together {need} of {there} an hour</source>
        <translation>合计每小时需 {need}，可用 {there}</translation>
    </message>
    <message numerus="yes">
        <source>%n officer(s) in this shift</source>
        <translation>
            <numerusform>本班 %n 名警员</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cameras a step (people notice less on more pictures)</source>
        <translation>
            <numerusform>每步 %n 个摄像头（画面越多越容易漏看）</numerusform>
        </translation>
    </message>
    <message>
        <source>{time} for each step</source>
        <translation>每步停留 {time}</translation>
    </message>
    <message>
        <source>key cameras {every}</source>
        <translation>重点摄像头{every}</translation>
    </message>
    <message>
        <source>ordinary cameras {every}</source>
        <translation>一般摄像头{every}</translation>
    </message>
    <message>
        <source>No single change is enough: change several.</source>
        <translation>单独一项更改都不够：请同时更改几项。</translation>
    </message>
    <message>
        <source>Any one of these would do:</source>
        <translation>以下任何一项即可：</translation>
    </message>
    <message>
        <source>{tier}: {cameras} ÷ {step} = {steps} × ({dwell} + {between} to the next) = {round} {every}</source>
        <translation>{tier}：{cameras} ÷ {step} = {steps} ×（{dwell} + 换步 {between}）= {round}，{every}</translation>
    </message>
    <message numerus="yes">
        <source>%n step(s)</source>
        <translation>
            <numerusform>%n 步</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TrialTable</name>
    <message>
        <source>Dry run</source>
        <translation>试算</translation>
    </message>
    <message>
        <source>{plan}: {shifts}</source>
        <translation>{plan}：{shifts}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>Trouble</name>
    <message>
        <source>Mouse Patrol cannot start.</source>
        <translation>鼠标巡逻无法启动。</translation>
    </message>
    <message>
        <source>There is no session {session}.</source>
        <translation>没有录像会话 {session}。</translation>
    </message>
    <message>
        <source>Opening a session needs somebody who is signed in and may.</source>
        <translation>打开录像会话需要有权限的人员先登录。</translation>
    </message>
    <message>
        <source>The duty book does not answer: the export goes on from here when it does.</source>
        <translation>值班日志没有响应：恢复后将从这里继续导出。</translation>
    </message>
    <message>
        <source>The disk of {folder} is full: make room and export the same again, it goes on where it was.</source>
        <translation>{folder} 所在磁盘已满：腾出空间后再次导出同样内容，将从中断处继续。</translation>
    </message>
    <message>
        <source>The export stopped: {why}. Export the same again, it goes on where it was.</source>
        <translation>导出已停止：{why}。再次导出同样内容，将从中断处继续。</translation>
    </message>
    <message>
        <source>Evidence is exported by whoever is signed in: sign in first.</source>
        <translation>导出证据须由已登录的人员进行：请先登录。</translation>
    </message>
    <message>
        <source>Evidence does not go into the session&apos;s own folder: choose another.</source>
        <translation>证据不能放进会话自己的文件夹：请另选一个。</translation>
    </message>
    <message>
        <source>Say why it is exported, in {least} to {most} characters.</source>
        <translation>请说明导出原因，{least} 至 {most} 个字符。</translation>
    </message>
    <message>
        <source>A case number has at most {most} characters, in one line.</source>
        <translation>案件编号最多 {most} 个字符，只能一行。</translation>
    </message>
    <message>
        <source>The span ends before it begins.</source>
        <translation>时段的结束早于开始。</translation>
    </message>
    <message>
        <source>Nothing was chosen to be exported.</source>
        <translation>没有选择要导出的内容。</translation>
    </message>
    <message>
        <source>No camera was chosen.</source>
        <translation>没有选择摄像头。</translation>
    </message>
    <message>
        <source>The session {session} has no camera {cameras}.</source>
        <translation>录像会话 {session} 中没有摄像头 {cameras}。</translation>
    </message>
    <message>
        <source>The session {session} is not there any more: it was deleted or its disk is gone.</source>
        <translation>录像会话 {session} 已不存在：它被删除，或其磁盘已断开。</translation>
    </message>
    <message>
        <source>The folder {folder} is not there any more: connect its disk and export the same again, it goes on where it was.</source>
        <translation>文件夹 {folder} 已不存在：请接上其磁盘并再次导出同样内容，将从中断处继续。</translation>
    </message>
    <message>
        <source>Whoever is signed in may not do this (right: {right}).</source>
        <translation>当前登录人员无权这样做（权限：{right}）。</translation>
    </message>
    <message>
        <source>Reason, case number and the folder&apos;s name must be text that can be written.</source>
        <translation>原因、案件编号和文件夹名必须是可以写入的文字。</translation>
    </message>
    <message>
        <source>The duty book does not take this export now, and nothing leaves without it: {trouble}</source>
        <translation>值班日志目前无法登记这次导出，未登记则不得导出：{trouble}</translation>
    </message>
    <message>
        <source>The duty book does not take this export now, and nothing leaves without it.</source>
        <translation>值班日志目前无法登记这次导出，未登记则不得导出。</translation>
    </message>
    <message>
        <source>The folder {folder} cannot be made: {why}.</source>
        <translation>无法建立文件夹 {folder}：{why}。</translation>
    </message>
    <message>
        <source>{file} is not the same file any more as when the session was put together: put it together anew.</source>
        <translation>{file} 已不是组成会话时的那个文件：请重新组成。</translation>
    </message>
    <message>
        <source>{file} is not where it was when the session was put together: {folder}.</source>
        <translation>{file} 已不在组成会话时的位置：{folder}。</translation>
    </message>
    <message>
        <source>The clips of {camera} cannot be looked through: the session&apos;s folder is read-only.</source>
        <translation>无法检查 {camera} 的片段：会话文件夹是只读的。</translation>
    </message>
    <message>
        <source>The session {session} does not say where the telemetry of {link} is.</source>
        <translation>录像会话 {session} 没有说明 {link} 的遥测数据在哪里。</translation>
    </message>
    <message>
        <source>There is already something at {target}: nothing is written over, choose another name.</source>
        <translation>{target} 处已有内容：不会覆盖，请另取名称。</translation>
    </message>
    <message>
        <source>The folder {folder} is not there: connect its disk, or choose another.</source>
        <translation>文件夹 {folder} 不存在：请接上其磁盘，或另选一个。</translation>
    </message>
    <message>
        <source>In {folder} stands something else: choose another folder, or remove it.</source>
        <translation>{folder} 中有其他内容：请另选文件夹，或将其移走。</translation>
    </message>
    <message>
        <source>In {folder} stands something else, or another export that was not finished: choose another folder, or remove it.</source>
        <translation>{folder} 中有其他内容，或另一次未完成的导出：请另选文件夹，或将其移走。</translation>
    </message>
    <message>
        <source>There is nothing to put together.</source>
        <translation>没有可组成会话的材料。</translation>
    </message>
    <message>
        <source>There is no video in {file} that can be read.</source>
        <translation>{file} 中没有可读取的视频。</translation>
    </message>
    <message>
        <source>There are no clips in the folder {folder}.</source>
        <translation>文件夹 {folder} 中没有视频片段。</translation>
    </message>
    <message>
        <source>The folder {folder} holds {count} clips; at most {most} are taken at once.</source>
        <translation>文件夹 {folder} 中有 {count} 个片段；一次最多取 {most} 个。</translation>
    </message>
    <message>
        <source>{file} is no telemetry log, or there is nothing in it.</source>
        <translation>{file} 不是遥测日志，或其中没有内容。</translation>
    </message>
    <message>
        <source>The session cannot be written to {folder}: {why}.</source>
        <translation>无法把会话写入 {folder}：{why}。</translation>
    </message>
    <message>
        <source>{file} cannot be opened: {why}.</source>
        <translation>无法打开 {file}：{why}。</translation>
    </message>
    <message>
        <source>{file} cannot be read: {why}.</source>
        <translation>无法读取 {file}：{why}。</translation>
    </message>
    <message>
        <source>The session {session} cannot be deleted: {why}.</source>
        <translation>无法删除录像会话 {session}：{why}。</translation>
    </message>
    <message>
        <source>The session {session} is being recorded or replayed: it cannot be deleted.</source>
        <translation>录像会话 {session} 正在录制或回放：不能删除。</translation>
    </message>
    <message>
        <source>The session {session} is being recorded: it cannot be deleted.</source>
        <translation>录像会话 {session} 正在录制：不能删除。</translation>
    </message>
    <message>
        <source>The session {session} is protected: it cannot be deleted.</source>
        <translation>录像会话 {session} 受保护：不能删除。</translation>
    </message>
    <message>
        <source>{session} is no session of this program: it is not deleted here.</source>
        <translation>{session} 不是本程序的会话：这里不删除它。</translation>
    </message>
    <message>
        <source>Title and bookmarks cannot be read: {why}.</source>
        <translation>无法读取标题和书签：{why}。</translation>
    </message>
    <message>
        <source>Title and bookmarks are damaged; the session is protected until it is changed.</source>
        <translation>标题和书签已损坏；在修改之前该会话受保护。</translation>
    </message>
    <message>
        <source>The session {session} cannot be changed: {why}.</source>
        <translation>无法修改录像会话 {session}：{why}。</translation>
    </message>
    <message>
        <source>The folder of sessions {folder} cannot be read: {why}.</source>
        <translation>无法读取会话文件夹 {folder}：{why}。</translation>
    </message>
    <message>
        <source>The session {session} was recorded by a newer version of the program.</source>
        <translation>录像会话 {session} 是由更新版本的程序录制的。</translation>
    </message>
    <message>
        <source>The session {session} cannot be read: {why}.</source>
        <translation>无法读取录像会话 {session}：{why}。</translation>
    </message>
    <message>
        <source>The session {session} is damaged: {why}.</source>
        <translation>录像会话 {session} 已损坏：{why}。</translation>
    </message>
    <message>
        <source>The session {session} has a damaged manifest.</source>
        <translation>录像会话 {session} 的清单已损坏。</translation>
    </message>
    <message>
        <source>The session {session} does not say where its material is: {why}.</source>
        <translation>录像会话 {session} 没有说明其材料在哪里：{why}。</translation>
    </message>
    <message>
        <source>The session {session} has a damaged list of its material.</source>
        <translation>录像会话 {session} 的材料列表已损坏。</translation>
    </message>
    <message>
        <source>The session {session} holds what no recording has, a link or a pipe: {name}.</source>
        <translation>录像会话 {session} 中有录像会话不应有的链接或管道：{name}。</translation>
    </message>
    <message>
        <source>The telemetry cannot be read: {why}.</source>
        <translation>无法读取遥测数据：{why}。</translation>
    </message>
    <message>
        <source>A replay has no book of its own: ask the live one.</source>
        <translation>回放没有自己的日志：请查询实时日志。</translation>
    </message>
    <message>
        <source>The rows of the session are damaged ({why}): {count} of them could be read.</source>
        <translation>会话的记录已损坏（{why}）：其中 {count} 条可以读取。</translation>
    </message>
    <message>
        <source>The rows of the session are missing: there is no {file}.</source>
        <translation>会话的记录缺失：没有 {file}。</translation>
    </message>
    <message>
        <source>The script “{script}” plays on a session that is not there.</source>
        <translation>脚本“{script}”所用的会话不存在。</translation>
    </message>
    <message>
        <source>The session {session} is too short for the script “{script}”: {left} from where it begins, and the script takes {length}.</source>
        <translation>录像会话 {session} 对脚本“{script}”来说太短：从起点起只有 {left}，而脚本需要 {length}。</translation>
    </message>
    <message>
        <source>The session has no telemetry: no aircraft can come into it.</source>
        <translation>该会话没有遥测数据：无法加入航空器。</translation>
    </message>
    <message>
        <source>The script cannot be kept: {why}.</source>
        <translation>无法保存脚本：{why}。</translation>
    </message>
    <message>
        <source>The script cannot be deleted: {why}.</source>
        <translation>无法删除脚本：{why}。</translation>
    </message>
    <message>
        <source>The run cannot be kept: {why}.</source>
        <translation>无法保存本次训练：{why}。</translation>
    </message>
    <message>
        <source>The script “{script}” wants {kind} at “{target}”, which is not there.</source>
        <translation>脚本“{script}”要求在“{target}”发生 {kind}，但没有这个对象。</translation>
    </message>
    <message>
        <source>The script “{script}” wants {kind}, and there is nothing it could happen to.</source>
        <translation>脚本“{script}”要求发生 {kind}，但没有可以发生的对象。</translation>
    </message>
    <message>
        <source>The script {file} cannot be read: {why}.</source>
        <translation>无法读取脚本 {file}：{why}。</translation>
    </message>
    <message>
        <source>The script {file} is not valid TOML.</source>
        <translation>脚本 {file} 不是有效的 TOML。</translation>
    </message>
    <message>
        <source>The script {file}: {problems}</source>
        <translation>脚本 {file}：{problems}</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>没有这个文件或文件夹</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>没有访问权限</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>磁盘已满</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>磁盘是只读的</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>磁盘读写出错</translation>
    </message>
    <message>
        <source>Not a directory</source>
        <translation>不是文件夹</translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation>是文件夹</translation>
    </message>
    <message>
        <source>File name too long</source>
        <translation>文件名过长</translation>
    </message>
    <message>
        <source>Directory not empty</source>
        <translation>文件夹不为空</translation>
    </message>
    <message>
        <source>Device or resource busy</source>
        <translation>设备正忙</translation>
    </message>
    <message>
        <source>Too many open files</source>
        <translation>打开的文件过多</translation>
    </message>
</context>
<context>
    <name>Waiting</name>
    <message>
        <source>Something went wrong; the log says more.</source>
        <translation>出错了，详见日志。</translation>
    </message>
</context>
<context>
    <name>WallBar</name>
    <message>
        <source>Automatic grid</source>
        <translation>自动分屏</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>分屏</translation>
    </message>
    <message>
        <source>How many cameras at a time (+ and −)</source>
        <translation>同屏路数（+ 和 −）</translation>
    </message>
    <message>
        <source>All areas</source>
        <translation>全部巡区</translation>
    </message>
    <message>
        <source>Patrol area</source>
        <translation>巡区</translation>
    </message>
    <message>
        <source>Only the cameras of one patrol area</source>
        <translation>只看某一巡区的摄像头</translation>
    </message>
    <message>
        <source>Search cameras (/)</source>
        <translation>查找摄像头（/）</translation>
    </message>
    <message>
        <source>Search cameras</source>
        <translation>查找摄像头</translation>
    </message>
    <message>
        <source>Page before (Page Up)</source>
        <translation>上一页（Page Up）</translation>
    </message>
    <message>
        <source>Page before</source>
        <translation>上一页</translation>
    </message>
    <message>
        <source>Next page (Page Down)</source>
        <translation>下一页（Page Down）</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>下一页</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>The wall alone on this monitor or another (F11)</source>
        <translation>在本屏或其他屏幕上单独显示监控墙（F11）</translation>
    </message>
</context>
<context>
    <name>WallKeys</name>
    <message>
        <source>Choose the camera beside</source>
        <translation>选择相邻摄像头</translation>
    </message>
    <message>
        <source>The first and the last camera</source>
        <translation>第一路和最后一路摄像头</translation>
    </message>
    <message>
        <source>Turn the page</source>
        <translation>翻页</translation>
    </message>
    <message>
        <source>Bring a camera to full size and back</source>
        <translation>放大单路画面／还原</translation>
    </message>
    <message>
        <source>Back from full size or full screen</source>
        <translation>退出放大或全屏</translation>
    </message>
    <message>
        <source>More or fewer tiles</source>
        <translation>增减分屏数</translation>
    </message>
    <message>
        <source>Search cameras</source>
        <translation>查找摄像头</translation>
    </message>
    <message>
        <source>The wall in full screen and back</source>
        <translation>监控墙全屏／还原</translation>
    </message>
    <message>
        <source>Choose a camera by its number</source>
        <translation>按编号选择摄像头</translation>
    </message>
</context>
<context>
    <name>WallView</name>
    <message>
        <source>Camera wall</source>
        <translation>监控墙</translation>
    </message>
</context>
<context>
    <name>WallWorkspace</name>
    <message>
        <source>No cameras are configured</source>
        <translation>未配置摄像头</translation>
    </message>
    <message>
        <source>Add a [[cameras]] section with id, name and address to the configuration file and start again. “mouse-patrol check FILE” says what is wrong with a file.</source>
        <translation>请在配置文件中添加含 id、name、address 的 [[cameras]] 段后重新启动。“mouse-patrol check FILE”会指出文件中的错误。</translation>
    </message>
    <message>
        <source>No camera matches</source>
        <translation>没有符合条件的摄像头</translation>
    </message>
    <message>
        <source>No camera of this area has these words in its number, name or area.</source>
        <translation>该巡区内没有编号、名称或区域包含这些文字的摄像头。</translation>
    </message>
    <message>
        <source>Show all cameras</source>
        <translation>显示全部摄像头</translation>
    </message>
    <message>
        <source>The wall is in full screen</source>
        <translation>监控墙正在全屏显示</translation>
    </message>
    <message>
        <source>Esc or F11 brings it back.</source>
        <translation>按 Esc 或 F11 收回。</translation>
    </message>
    <message>
        <source>Bring it back</source>
        <translation>收回</translation>
    </message>
</context>
<context>
    <name>WeeksPanel</name>
    <message>
        <source>The question was cancelled.</source>
        <translation>查询已取消。</translation>
    </message>
    <message>
        <source>The book could not be read; the log says more.</source>
        <translation>无法读取台账，详情见日志。</translation>
    </message>
    <message numerus="yes">
        <source>Last %n day(s)</source>
        <translation>
            <numerusform>最近 %n 天</numerusform>
        </translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>重新读取</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Reading the book…</source>
        <translation>正在读取台账…</translation>
    </message>
    <message>
        <source>No deadline fell due in these days: there is nothing to compare yet.</source>
        <translation>这些天没有到期的时限，暂无可比较的内容。</translation>
    </message>
    <message>
        <source>Deadlines met by area and hour of the day, in %</source>
        <translation>按巡区和钟点统计的按时率（%）</translation>
    </message>
    <message>
        <source>By plan</source>
        <translation>按勤务方案</translation>
    </message>
    <message>
        <source>Below 95 % a cell is tinted amber, below 80 % strongly so, bold and underlined. Hours are those of the deadlines, on the clock of the precinct. A camera that stays overdue misses one after another.</source>
        <translation>低于 95 % 的格子为浅琥珀色，低于 80 % 为深琥珀色、加粗并带下划线。钟点按时限所在的辖区时间计算。持续超时的摄像头会接连错过时限。</translation>
    </message>
    <message>
        <source>{from} to {to} · {n} sightings</source>
        <translation>{from} 至 {to} · {n} 条查看记录</translation>
    </message>
    <message>
        <source>no area</source>
        <translation>无巡区</translation>
    </message>
    <message>
        <source>All areas</source>
        <translation>全部巡区</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>勤务方案</translation>
    </message>
    <message>
        <source>On time</source>
        <translation>按时率</translation>
    </message>
    <message>
        <source>Met</source>
        <translation>按时</translation>
    </message>
    <message>
        <source>Missed</source>
        <translation>错过</translation>
    </message>
</context>
<context>
    <name>WordDialog</name>
    <message>
        <source>Add a word to incident {number}</source>
        <translation>补充事件 {number}</translation>
    </message>
    <message>
        <source>It is added with your name and the time; what stands already stays as it is.</source>
        <translation>以您的姓名和时间追加；已有内容保持不变。</translation>
    </message>
    <message>
        <source>&amp;Words</source>
        <translation>内容(&amp;W)</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>追加</translation>
    </message>
    <message>
        <source>Ctrl+Enter adds it.</source>
        <translation>按 Ctrl+Enter 追加。</translation>
    </message>
</context>
<context>
    <name>Workspace</name>
    <message>
        <source>Wall</source>
        <translation>监控墙</translation>
    </message>
    <message>
        <source>Patrol</source>
        <translation>巡逻</translation>
    </message>
    <message>
        <source>Fleet</source>
        <translation>机队</translation>
    </message>
    <message>
        <source>Airspace</source>
        <translation>空域</translation>
    </message>
    <message>
        <source>Incidents</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Replay</source>
        <translation>回放</translation>
    </message>
</context>
<context>
    <name>WrongDialog</name>
    <message>
        <source>Cameras that are not recorded</source>
        <translation>未录像的摄像头</translation>
    </message>
    <message>
        <source>The others go on being recorded.</source>
        <translation>其余摄像头照常录像。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>All of them are recorded now.</source>
        <translation>现在全部在录像。</translation>
    </message>
</context>
<context>
    <name>_CardView</name>
    <message>
        <source>Being written…</source>
        <translation>正在写入台账…</translation>
    </message>
    <message>
        <source>Acknowledge</source>
        <translation>确认</translation>
    </message>
    <message>
        <source>Close…</source>
        <translation>办结…</translation>
    </message>
    <message>
        <source>Show on map</source>
        <translation>在地图上查看</translation>
    </message>
    <message>
        <source>Show in fleet</source>
        <translation>在机队中查看</translation>
    </message>
    <message>
        <source>Show on wall</source>
        <translation>在监控墙上查看</translation>
    </message>
    <message>
        <source>Show incidents</source>
        <translation>查看事件</translation>
    </message>
    <message>
        <source>Go to Patrol</source>
        <translation>前往巡逻</translation>
    </message>
    <message>
        <source>Show sessions</source>
        <translation>查看录像会话</translation>
    </message>
    <message>
        <source>Show which</source>
        <translation>查看是哪些</translation>
    </message>
</context>
<context>
    <name>_Lists</name>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Open incidents ({n})</source>
        <translation>未办结事件（{n}）</translation>
    </message>
    <message>
        <source>Overdue cameras ({n})</source>
        <translation>超时摄像头（{n}）</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Broken cameras ({n})</source>
        <translation>故障摄像头（{n}）</translation>
    </message>
    <message>
        <source>The book has not told yet.</source>
        <translation>台账尚未读完。</translation>
    </message>
</context>
</TS>
