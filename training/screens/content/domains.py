"""Lines of business: what their sites call their pages, things, columns, fields, figures and actions.

A column or figure names the kind of value that the writer makes; a field names its control and its choices.
Each entry is (Chinese, English, ...). Icons are functions of `icons.tsv`.
"""

from __future__ import annotations

from dataclasses import dataclass

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Domain:
    """nav: (zh, en, icon). columns and stats: (zh, en, kind). fields: (zh, en, control, choices or placeholder)."""

    name: str
    thing: Pair
    nav: tuple[tuple[str, str, str], ...]
    columns: tuple[tuple[str, str, str], ...]
    fields: tuple[tuple[str, str, str, str], ...]
    stats: tuple[tuple[str, str, str], ...]
    actions: tuple[tuple[str, str, str], ...]


def _rows(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(part.strip() for part in row.split("/")) for row in text.split(";") if row.strip())


def _domain(name: str, thing: str, *parts: str) -> Domain:
    zh, en = thing.split("/")
    return Domain(name, (zh, en), *(_rows(part) for part in parts))  # type: ignore[arg-type]


DOMAINS: tuple[Domain, ...] = (
    _domain("shop", "订单/Orders",
        "首页/Home/home;商品管理/Products/package;订单管理/Orders/cart;客户/Customers/users;营销活动/Promotions/gift;优惠券/Coupons/coupon;物流/Delivery/truck;数据统计/Analytics/chart-bar;店铺设置/Store settings/settings",
        "订单号/Order no./code;商品/Product/product;买家/Customer/person;金额/Amount/price;数量/Quantity/small;下单时间/Ordered/datetime;支付方式/Payment/pay;状态/Status/status",
        "商品名称/Product name/input/product;商品分类/Category/select/服装|数码|食品|家居,Clothing|Electronics|Food|Home;售价/Price/number/0;库存/Stock/number/0;商品描述/Description/textarea/sentence;是否上架/Published/switch/;配送方式/Delivery/radios/快递|自提|同城,Courier|Pick-up|Same day;上架日期/Publish date/date/",
        "今日销售额/Sales today/price;订单数/Orders/count;访客数/Visitors/count;转化率/Conversion/percent;退款数/Refunds/small", "新建订单/New order/plus;导出/Export/download;批量发货/Ship selected/truck;打印面单/Print labels/print"),
    _domain("finance", "交易/Transactions",
        "概览/Overview/dashboard;账户/Accounts/bank;转账/Transfer/send;账单/Statements/invoice;信用卡/Cards/credit-card;理财/Investments/chart-line;贷款/Loans/currency;安全中心/Security/shield",
        "流水号/Reference/code;日期/Date/date;对方户名/Counterparty/company;摘要/Description/task;收入/Credit/price;支出/Debit/price;余额/Balance/price;状态/Status/status",
        "收款人/Payee/input/person;收款账号/Account number/input/card;开户银行/Bank/select/工商银行|建设银行|招商银行,Northwind Bank|City Savings|Union Trust;转账金额/Amount/number/0;附言/Message/input/task;到账时间/Speed/radios/实时|次日,Instant|Next day;保存为常用收款人/Save this payee/checkbox/",
        "总资产/Total assets/price;本月支出/Spent this month/price;收益/Returns/price;可用额度/Available credit/price", "转账/Transfer/send;充值/Top up/plus;下载账单/Download statement/download;挂失/Report lost card/warning"),
    _domain("health", "预约/Appointments",
        "首页/Home/home;预约挂号/Book a visit/calendar;医生/Doctors/hospital;检查报告/Test results/file;处方/Prescriptions/invoice;缴费/Payments/wallet;就诊人/Patients/users;在线咨询/Ask a doctor/message",
        "就诊号/Visit no./code;患者/Patient/person;科室/Department/clinic;医生/Doctor/person;就诊时间/Time/datetime;费用/Fee/price;联系电话/Phone/phone;状态/Status/status",
        "姓名/Full name/input/person;身份证号/ID number/input/idcard;性别/Sex/radios/男|女,Male|Female;出生日期/Date of birth/date/;手机号/Phone/input/phone;科室/Department/select/内科|外科|儿科|眼科|口腔科,Medicine|Surgery|Paediatrics|Eye clinic|Dentistry;病情描述/Symptoms/textarea/sentence;是否初诊/First visit/switch/",
        "今日就诊/Visits today/count;候诊人数/Waiting/small;空余床位/Free beds/small;平均等待/Average wait/minutes", "预约/Book/plus;取消预约/Cancel visit/close;打印/Print/print;查看报告/View result/eye"),
    _domain("travel", "行程/Trips",
        "首页/Home/home;机票/Flights/plane;火车票/Trains/train;酒店/Hotels/hotel;租车/Cars/car;门票/Tickets/coupon;攻略/Guides/map;我的订单/My trips/list",
        "车次/Service/trip;出发/From/city;到达/To/city;出发时间/Departs/time;到达时间/Arrives/time;历时/Duration/minutes;票价/Price/price;余票/Seats/small",
        "出发城市/From/input/city;到达城市/To/input/city;出发日期/Departure/date/;返回日期/Return/date/;成人/Adults/number/1;舱位/Class/select/经济舱|商务舱|头等舱,Economy|Business|First;仅看直达/Direct only/checkbox/;偏好/Preference/radios/靠窗|靠过道,Window|Aisle",
        "本月预订/Bookings/count;人均消费/Average spend/price;入住率/Occupancy/percent;好评率/Positive reviews/percent", "搜索/Search/search;改签/Change/refresh;退票/Refund/undo;查看详情/Details/eye"),
    _domain("education", "课程/Courses",
        "学习中心/Learn/home;我的课程/My courses/book;作业/Assignments/task;考试/Exams/edit;成绩/Grades/trophy;讨论区/Discussion/comment;课表/Timetable/calendar;资料库/Library/folder",
        "课程编号/Code/code;课程/Course/course;教师/Teacher/person;学分/Credits/small;上课时间/Time/time;选课人数/Enrolled/count;进度/Progress/progress;状态/Status/status",
        "课程名称/Course title/input/course;授课教师/Teacher/input/person;课程类型/Type/radios/必修|选修,Required|Elective;学期/Term/select/春季|秋季,Spring|Autumn;容量/Capacity/number/40;课程简介/Summary/textarea/sentence;允许旁听/Allow auditing/switch/;开课日期/Starts/date/",
        "在读学生/Students/count;完课率/Completion/percent;平均分/Average grade/small;待批作业/To grade/small", "选课/Enrol/plus;提交作业/Submit/upload;开始学习/Start learning/play;下载资料/Download/download"),
    _domain("government", "办件/Cases",
        "首页/Home/home;办事指南/Services/book;在线申请/Apply/edit;进度查询/Track a case/search;证照/Certificates/file;公示公告/Notices/bell;咨询投诉/Contact us/headset;个人中心/My account/user",
        "受理编号/Case no./code;事项/Matter/matter;申请人/Applicant/person;受理部门/Office/department;申请日期/Received/date;办结期限/Due/date;联系电话/Phone/phone;状态/Status/status",
        "申请事项/Matter/select/居住证|营业执照|社保转移|公积金提取,Residence permit|Business licence|Pension transfer|Housing benefit;申请人姓名/Applicant/input/person;证件号码/ID number/input/idcard;联系电话/Phone/input/phone;通讯地址/Address/input/address;领取方式/Collection/radios/窗口领取|邮寄,At the counter|By post;情况说明/Remarks/textarea/sentence;我已阅读并同意办理须知/I have read the instructions/checkbox/",
        "今日受理/Received today/count;按时办结率/On time/percent;待办事项/Open cases/small;满意度/Satisfaction/percent", "在线办理/Apply now/edit;预约取号/Take a number/calendar;下载表格/Download form/download;查询进度/Check status/search"),
    _domain("people", "员工/Employees",
        "工作台/Workspace/dashboard;员工档案/Employees/users;考勤/Attendance/clock;请假/Leave/calendar;薪酬/Payroll/wallet;招聘/Hiring/briefcase;培训/Training/graduation;组织架构/Organisation/building",
        "工号/Staff no./code;姓名/Name/person;部门/Department/department;职位/Position/job;入职日期/Joined/date;手机号/Phone/phone;邮箱/Email/email;状态/Status/status",
        "姓名/Name/input/person;部门/Department/select/技术部|市场部|财务部,Engineering|Marketing|Finance;职位/Position/input/job;请假类型/Leave type/radios/年假|病假|事假,Annual|Sick|Personal;开始日期/From/date/;结束日期/To/date/;请假事由/Reason/textarea/sentence;通知主管/Notify manager/switch/",
        "在职人数/Headcount/count;本月入职/New joiners/small;出勤率/Attendance/percent;待审批/To approve/small", "新增员工/Add employee/user-plus;批量导入/Import/upload;提交审批/Submit/check;导出名单/Export list/download"),
    _domain("devops", "实例/Instances",
        "控制台/Console/dashboard;云服务器/Servers/server;数据库/Databases/database;对象存储/Storage/cloud;监控告警/Monitoring/chart-line;日志/Logs/terminal;密钥/Keys/key;费用中心/Billing/invoice",
        "实例ID/Instance ID/host;名称/Name/slug;地域/Region/city;规格/Size/spec;IP地址/IP address/ip;CPU/CPU/progress;到期时间/Expires/date;状态/Status/status",
        "实例名称/Instance name/input/slug;地域/Region/select/华东1|华北2|华南1,eu-west|us-east|ap-south;镜像/Image/select/Debian 12|Ubuntu 24.04,Debian 12|Ubuntu 24.04;数量/Count/number/1;带宽/Bandwidth/slider/30;登录方式/Sign-in/radios/密钥|密码,Key|Password;自动续费/Auto-renew/switch/;备注/Notes/textarea/sentence",
        "运行中实例/Running/small;告警/Alerts/small;请求数/Requests/count;可用性/Uptime/percent", "创建实例/Create instance/plus;重启/Restart/refresh;停止/Stop/stop;扩容/Resize/sliders"),
    _domain("logistics", "运单/Shipments",
        "首页/Home/home;寄件/Send/package;查件/Track/search;运单/Shipments/truck;网点/Branches/location;仓库/Warehouses/building;车辆/Vehicles/car;结算/Settlement/currency",
        "运单号/Waybill/code;寄件人/Sender/person;收件人/Recipient/person;始发地/Origin/city;目的地/Destination/city;重量/Weight/weight;运费/Charge/price;状态/Status/status",
        "寄件人/Sender/input/person;寄件电话/Sender phone/input/phone;寄件地址/From address/input/address;收件人/Recipient/input/person;收件地址/To address/input/address;物品类型/Contents/select/文件|衣物|电子产品|食品,Documents|Clothing|Electronics|Food;重量（千克）/Weight (kg)/number/1;保价/Insure parcel/switch/",
        "今日揽收/Picked up/count;派送中/In delivery/count;签收率/Delivered/percent;异常件/Problems/small", "下单寄件/Send a parcel/plus;打印运单/Print waybill/print;联系快递员/Call courier/phone;催派/Hurry up/bell"),
    _domain("media", "文章/Articles",
        "首页/Home/home;要闻/Top stories/fire;财经/Business/chart-line;科技/Technology/rocket;体育/Sport/trophy;文化/Culture/book;视频/Video/video;专题/Topics/hash",
        "标题/Title/title;作者/Author/person;栏目/Section/department;发布时间/Published/datetime;阅读量/Views/count;评论/Comments/small;字数/Words/count;状态/Status/status",
        "标题/Title/input/title;作者/Author/input/person;栏目/Section/select/要闻|财经|科技,News|Business|Technology;摘要/Summary/textarea/sentence;关键词/Keywords/input/topic;允许评论/Allow comments/switch/;发布方式/Publish/radios/立即|定时,Now|Scheduled;发布日期/Date/date/",
        "今日阅读/Reads today/count;新增关注/New followers/count;评论/Comments/count;完读率/Read to the end/percent", "写文章/Write/edit;发布/Publish/send;预览/Preview/eye;收藏/Save/bookmark"),
    _domain("realestate", "房源/Homes",
        "首页/Home/home;二手房/Buy/building;租房/Rent/key;新房/New homes/rocket;小区/Neighbourhoods/map;经纪人/Agents/users;房贷计算/Mortgage/chart-pie;我的收藏/Saved/heart",
        "房源编号/Ref./code;小区/Location/district;户型/Rooms/rooms;面积/Area/area;总价/Price/price;朝向/Facing/facing;挂牌时间/Listed/date;状态/Status/status",
        "城市/City/select/北京|上海|杭州,London|Bristol|Leeds;区域/Area/input/district;户型/Rooms/radios/一居|二居|三居,1 bed|2 beds|3 beds;预算上限/Maximum price/slider/60;面积/Size/number/80;联系人/Contact/input/person;手机号/Phone/input/phone;仅看有视频的房源/With video only/checkbox/",
        "在售房源/For sale/count;本月成交/Sold/small;均价/Average price/price;带看次数/Viewings/count", "预约看房/Book a viewing/calendar;发布房源/List a home/plus;对比/Compare/layers;联系经纪人/Contact agent/phone"),
    _domain("food", "菜品/Dishes",
        "首页/Home/home;点餐/Order food/restaurant;外卖/Delivery/truck;优惠/Offers/gift;订座/Reservations/calendar;会员/Membership/star;门店/Branches/location;评价/Reviews/comment",
        "菜品/Dish/dish;分类/Category/department;单价/Price/price;月售/Sold/count;库存/Stock/small;评分/Rating/rating;更新时间/Updated/datetime;状态/Status/status",
        "菜品名称/Dish name/input/dish;分类/Category/select/热菜|凉菜|主食|饮品,Mains|Starters|Sides|Drinks;价格/Price/number/28;辣度/Spiciness/radios/不辣|微辣|中辣,Mild|Medium|Hot;描述/Description/textarea/sentence;今日供应/Available today/switch/;备注/Notes/input/sentence;配料/Extras/checkboxes/葱|香菜|蒜,Cheese|Olives|Basil",
        "今日营业额/Revenue/price;订单/Orders/count;翻台率/Table turns/small;好评/Good reviews/percent", "加入购物车/Add to basket/cart;去结算/Checkout/arrow-right;订座/Reserve/calendar;写评价/Write a review/edit"),
    _domain("iot", "设备/Devices",
        "总览/Overview/dashboard;设备/Devices/mobile;场景/Scenes/magic;能耗/Energy/battery;告警/Alarms/bell;定时/Schedules/clock;成员/Members/users;固件/Firmware/refresh",
        "设备编号/Serial/code;设备名称/Name/product;位置/Location/district;温度/Temperature/temperature;电量/Battery/progress;信号/Signal/percent;最后上线/Last seen/datetime;状态/Status/status",
        "设备名称/Device name/input/product;房间/Room/select/客厅|卧室|厨房,Living room|Bedroom|Kitchen;温度设定/Target temperature/slider/45;模式/Mode/radios/自动|制冷|制热,Auto|Cool|Heat;定时开启/Turn on at/input/time;离家自动关闭/Off when away/switch/;童锁/Child lock/switch/;备注/Notes/textarea/sentence",
        "在线设备/Online/count;今日能耗/Energy today/energy;告警/Alarms/small;室内温度/Indoor/temperature", "添加设备/Add device/plus;全部关闭/Turn all off/power;升级固件/Update firmware/upload;重启/Restart/refresh"),
    _domain("crm", "客户/Leads",
        "工作台/Dashboard/dashboard;线索/Leads/fingers;客户/Accounts/building;联系人/Contacts/users;商机/Deals/currency;合同/Contracts/file;日程/Calendar/calendar;报表/Reports/chart-bar",
        "客户名称/Account/company;联系人/Contact/person;电话/Phone/phone;城市/City/city;预计金额/Value/price;负责人/Owner/person;下次跟进/Next step/date;阶段/Stage/status",
        "客户名称/Account/input/company;联系人/Contact/input/person;职务/Title/input/job;邮箱/Email/input/email;客户来源/Source/select/官网|展会|转介绍,Website|Trade fair|Referral;重要程度/Priority/radios/高|中|低,High|Medium|Low;跟进记录/Notes/textarea/sentence;提醒我/Remind me/checkbox/",
        "新增线索/New leads/small;成交金额/Won/price;转化率/Win rate/percent;跟进中/In progress/small", "新建客户/New account/plus;导入/Import/upload;分配/Assign/user;合并/Merge/layers"),
)
