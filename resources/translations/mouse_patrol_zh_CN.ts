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
    <name>Attention</name>
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
        <source>police</source>
        <translation>公安</translation>
    </message>
    <message>
        <source>community</source>
        <translation>社区</translation>
    </message>
    <message>
        <source>drone</source>
        <translation>无人机</translation>
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
        <source>{n} fps</source>
        <translation>{n} 帧/秒</translation>
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
        <source>%n alarm(s)</source>
        <translation>
            <numerusform>%n 条告警</numerusform>
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
        <source>not written yet</source>
        <translation>尚未写入台账</translation>
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
    <name>FullScreenWall</name>
    <message>
        <source>Mouse Patrol: wall</source>
        <translation>鼠标巡逻：监控墙</translation>
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
        <source>Number</source>
        <translation>编号</translation>
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
        <source>Acknowledged</source>
        <translation>确认</translation>
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
        <source>Aircraft</source>
        <translation>飞行器</translation>
    </message>
    <message>
        <source>Zone</source>
        <translation>管控区</translation>
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
</context>
<context>
    <name>KeysDialog</name>
    <message>
        <source>List of keys</source>
        <translation>快捷键一览</translation>
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
    <name>Rail</name>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
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
    <name>Trouble</name>
    <message>
        <source>Mouse Patrol cannot start.</source>
        <translation>鼠标巡逻无法启动。</translation>
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
    <name>Workspace</name>
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
</context>
</TS>
